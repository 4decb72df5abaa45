//! Amounts of money and their currencies.

/// `role` of a type in `types.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TypeRole {
    /// An amount of money: a `currency`, and a `value` in its smallest unit.
    Money,
}

impl TypeRole {
    /// All, as specs spell them.
    pub const WORDS: &'static [(&'static str, Self)] = &[("money", Self::Money)];

    /// As specs spell it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, role)| *role == self).map_or("", |(word, _)| word)
    }
}

/// An entry of `currencies` in `api.yaml`: how a wallet differs from ISO 4217.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Currency {
    /// Digits behind the point, 0 to 4; `None` as in ISO 4217.
    pub exponent: Option<u8>,
    /// A value in the smallest unit is a multiple of this; at least 1.
    pub multiple_of: Option<u64>,
}
