//! Texts of a documented form: times, dates, decimals.

use std::{borrow::Cow, fmt, marker::PhantomData};

use crate::codec::{Decode, Decoded, Encode, Number, Problem, View};
use countersign_signing::rfc3339::{self, Moment};

/// A text is not of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormError {
    what: &'static str,
    problem: &'static str,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a {}: {}", self.what, self.problem)
    }
}

impl std::error::Error for FormError {}

/// A text of a documented form, made by `parse`.
pub trait Form: Sized {
    /// The name of the form: `date`.
    const NAME: &'static str;
    /// The description of the form in messages.
    const DESCRIPTION: &'static str;

    /// Checks the text.
    ///
    /// # Errors
    /// When it is not of the form.
    fn parse(text: &str) -> Result<Self, FormError>;
}

/// Declares a form: a text that `$check`, a `const fn`, accepts.
macro_rules! form {
    ($(#[$doc:meta])* $name:ident, $called:literal, $description:literal, $check:path, $view:path, $empty:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// The text, to keep it.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0.into_owned()
            }

            /// The text, as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[doc(hidden)]
            #[must_use]
            pub const fn __literal(text: &'static str) -> Self {
                match $check(text) {
                    Ok(_) => Self(Cow::Borrowed(text)),
                    Err(problem) => panic!("{}", problem),
                }
            }
        }

        impl Form for $name {
            const NAME: &'static str = $called;
            const DESCRIPTION: &'static str = $description;
            fn parse(text: &str) -> Result<Self, FormError> {
                match $check(text) {
                    Ok(_) => Ok(Self(Cow::Owned(text.to_owned()))),
                    Err(problem) => Err(FormError { what: $called, problem }),
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = FormError;
            fn from_str(text: &str) -> Result<Self, FormError> {
                Self::parse(text)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl Encode for $name {
            fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
                visit($view(&self.0));
            }
        }

        impl Decode for $name {
            fn empty() -> Self {
                Self(Cow::Borrowed($empty))
            }
            fn text(&mut self, text: &str) -> Decoded {
                match Self::parse(text) {
                    Ok(value) => {
                        *self = value;
                        Decoded::Fits
                    }
                    Err(_) => Decoded::Unfit(Problem::Form { expected: $description }),
                }
            }
            fn number(&mut self, number: Number<'_>) -> Decoded {
                self.text(number.as_str())
            }
        }
    };
}

form! {
    /// A point in time: RFC 3339 with an offset, as in `2026-11-22T08:30:00+08:00`. It is sent exactly as it was given.
    ///
    /// ```
    /// use countersign_runtime::{DateTime, datetime};
    ///
    /// let expiry = datetime!("2020-01-01T12:01:01+08:30"); // checked by the compiler
    /// assert_eq!(expiry.unix_millis(), 1_577_849_461_000);
    /// assert_eq!(DateTime::from_unix_millis(0, 330).as_str(), "1970-01-01T05:30:00.000+05:30");
    /// ```
    DateTime, "datetime", "an RFC 3339 time with an offset", check_time, View::Text, "1970-01-01T00:00:00Z"
}

form! {
    /// A day: `2026-11-22`.
    Date, "date", "a date such as 2026-11-22", check_date, View::Text, "1970-01-01"
}

form! {
    /// A number with a fraction, sent and received digit by digit: `12.50` stays `12.50`.
    Decimal, "decimal", "a decimal number", check_decimal, View::Number, "0"
}

const fn check_time(text: &str) -> Result<Moment, &'static str> {
    rfc3339::parse(text, rfc3339::Grammar::Strict)
}

const fn check_date(text: &str) -> Result<i64, &'static str> {
    if text.len() == 10 {
        rfc3339::date(text.as_bytes())
    } else {
        Err("expected a date of the form 2026-11-22")
    }
}

/// Digits with at most one point between them, and a minus sign: what JSON takes too.
const fn check_decimal(text: &str) -> Result<(), &'static str> {
    let problem = Err("expected digits with at most one point, as in `-12.50`");
    let b = text.as_bytes();
    let start = if !b.is_empty() && b[0] == b'-' { 1 } else { 0 };
    let (mut index, mut point) = (start, b.len());
    while index < b.len() {
        match b[index] {
            b'0'..=b'9' => {}
            b'.' if point == b.len() => point = index,
            _ => return problem,
        }
        index += 1;
    }
    let whole = point - start;
    let leading_zero = whole > 1 && b[start] == b'0';
    if whole == 0 || leading_zero || point + 1 == b.len() { problem } else { Ok(()) }
}

