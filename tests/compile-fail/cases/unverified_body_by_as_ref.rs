//! The bytes of a body that is not verified, by a trait.

use countersign_runtime::Unverified;

fn bytes(body: &Unverified) -> &[u8] {
    body.as_ref()
}

fn main() {}
