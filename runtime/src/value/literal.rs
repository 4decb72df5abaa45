//! How the compiler compares a literal with the limit of the field that it is for.
//!
//! A literal's length is known to the type checker, the field's limit is only inferred, and stable Rust can't compare
//! the two. But a generated crate knows all its limits: it lists them as a ladder, `text!` turns a length into its rung
//! (the number of the first limit that it fits in), and the crate's impls of [`AtLeast`] say which limits are at or
//! above a rung. As this is a question of traits, `cargo check` and editors answer it, also in code that is never called.

use std::marker::PhantomData;

use super::money::CurrencyRule;

/// The limits of a generated crate.
pub trait Ladders {
    /// 0 and every `max_length` of what is sent, ascending.
    const TEXT: &'static [usize];
    /// 0 and every `max_items` of what is sent, ascending.
    const ITEMS: &'static [usize];
    /// Every `min` and every `max` + 1 of what is sent, ascending: between two of them all numbers fit the same fields.
    const STEPS: &'static [i64];
    /// The least amount of every type of money that is sent, and the greatest + 1, ascending.
    const MONEY: &'static [u64];
    /// How the API differs from ISO 4217.
    const CURRENCIES: &'static [CurrencyRule];
}

/// Only the compiler can make one: the literal fits.
#[derive(Debug, Clone, Copy)]
pub struct Proof<T>(PhantomData<T>);

impl<T> Proof<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// A limit, as a type.
#[derive(Debug, Clone, Copy)]
pub struct Limit<const MAX: usize>;

/// The limit is at or above that rung of the ladder of `Tag`.
pub trait AtLeast<Tag, const RUNG: usize> {}

// Two limits that hold everything. With one candidate only, the compiler would infer the field's limit from it instead
// of waiting for the field's type, and complain of mismatched types.
impl<Tag, const RUNG: usize> AtLeast<Tag, RUNG> for Limit<{ usize::MAX }> {}
impl<Tag, const RUNG: usize> AtLeast<Tag, RUNG> for Limit<{ usize::MAX - 1 }> {}

/// A text of `LEN` characters fits.
#[diagnostic::on_unimplemented(
    message = "this text has {LEN} characters, but at most {MAX} fit here",
    label = "expected at most {MAX} characters, found {LEN}",
    note = "the limit is the field's `max_length` in its spec",
    note = "`text!` knows the limits of the specs; for any other `Text<N>`, use `value.parse()?`"
)]
pub trait Accepts<Tag, const LEN: usize, const MAX: usize, const RUNG: usize>: Sized {
    /// The proof that it fits.
    const PROOF: Proof<Self>;
}

/// A limit of items, as a type.
#[derive(Debug, Clone, Copy)]
pub struct ItemLimit<const MAX: usize>;

/// The limit is at or above that rung of the ladder of `Tag`.
pub trait ItemsAtLeast<Tag, const RUNG: usize> {}
impl<Tag, const RUNG: usize> ItemsAtLeast<Tag, RUNG> for ItemLimit<{ usize::MAX }> {}
impl<Tag, const RUNG: usize> ItemsAtLeast<Tag, RUNG> for ItemLimit<{ usize::MAX - 1 }> {}

/// A list of `LEN` items fits.
#[diagnostic::on_unimplemented(
    message = "this list has {LEN} items, but at most {MAX} fit here",
    label = "expected at most {MAX} items, found {LEN}",
    note = "the limit is the field's `max_items` in its spec"
)]
pub trait Holds<Tag, const LEN: usize, const MAX: usize, const RUNG: usize>: Sized {
    /// The proof that it fits.
    const PROOF: Proof<Self>;
}

#[diagnostic::do_not_recommend]
impl<Tag, const LEN: usize, const MAX: usize, const RUNG: usize> Holds<Tag, LEN, MAX, RUNG> for [(); MAX]
where
    ItemLimit<MAX>: ItemsAtLeast<Tag, RUNG>,
{
    const PROOF: Proof<Self> = Proof::new();
}

/// A range of numbers, as a type.
#[derive(Debug, Clone, Copy)]
pub struct Range<const MIN: i64, const MAX: i64>;

/// The numbers of that step of the ladder of `Tag` are in the range.
pub trait Covers<Tag, const STEP: usize> {}
impl<Tag, const STEP: usize> Covers<Tag, STEP> for Range<{ i64::MIN }, { i64::MAX }> {}
impl<Tag, const STEP: usize> Covers<Tag, STEP> for Range<{ i64::MIN + 1 }, { i64::MAX }> {}

