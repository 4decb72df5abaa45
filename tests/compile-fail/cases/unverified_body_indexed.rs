//! A byte of a body that is not verified.

use countersign_runtime::Unverified;

fn first(body: &Unverified) -> u8 {
    body[0]
}

fn main() {}
