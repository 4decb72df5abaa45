//! What the wallet says, request by request.

pub(crate) mod breaking;
mod cancelling;
mod crash;
mod declared;
mod fits;
mod moving;
mod notifications;
mod paying;
mod random;
pub(crate) mod support;
mod threads;
mod tokens;
