use std::{fmt, ops::Deref};

use super::literal::Proof;
use crate::codec::{Decode, Decoded, Encode, Items, Problem, View};

/// A list of at most `MAX` items, for sending.
///
/// Made by the generated crate's `list![…]`, whose length the compiler checks, or by [`List::new`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct List<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> List<T, MAX> {
    /// The limit, in items.
    pub const MAX: usize = MAX;

    /// Checks a list whose length is known at run time only.
    ///
    /// # Errors
    /// [`TooMany`] when it has more than `MAX` items.
    pub fn new(items: impl Into<Vec<T>>) -> Result<Self, TooMany> {
        let items = items.into();
        if items.len() <= MAX { Ok(Self(items)) } else { Err(TooMany { max: MAX, len: items.len() }) }
    }

    #[doc(hidden)]
    pub fn __literal<const LEN: usize>(items: [T; LEN], _: Proof<[(); MAX]>) -> Self {
        Self(Vec::from(items))
    }
}

impl<T, const MAX: usize> Deref for List<T, MAX> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: fmt::Debug, const MAX: usize> fmt::Debug for List<T, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Encode, const MAX: usize> Encode for List<T, MAX> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        self.0.encode(visit);
    }
}

impl<T: Decode + Encode, const MAX: usize> Decode for List<T, MAX> {
    fn empty() -> Self {
        Self(Vec::new())
    }
    fn is_list(&self) -> bool {
        true
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        let _ = self.0.list(items);
        match self.0.len() {
            len if len > MAX => {
                self.0.truncate(MAX);
                Decoded::Unfit(Problem::TooManyItems { max: MAX, len })
            }
            _ => Decoded::Fits,
        }
    }
}

/// A list is longer than its field allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooMany {
    /// The limit, in items.
    pub max: usize,
    /// The number of items that were given.
    pub len: usize,
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "list has {} items, the limit is {}", self.len, self.max)
    }
}

impl std::error::Error for TooMany {}
