//! What the wallet says, request by request.

pub(in crate::sandbox) mod breaking;
mod cancelling;
mod crash;
mod fits;
mod moving;
mod notices;
mod paying;
mod random;
pub(in crate::sandbox) mod support;
mod threads;
mod tokens;
