//! A bare literal in a field: `text!("USD")` is the fix.
//!
//! rustc names the type that is wanted, whose documentation says how it is made. It can't name the macro: fields have
//! plain types, and a bound on setters that is satisfied by one type only (`Text<8>: From<T>`) is inferred from before it is
//! checked, so that its `on_unimplemented` is never shown. With a second type, `text!` could no longer infer its limit.

use claro_client::{
    text,
    v1::types::{Amount, AmountRequired},
};

fn amount() -> Amount {
    Amount::new(AmountRequired { currency: "USD", value: text!("10000") })
}

fn main() {}
