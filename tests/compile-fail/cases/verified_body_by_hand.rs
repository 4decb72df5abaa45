//! A verified body that nobody has verified.

use countersign_runtime::{Unverified, Verified};

fn verified(body: Unverified) -> Verified {
    Verified(body.dangerous_bytes().clone())
}

fn main() {}
