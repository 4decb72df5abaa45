use std::fmt;

/// A number as JSON had it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// An integer that fits 64 bits with a sign.
    Integer(i64),
    /// An integer above that.
    Large(u64),
    /// Any other number.
    Float(f64),
}

impl Number {
    /// The number of an integer written as text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        // `parse` would take `+5` too.
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        text.parse().ok().map(Self::Integer)
    }

    /// The number, if it is an integer that fits.
    #[must_use]
    pub fn as_integer(self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(number),
            Self::Large(_) | Self::Float(_) => None,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Large(number) => number.fmt(f),
            Self::Float(number) => match serde_json::Number::from_f64(*number) {
                Some(number) => number.fmt(f),
                None => number.fmt(f),
            },
        }
    }
}