/// The number is in the range.
#[diagnostic::on_unimplemented(
    message = "{NUMBER} is not in the range of `{Self}`",
    label = "expected a number in the range of `{Self}`, found {NUMBER}",
    note = "the range is the field's `min` and `max` in its spec"
)]
pub trait InRange<Tag, const NUMBER: i64, const STEP: usize>: Sized {
    /// The proof that it fits.
    const PROOF: Proof<Self>;
}

/// The number of characters (Unicode scalar values), at compile time.
#[must_use]
pub const fn chars(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        count += (bytes[at] & 0xC0 != 0x80) as usize;
        at += 1;
    }
    count
}

/// The number of the first limit that `len` fits in.
#[must_use]
pub const fn rung(len: usize, ladder: &[usize]) -> usize {
    let mut at = 0;
    while at < ladder.len() && ladder[at] < len {
        at += 1;
    }
    at
}

/// The number of the step that `number` is on.
#[must_use]
pub const fn step(number: i64, steps: &[i64]) -> usize {
    let mut at = 0;
    while at < steps.len() && steps[at] <= number {
        at += 1;
    }
    at
}

/// Defines the ladders of a generated crate, `Limits`: each limit with the rungs that it is at or above, and each range with
/// the steps that are in it. Likewise the bounds of amounts, and each type of money with the steps that it can hold; and where
/// the API differs from ISO 4217.
#[doc(hidden)]
#[macro_export]
macro_rules! __limits {
    (
        text { $($text:literal: $($text_rung:literal)+,)* }
        items { $($items:literal: $($items_rung:literal)+,)* }
        steps { $($number:expr,)* }
        ranges { $($min:expr, $max:expr => $($step:literal)*,)* }
        amounts { $($amount:literal,)* }
        money { $($money:ty => $($money_step:literal)+,)* }
        currencies { $($code:literal => $exponent:expr, $multiple:literal,)* }
    ) => {
        /// The limits of all that is sent.
        #[derive(Debug, Clone, Copy)]
        pub struct Limits;

        impl $crate::literal::Ladders for Limits {
            const TEXT: &'static [usize] = &[0, $($text),*];
            const ITEMS: &'static [usize] = &[0, $($items),*];
            const STEPS: &'static [i64] = &[$($number),*];
            const MONEY: &'static [u64] = &[$($amount),*];
            const CURRENCIES: &'static [$crate::money::CurrencyRule] =
                &[$($crate::money::CurrencyRule { code: $code, exponent: $exponent, multiple_of: $multiple }),*];
        }

        $($(impl $crate::literal::AtLeast<Limits, $text_rung> for $crate::literal::Limit<$text> {})+)*
        $($(impl $crate::literal::ItemsAtLeast<Limits, $items_rung> for $crate::literal::ItemLimit<$items> {})+)*
        $($(#[diagnostic::do_not_recommend] impl $crate::money::HoldsMoney<Limits, $money_step> for $money {})+)*
        $($(impl $crate::literal::Covers<Limits, $step> for $crate::literal::Range<{ $min }, { $max }> {})*)*
    };
}

/// The expansion of a generated crate's `text!`, for the ladders `$tag`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($tag:ty; $text:literal) => { $crate::__text!($tag; const $text) };
    ($tag:ty; const $text:expr) => {
        $crate::Text::__literal(
            $text,
            <$crate::Text<_> as $crate::literal::Accepts<
                $tag,
                { $crate::literal::chars($text) },
                _,
                { $crate::literal::rung($crate::literal::chars($text), <$tag as $crate::literal::Ladders>::TEXT) },
            >>::PROOF,
        )
    };
    ($tag:ty; $($other:tt)*) => {
        compile_error!("`text!` takes a string literal, or `const` and a constant: text!(const SHOP). For text known at run time: value.parse()?")
    };
}

/// The expansion of a generated crate's `list!`, for the ladders `$tag`.
#[doc(hidden)]
#[macro_export]
macro_rules! __list {
    ($tag:ty; $($item:expr),* $(,)?) => {
        $crate::List::__literal(
            [$($item),*],
            <[(); _] as $crate::literal::Holds<
                $tag,
                { <[()]>::len(&[$($crate::__unit!($item)),*]) },
                _,
                { $crate::literal::rung(<[()]>::len(&[$($crate::__unit!($item)),*]), <$tag as $crate::literal::Ladders>::ITEMS) },
            >>::PROOF,
        )
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __unit {
    ($item:expr) => {
        ()
    };
}

/// The expansion of a generated crate's `int!`, for the ladders `$tag`.
#[doc(hidden)]
#[macro_export]
macro_rules! __int {
    ($tag:ty; $number:expr) => {
        $crate::Int::__literal(
            $number,
            <$crate::Int<_, _> as $crate::literal::InRange<
                $tag,
                { $number },
                { $crate::literal::step($number, <$tag as $crate::literal::Ladders>::STEPS) },
            >>::PROOF,
        )
    };
}
