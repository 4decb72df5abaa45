//! A body that is not verified, taken for its bytes.

use countersign_runtime::Unverified;

fn bytes(body: &Unverified) -> &[u8] {
    body
}

fn main() {}
