//! What generated types of money can do at run time.

use std::{cmp::Ordering, fmt};

use serde_json::json;

use super::{
    MoneyError, amount,
    currency::{Counting, CurrencyRule},
};
use crate::codec::{self, Decode, Encode, ReadError, View};

/// An amount of money: a generated type of a `currency` and a `value`, as it is sent or as it was received.
pub trait Money: Encode {
    /// How the API differs from ISO 4217.
    #[doc(hidden)]
    fn currencies(&self) -> &'static [CurrencyRule];
}

/// An amount in the smallest unit of a currency.
///
/// # Errors
/// When the amount breaks a limit of its type or of the API.
pub fn minor<T: Decode + Encode>(
    currency: &str,
    units: u64,
    rules: &[CurrencyRule],
) -> Result<T, MoneyError> {
    Counting::of(currency, rules)
        .and_then(|counting| counting.check(units))
        .map_err(MoneyError::NotAnAmount)?;
    // By the reader of what is sent, which knows all limits. A text of digits is read as a number, too.
    let amount = json!({ "currency": currency, "value": units.to_string() }).to_string();
    codec::read_checked(amount.as_bytes()).map_err(|error| match error {
        ReadError::Breaks(violations) => MoneyError::Breaks(violations),
        _ => MoneyError::Unreadable,
    })
}

/// An amount as people write it.
///
/// # Errors
/// When it is none in its currency, or breaks a limit of its type.
pub fn parse<T: Decode + Encode>(
    currency: &str,
    text: &str,
    rules: &[CurrencyRule],
) -> Result<T, MoneyError> {
    let units = amount::units(text, currency, rules).map_err(MoneyError::NotAnAmount)?;
    minor(currency, units, rules)
}

/// The sum.
///
/// # Errors
/// When the currencies or their smallest units differ, or the sum breaks a limit of its type.
pub fn checked_add<T: Decode + Encode>(one: &dyn Money, other: &dyn Money) -> Result<T, MoneyError> {
    let (currency, one_units, other_units) = of_one_currency(one, other)?;
    let sum = one_units.checked_add(other_units);
    minor(&currency, sum.ok_or(MoneyError::NotAnAmount(amount::TOO_LARGE))?, one.currencies())
}

/// Compares amounts of one currency.
///
/// # Errors
/// When the currencies or their smallest units differ.
pub fn checked_cmp(one: &dyn Money, other: &dyn Money) -> Result<Ordering, MoneyError> {
    of_one_currency(one, other).map(|(_, one, other)| one.cmp(&other))
}

/// The number of the smallest unit.
///
/// # Errors
/// When the amount was received, and is none.
pub fn minor_units(money: &dyn Money) -> Result<u64, MoneyError> {
    read(money).map(|(_, units)| units)
}

/// Writes the currency, and the amount in its major unit: `USD 100.00`.
///
/// # Errors
/// The formatter's own.
pub fn display(money: &dyn Money, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Ok((currency, units)) = read(money) else { return f.pad("an unreadable amount") };
    let Ok(counting) = Counting::of(&currency, money.currencies()) else {
        return f.pad(&format!("{units} of the smallest unit of {currency:?}"));
    };
    let exponent = usize::from(counting.exponent);
    let digits = format!("{units:0width$}", width = exponent + 1);
    let (whole, fraction) = digits.split_at(digits.len() - exponent);
    let point = if fraction.is_empty() { "" } else { "." };
    f.pad(&format!("{currency} {whole}{point}{fraction}"))
}

/// The currency of both, and their numbers of its smallest unit, which is the same for both.
fn of_one_currency(one_money: &dyn Money, other_money: &dyn Money) -> Result<(String, u64, u64), MoneyError> {
    let ((currency, one_units), (other, other_units)) = (read(one_money)?, read(other_money)?);
    if currency != other {
        return Err(MoneyError::CurrenciesDiffer { one: currency, other });
    }
    let exponent = |money: &dyn Money| Counting::of(&currency, money.currencies()).ok().map(|it| it.exponent);
    if exponent(one_money) != exponent(other_money) {
        return Err(MoneyError::UnitsDiffer { currency });
    }
    Ok((currency, one_units, other_units))
}

