use std::fmt;

use super::literal::{Covers, InRange, Proof, Range};
use crate::codec::{self, Decode, Decoded, Encode, Number, Problem, View};

/// An integer from `MIN` to `MAX`, for sending.
///
/// Made by the generated crate's `int!(…)`, which the compiler checks, or by [`Int::new`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Int<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Int<MIN, MAX> {
    /// Checks a number that is known at run time only.
    ///
    /// # Errors
    /// [`OutOfRange`] when it is below `MIN` or above `MAX`.
    pub const fn new(number: i64) -> Result<Self, OutOfRange> {
        if MIN <= number && number <= MAX { Ok(Self(number)) } else { Err(OutOfRange { min: MIN, max: MAX }) }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn __literal(number: i64, _: Proof<Self>) -> Self {
        Self(number)
    }
}

impl<const MIN: i64, const MAX: i64> fmt::Debug for Int<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: i64, const MAX: i64> fmt::Display for Int<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: i64, const MAX: i64> Encode for Int<MIN, MAX> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Integer(self.0));
    }
}

impl<const MIN: i64, const MAX: i64> Decode for Int<MIN, MAX> {
    fn empty() -> Self {
        Self(MIN)
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        match codec::integer(number, MIN, MAX) {
            Ok(number) => {
                self.0 = number;
                Decoded::Fits
            }
            Err(problem) => Decoded::Unfit(problem),
        }
    }
    fn text(&mut self, text: &str) -> Decoded {
        Number::parse(text)
            .map_or(Decoded::Unfit(Problem::expected("an integer", "text")), |number| self.number(number))
    }
}

/// A number is not in the range of its field. Which number is not told: the field may be sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutOfRange {
    /// The lowest that fits.
    pub min: i64,
    /// The highest that fits.
    pub max: i64,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the number is not in the range from {} to {}", self.min, self.max)
    }
}

impl std::error::Error for OutOfRange {}

#[diagnostic::do_not_recommend]
impl<Tag, const NUMBER: i64, const STEP: usize, const MIN: i64, const MAX: i64> InRange<Tag, NUMBER, STEP>
    for Int<MIN, MAX>
where
    Range<MIN, MAX>: Covers<Tag, STEP>,
{
    const PROOF: Proof<Self> = Proof::new();
}
