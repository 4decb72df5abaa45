//! Nobody reads bytes that are not verified, and nobody but the runtime says that they are.

use countersign_runtime::{Unverified, Verified};

fn index(body: &Unverified) -> u8 {
    body[0]
}

fn deref(body: &Unverified) -> &[u8] {
    body
}

fn as_ref(body: &Unverified) -> &[u8] {
    body.as_ref()
}

fn iterate(body: &Unverified) {
    for _ in body {}
}

fn take_for_verified(body: Unverified) -> Verified {
    Verified(body.dangerous_bytes().clone())
}

fn make_verified(body: Unverified) -> Verified {
    body.into_verified()
}

fn main() {}
