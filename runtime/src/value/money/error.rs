use std::fmt;

use crate::codec::Violations;

/// The error of making, reading, adding or comparing amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MoneyError {
    /// The text is no amount in its currency, or the currency is not known: the reason, with what to write instead.
    NotAnAmount(&'static str),
    /// The amount breaks a limit of the field's type.
    Breaks(Violations),
    /// The amounts are of different currencies, and neither can be added nor compared.
    CurrenciesDiffer {
        /// The currency of one of them.
        one: String,
        /// The currency of the other.
        other: String,
    },
    /// The amounts are of two APIs, one of which counts the currency otherwise than ISO 4217.
    UnitsDiffer {
        /// The currency of both.
        currency: String,
    },
    /// What the wallet sent is no currency and number.
    Unreadable,
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAmount(reason) => f.write_str(reason),
            Self::Breaks(violations) => write!(f, "the amount does not fit its field: {violations}"),
            Self::CurrenciesDiffer { one, other } => {
                write!(
                    f,
                    "{one:?} and {other:?} are different currencies: add and compare amounts of one currency"
                )
            }
            Self::UnitsDiffer { currency } => write!(
                f,
                "two APIs count {currency:?} with different digits behind the point: make one of the amounts anew, by `parse`"
            ),
            Self::Unreadable => f.write_str("the amount is not a currency and a number of its smallest unit"),
        }
    }
}

impl std::error::Error for MoneyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Breaks(violations) = self { Some(violations) } else { None }
    }
}
