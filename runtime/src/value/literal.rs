//! How the compiler compares a literal with the limit of the field that it is for.
//!
//! A literal's length is known to the type checker, the field's limit is only inferred, and stable Rust can't compare
//! the two. But a generated crate knows all its limits: it lists them as a ladder, `text!` turns a length into its rung
//! (the number of the first limit that it fits in), and the crate's impls of [`AtLeast`] say which limits are at or
//! above a rung. As this is a question of traits, `cargo check` and editors answer it, also in code that is never called.

use std::marker::PhantomData;

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
///
/// Eight bytes a step, as long as they are ASCII: the compiler interprets this twice for each literal, and an editor waits for it.
#[must_use]
pub const fn chars(text: &str) -> usize {
    let mut bytes = text.as_bytes();
    while let [a, b, c, d, e, f, g, h, ref rest @ ..] = *bytes {
        if (a | b | c | d | e | f | g | h) >= 0x80 {
            break;
        }
        bytes = rest;
    }
    text.len() - continued(bytes)
}

/// The number of bytes that continue a character.
const fn continued(mut bytes: &[u8]) -> usize {
    let mut count = 0;
    while let [byte, ref rest @ ..] = *bytes {
        count += (byte & 0xC0 == 0x80) as usize;
        bytes = rest;
    }
    count
}

/// The number of the first limit that `len` fits in.
#[must_use]
pub const fn rung(len: usize, mut ladder: &[usize]) -> usize {
    let mut at = 0;
    while let [limit, ref rest @ ..] = *ladder {
        if len <= limit {
            break;
        }
        at += 1;
        ladder = rest;
    }
    at
}

/// The number of the step that `number` is on.
#[must_use]
pub const fn step(number: i64, mut steps: &[i64]) -> usize {
    let mut at = 0;
    while let [begin, ref rest @ ..] = *steps {
        if number < begin {
            break;
        }
        at += 1;
        steps = rest;
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

        impl Limits {
            /// The least amount of every type of money that is sent, and the greatest + 1, ascending.
            pub const MONEY: &'static [u64] = &[$($amount),*];
            /// How the API differs from ISO 4217.
            pub const CURRENCIES: &'static [$crate::money::CurrencyRule] =
                &[$($crate::money::CurrencyRule { code: $code, exponent: $exponent, multiple_of: $multiple }),*];

            /// The rung of a text on the ladder of 0 and every `max_length` of what is sent.
            #[must_use]
            pub const fn text_rung(text: &str) -> usize {
                $crate::literal::rung($crate::literal::chars(text), &[0, $($text),*])
            }

            /// The rung of so many items on the ladder of 0 and every `max_items` of what is sent.
            #[must_use]
            pub const fn items_rung(len: usize) -> usize {
                $crate::literal::rung(len, &[0, $($items),*])
            }

            /// The step that a number is on. One begins at every `min` and every `max` + 1 of what is sent, so that all numbers of
            /// one fit the same fields.
            #[must_use]
            pub const fn step(number: i64) -> usize {
                $crate::literal::step(number, &[$($number),*])
            }
        }

        $($(impl $crate::literal::AtLeast<Limits, $text_rung> for $crate::literal::Limit<$text> {})+)*
        $($(impl $crate::literal::ItemsAtLeast<Limits, $items_rung> for $crate::literal::ItemLimit<$items> {})+)*
        $($(#[diagnostic::do_not_recommend] impl $crate::money::HoldsMoney<Limits, $money_step> for $money {})+)*
        $($(impl $crate::literal::Covers<Limits, $step> for $crate::literal::Range<{ $min }, { $max }> {})*)*
    };
}

/// The expansion of a generated crate's `text!`, for the limits `$tag`.
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
                { <$tag>::text_rung($text) },
            >>::PROOF,
        )
    };
    ($tag:ty; $($other:tt)*) => {
        compile_error!("`text!` takes a string literal, or `const` and a constant: text!(const SHOP). For text known at run time: value.parse()?")
    };
}

/// The expansion of a generated crate's `list!`, for the limits `$tag`.
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
                { <$tag>::items_rung(<[()]>::len(&[$($crate::__unit!($item)),*])) },
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

/// The expansion of a generated crate's `int!`, for the limits `$tag`.
#[doc(hidden)]
#[macro_export]
macro_rules! __int {
    ($tag:ty; $number:expr) => {
        $crate::Int::__literal(
            $number,
            <$crate::Int<_, _> as $crate::literal::InRange<$tag, { $number }, { <$tag>::step($number) }>>::PROOF,
        )
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn characters_are_counted_wherever_they_are() {
        for (ahead, behind) in (0..20).flat_map(|ahead| (0..20).map(move |behind| (ahead, behind))) {
            for other in ["", "é", "語", "😀", "é語"] {
                let text = format!("{}{other}{}", "a".repeat(ahead), "b".repeat(behind));
                assert_eq!(super::chars(&text), text.chars().count(), "{text}");
            }
        }
    }

    #[test]
    fn a_limit_is_on_its_own_rung_and_a_bound_begins_its_step() {
        assert_eq!([0, 1, 3, 4, 16, 17].map(|len| super::rung(len, &[0, 3, 16])), [0, 1, 1, 2, 2, 3]);
        assert_eq!([-1, 0, 1, 9, 10].map(|number| super::step(number, &[0, 1, 10])), [0, 1, 2, 2, 3]);
    }
}
