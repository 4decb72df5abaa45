//! What the wallet says, request by request.

mod cancelling;
mod crash;
mod fits;
mod moving;
mod paying;
mod random;
mod support;
mod threads;
mod tokens;
