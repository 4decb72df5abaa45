//! A literal of a day that no calendar has.

use claro_client::{DateTime, datetime};

fn expiry() -> DateTime {
    datetime!("2026-02-30T08:30:00+08:00")
}

fn main() {}
