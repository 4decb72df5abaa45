//! Amounts of money: types with `role: money` in their spec, which have a `currency`, and a `value` in its smallest unit.
//!
//! An amount is only ever read and written digit by digit, and added as an integer. There is no way from or to a float.

mod amount;
mod currency;
mod error;
mod literal;
mod types;

pub use currency::{Currency, CurrencyRule};
pub use error::MoneyError;
pub use literal::{CurrencyLiteral, HoldsMoney, Literal, MoneyLiteral, UnitsLiteral};
pub use types::{Money, checked_add, checked_cmp, display, minor, minor_units, parse};
