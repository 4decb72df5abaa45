//! A time that is known at run time in the macro for literals.

use claro_client::{DateTime, datetime};

fn expiry(time: &str) -> DateTime {
    datetime!(time)
}

fn main() {}
