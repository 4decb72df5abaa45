//! The bytes of a body that is not verified, one by one.

use countersign_runtime::Unverified;

fn read(body: &Unverified) {
    for _ in body {}
}

fn main() {}
