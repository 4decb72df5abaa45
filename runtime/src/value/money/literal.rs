//! How `money!` checks an amount, and makes a value of the field's type of it, in the compiler.
//!
//! The amount itself is checked when it is read. Whether the field's type can hold it is decided as for `text!`: the
//! generated crate lists the bounds of all its types of money as steps, and says which steps are in the range of a type.

use super::{
    amount::{self, CODE},
    currency::CurrencyRule,
};
use crate::value::{Int, Text};

/// An amount that has been read.
#[derive(Debug, Clone, Copy)]
pub struct Literal {
    /// The letters of the currency's code, as a number.
    pub code: u32,
    /// The number of the smallest unit.
    pub units: u64,
    /// The step that the number is on.
    pub step: usize,
    problem: Option<&'static str>,
}

impl Literal {
    /// Reads `USD 100.00`. For a text that is no amount, [`Literal::check`] says so.
    #[must_use]
    pub const fn read(text: &str, rules: &[CurrencyRule], steps: &[u64]) -> Self {
        match amount::literal(text, rules) {
            Ok(units) => {
                let bytes = text.as_bytes();
                let code = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
                Self { code, units, step: step(units, steps), problem: None }
            }
            Err(problem) => Self { code: 0, units: 0, step: NO_AMOUNT, problem: Some(problem) },
        }
    }

    /// Stops the compiler when the text is no amount.
    ///
    /// # Panics
    /// In the compiler only.
    #[track_caller]
    pub const fn check(self) {
        if let Some(problem) = self.problem {
            panic!("{}", problem)
        }
    }
}

/// The step of what is no amount. All types hold it, so that the compiler says one thing and not two.
pub(super) const NO_AMOUNT: usize = usize::MAX;

/// The number of the step that `units` is on.
const fn step(units: u64, mut steps: &[u64]) -> usize {
    let mut at = 0;
    while let [begin, ref rest @ ..] = *steps {
        if units < begin {
            break;
        }
        at += 1;
        steps = rest;
    }
    at
}

/// A type of money can hold the numbers of that step of the ladder of `Tag`.
pub trait HoldsMoney<Tag, const STEP: usize> {}

#[diagnostic::do_not_recommend]
impl<Tag, T> HoldsMoney<Tag, NO_AMOUNT> for T {}

/// A type of money can hold the amount.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold {UNITS} of the smallest unit",
    label = "too little or too much for `{Self}`",
    note = "the range is that of the type's `value` in the spec: its `max_length`, `pattern`, `min` and `max`",
    note = "`money!` makes values of types that have `role: money` in the spec"
)]
pub trait MoneyLiteral<Tag, const CODE: u32, const UNITS: u64, const STEP: usize>: Sized {
    /// The value.
    const VALUE: Self;
}

/// A `currency`, by the letters of its code.
pub trait CurrencyLiteral<const CODE: u32> {
    /// The value.
    const VALUE: Self;
}

/// A `value` in the smallest unit.
pub trait UnitsLiteral<const UNITS: u64> {
    /// The value.
    const VALUE: Self;
}

impl<const MAX: usize, const LETTERS: u32> CurrencyLiteral<LETTERS> for Text<MAX> {
    const VALUE: Self = Self::of_const(Letters::<LETTERS>::TEXT);
}

impl<const MAX: usize, const UNITS: u64> UnitsLiteral<UNITS> for Text<MAX> {
    const VALUE: Self = Self::of_const(Digits::<UNITS>::TEXT);
}

impl<const MIN: i64, const MAX: i64, const UNITS: u64> UnitsLiteral<UNITS> for Int<MIN, MAX> {
    const VALUE: Self = match Self::new(<i64 as UnitsLiteral<UNITS>>::VALUE) {
        Ok(number) => number,
        Err(_) => panic!("the number is not in the range of its type"),
    };
}

impl<const UNITS: u64> UnitsLiteral<UNITS> for i64 {
    const VALUE: Self = {
        assert!(UNITS <= Self::MAX as u64, "the number is too large for its type");
        UNITS as Self
    };
}

/// The letters of a currency's code as text.
struct Letters<const LETTERS: u32>;

impl<const LETTERS: u32> Letters<LETTERS> {
    const BYTES: &'static [u8; 4] = &LETTERS.to_be_bytes();
    const TEXT: &'static str = text_after(Self::BYTES, Self::BYTES.len() - CODE);
}

/// A number as text.
struct Digits<const UNITS: u64>;

/// The digits of the greatest number.
const MOST_DIGITS: usize = 20;

impl<const UNITS: u64> Digits<UNITS> {
    const BYTES: &'static [u8; MOST_DIGITS] = &digits(UNITS);
    const TEXT: &'static str = text_after(Self::BYTES, MOST_DIGITS - count(UNITS));
}

/// The digits of a number, with zeros before it.
const fn digits(mut number: u64) -> [u8; MOST_DIGITS] {
    let mut digits = [b'0'; MOST_DIGITS];
    let mut at = MOST_DIGITS;
    while at > 0 {
        at -= 1;
        digits[at] += (number % 10) as u8;
        number /= 10;
    }
    digits
}

/// How many digits a number has.
const fn count(number: u64) -> usize {
    match number.checked_ilog10() {
        Some(log) => log as usize + 1,
        None => 1,
    }
}

/// ASCII text from a place on.
const fn text_after(bytes: &'static [u8], at: usize) -> &'static str {
    match std::str::from_utf8(bytes.split_at(at).1) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// The expansion of a generated crate's `money!`, for the limits `$tag`.
#[doc(hidden)]
#[macro_export]
macro_rules! __money {
    ($tag:ty; $amount:literal) => { $crate::__money!($tag; const $amount) };
    ($tag:ty; const $amount:expr) => {{
        const __MONEY: $crate::money::Literal = $crate::money::Literal::read(
            $amount,
            <$tag>::CURRENCIES,
            <$tag>::MONEY,
        );
        const _: () = __MONEY.check();
        <_ as $crate::money::MoneyLiteral<
            $tag,
            { __MONEY.code },
            { __MONEY.units },
            { __MONEY.step },
        >>::VALUE
    }};
    ($tag:ty; $($other:tt)*) => {
        compile_error!("`money!` takes a literal, as in money!(\"USD 100.00\"), or `const` and a constant. For amounts known at run time, use `parse` of the field's type: Amount::parse(currency, amount)?")
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_become_text() {
        const USD: Literal = Literal::read("USD 100.00", &[], &[1, 10_001]);
        assert_eq!((USD.units, USD.step), (10_000, 1));
        assert_eq!(<Text<3> as CurrencyLiteral<{ USD.code }>>::VALUE, "USD");
        assert_eq!(<Text<5> as UnitsLiteral<{ USD.units }>>::VALUE, "10000");
        assert_eq!(<Text<1> as UnitsLiteral<0>>::VALUE, "0");
        assert_eq!(<Text<20> as UnitsLiteral<{ u64::MAX }>>::VALUE, u64::MAX.to_string().as_str());
        assert_eq!(<Int<0, 9> as UnitsLiteral<9>>::VALUE.get(), 9);
        assert_eq!(<i64 as UnitsLiteral<7>>::VALUE, 7);
    }
}