/// The currency, and the number of its smallest unit.
fn read(money: &dyn Money) -> Result<(String, u64), MoneyError> {
    let (mut currency, mut units) = (None, None);
    money.encode(&mut |view| {
        let View::Object(_, fields) = view else { return };
        for (name, value) in fields {
            match *name {
                "currency" => currency = text(*value),
                "value" => units = text(*value).as_deref().and_then(number),
                _ => {}
            }
        }
    });
    currency.filter(|code| !code.is_empty()).zip(units).ok_or(MoneyError::Unreadable)
}

fn text(value: &dyn Encode) -> Option<String> {
    let mut text = None;
    value.encode(&mut |view| {
        text = match view {
            View::Text(value) => Some(value.to_owned()),
            View::Integer(value) => Some(value.to_string()),
            View::Quoted(value) => self::text(value),
            _ => None,
        }
    });
    text
}

/// Digits alone: `parse` would take a sign.
fn number(digits: &str) -> Option<u64> {
    digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Implements what a generated type of money can do, for the limits of its crate. `sent` types are made, `received` ones
/// only read.
#[doc(hidden)]
#[macro_export]
macro_rules! __money_type {
    (sent, $name:ident, $limits:ty,) => {
        /// A literal amount is made by the crate's macro `money!`, as in `money!("USD 100.00")`.
        impl $name {
            /// An amount in the smallest unit of its currency: 100 dollars are 10,000 cents. For a currency that only
            /// `currencies` of `api.yaml` has, use [`Self::parse`].
            ///
            /// # Errors
            /// When the amount breaks a limit of its fields.
            #[inline]
            pub fn minor(currency: $crate::Currency, units: u64) -> Result<Self, $crate::MoneyError> {
                $crate::money::minor(currency.code(), units, <$limits>::CURRENCIES)
            }

            /// An amount as people write it, such as `100.00`, with at most the digits behind the point that its
            /// currency has.
            ///
            /// # Errors
            /// When it is no amount in this currency, or breaks a limit of its fields.
            #[inline]
            pub fn parse(currency: &str, amount: &str) -> Result<Self, $crate::MoneyError> {
                $crate::money::parse(currency, amount, <$limits>::CURRENCIES)
            }

            /// The sum of amounts of one currency.
            ///
            /// # Errors
            /// When the currencies or their smallest units differ, or the sum breaks a limit of its fields.
            #[inline]
            pub fn checked_add(&self, other: &dyn $crate::Money) -> Result<Self, $crate::MoneyError> {
                $crate::money::checked_add(self, other)
            }
        }

        #[doc(hidden)]
        #[diagnostic::do_not_recommend] // so that the message is about the amount, and not about `HoldsMoney`
        impl<__Tag, const CODE: u32, const UNITS: u64, const STEP: usize>
            $crate::money::MoneyLiteral<__Tag, CODE, UNITS, STEP> for $name
        where
            Self: $crate::money::HoldsMoney<__Tag, STEP>,
        {
            const VALUE: Self = Self {
                currency: $crate::money::CurrencyLiteral::<CODE>::VALUE,
                value: $crate::money::UnitsLiteral::<UNITS>::VALUE,
            };
        }

        $crate::__money_type! { received, $name, $limits, }
    };
    (received, $name:ident, $limits:ty,) => {
        impl $name {
            /// The number of the smallest unit of its currency.
            ///
            /// # Errors
            /// When it was received, and is no number.
            #[inline]
            pub fn minor_units(&self) -> Result<u64, $crate::MoneyError> {
                $crate::money::minor_units(self)
            }

            /// Compares amounts of one currency, as they are sent or were received.
            ///
            /// # Errors
            /// When the currencies or their smallest units differ.
            #[inline]
            pub fn checked_cmp(
                &self,
                other: &dyn $crate::Money,
            ) -> Result<::std::cmp::Ordering, $crate::MoneyError> {
                $crate::money::checked_cmp(self, other)
            }
        }

        impl $crate::Money for $name {
            #[inline]
            fn currencies(&self) -> &'static [$crate::money::CurrencyRule] {
                <$limits>::CURRENCIES
            }
        }

        /// The currency, and the amount in its major unit: `USD 100.00`.
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::money::display(self, f)
            }
        }
    };
}
