//! The types of field values. Each type comes in the form in which it is sent (checked) and, where that makes a difference, in the
//! form in which it is received (as it came).

mod additional;
pub(crate) mod enums;
mod format;
mod int;
mod json;
mod json_text;
mod list;
pub mod literal;
pub mod money;
mod nullable;
mod sensitive;
mod text;

pub use additional::AdditionalFields;
pub use enums::{OpenEnum, Unlisted, as_str, from_text};
pub use format::{Date, DateTime, Decimal, Form, FormError, Unparsed};
pub use int::{Int, OutOfRange};
pub use json::{Json, JsonError, JsonNumber};
pub use json_text::JsonText;
pub use list::{List, TooMany};
pub use money::{Currency, Money, MoneyError};
pub use nullable::Nullable;
pub use sensitive::Sensitive;
pub use text::{Received, ReceivedUnlimited, Text, TooLong, UnlimitedText};