impl DateTime {
    /// From milliseconds since 1970 and the offset of local time in minutes east of UTC.
    /// A time outside the years 0 to 9999 becomes the nearest one inside.
    #[must_use]
    pub fn from_unix_millis(millis: i64, offset_minutes: i16) -> Self {
        Self(Cow::Owned(rfc3339::write(millis, offset_minutes)))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn unix_millis(&self) -> i64 {
        self.moment().unix_millis
    }

    /// Minutes that local time is east of UTC.
    #[must_use]
    pub fn offset_minutes(&self) -> i16 {
        self.moment().offset_minutes
    }

    fn moment(&self) -> Moment {
        check_time(&self.0).unwrap_or(Moment { unix_millis: 0, offset_minutes: 0 })
    }
}

impl From<std::time::SystemTime> for DateTime {
    fn from(time: std::time::SystemTime) -> Self {
        Self::from_unix_millis(rfc3339::unix_millis(time), 0)
    }
}

/// A time that the compiler has checked: `datetime!("2026-11-22T08:30:00+08:00")`.
#[macro_export]
macro_rules! datetime {
    ($text:literal) => {{
        const DATETIME: $crate::DateTime = $crate::DateTime::__literal($text);
        DATETIME
    }};
    ($($other:tt)*) => {
        compile_error!("`datetime!` takes a string literal. For a time known at run time: value.parse()?")
    };
}

/// A day that the compiler has checked: `date!("2026-11-22")`.
#[macro_export]
macro_rules! date {
    ($text:literal) => {{
        const DATE: $crate::Date = $crate::Date::__literal($text);
        DATE
    }};
    ($($other:tt)*) => {
        compile_error!("`date!` takes a string literal. For a day known at run time: value.parse()?")
    };
}

/// A text that the wallet sent where a form is documented: kept as it came, whether it is of that form or not.
///
/// ```
/// use countersign_runtime::{DateTime, Unparsed};
///
/// let birthday = Unparsed::<DateTime>::new("2020-07-25");
/// assert_eq!(birthday.as_str(), "2020-07-25");
/// assert!(birthday.parse().is_err());
/// ```
pub struct Unparsed<T> {
    text: String,
    form: PhantomData<fn() -> T>,
}

impl<T: Form> Unparsed<T> {
    /// For tests of code that reads responses: any text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), form: PhantomData }
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value.
    ///
    /// # Errors
    /// When what came is not of the documented form.
    pub fn parse(&self) -> Result<T, FormError> {
        T::parse(&self.text)
    }
}

impl<T: Form> Default for Unparsed<T> {
    fn default() -> Self {
        Self::new("")
    }
}

impl<T: Form> Clone for Unparsed<T> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone())
    }
}

impl<T: Form> PartialEq for Unparsed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T: Form> Eq for Unparsed<T> {}

impl<T: Form> fmt::Debug for Unparsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<T: Form> fmt::Display for Unparsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T: Form> Encode for Unparsed<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Text(&self.text));
    }
    fn is_absent(&self) -> bool {
        self.text.is_empty()
    }
}

impl<T: Form> Decode for Unparsed<T> {
    fn empty() -> Self {
        Self::default()
    }
    fn text(&mut self, text: &str) -> Decoded {
        text.clone_into(&mut self.text);
        match self.parse() {
            Ok(_) => Decoded::Fits,
            Err(_) => Decoded::Deviates(Problem::Form { expected: T::DESCRIPTION }),
        }
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        self.text(number.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_what_json_takes() {
        for text in ["0", "-0", "12.50", "0.1", "123456789012345678901234567890.1"] {
            assert!(Decimal::parse(text).is_ok(), "{text}");
            assert!(serde_json::from_str::<serde_json::Number>(text).is_ok(), "{text}");
        }
        for text in ["", "-", ".5", "5.", "01", "1.2.3", "+1", "1e5", "0x1", "1 "] {
            assert!(Decimal::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn decimals_are_sent_digit_by_digit() {
        for text in ["12.50", "-0.10", "123456789012345678901234567890.1"] {
            let decimal = Decimal::parse(text).unwrap();
            assert_eq!(crate::json::write(&decimal).unwrap(), text.as_bytes());
        }
    }

    #[test]
    fn a_time_is_written_as_it_is_read() {
        for (millis, offset) in [(0, 0), (1_577_849_461_123, 510), (-1, -720), (253_402_214_399_999, 0)] {
            let time = DateTime::from_unix_millis(millis, offset);
            assert_eq!((time.unix_millis(), time.offset_minutes()), (millis, offset), "{time}");
        }
        assert!(DateTime::parse(DateTime::from_unix_millis(i64::MAX, 1439).as_str()).is_ok());
        assert!(DateTime::parse(DateTime::from_unix_millis(i64::MIN, -1439).as_str()).is_ok());
    }
}
