//! A literal without the offset that the wallet asks for.

use claro_client::{DateTime, datetime};

fn expiry() -> DateTime {
    datetime!("2026-11-22T08:30:00")
}

fn main() {}
