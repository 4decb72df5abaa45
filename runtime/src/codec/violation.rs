use std::fmt;

/// Something in a message that breaks the spec.
///
/// It never holds anything of a value that is `sensitive`, or inside of one that is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The path of the value, `order.goods[2].goodsName`; empty for the whole message.
    pub path: String,
    /// The problem with the value.
    pub problem: Problem,
}

/// A problem with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "`max`, `min` and `len` are what their names say")]
pub enum Problem {
    /// A required field is not there.
    Missing,
    /// A field that is required in this case is not there.
    MissingWhen { condition: String },
    /// At least one of these fields is needed.
    NoneOf { fields: &'static [&'static str] },
    /// More characters than the field may have.
    TooLong { max: usize, len: usize },
    /// Fewer characters than the field must have.
    TooShort { min: usize, len: usize },
    /// More items than the list may have.
    TooManyItems { max: usize, len: usize },
    /// More entries than the map may have.
    TooManyEntries { max: usize, len: usize },
    /// A key of a map with more characters than it may have.
    KeyTooLong { max: usize, len: usize },
    /// A number below `min` or above `max`. `number` is `None` where it is sensitive.
    OutOfRange { min: i64, max: i64, number: Option<String> },
    /// A text that is none of the listed values. `value` is `None` where it is sensitive.
    NotListed { value: Option<String> },
    /// A character that the field must not have. `char` is `None` where it is sensitive.
    ForbiddenChar { char: Option<char> },
    /// A text that does not match the field's pattern.
    NoMatch { pattern: &'static str },
    /// A key that the map may not have.
    UnknownKey { keys: &'static [&'static str] },
    /// A field that the spec does not have.
    UnknownField,
    /// The same field twice.
    Repeated,
    /// Another kind of value than documented.
    Kind { expected: &'static str, found: &'static str },
    /// A text that is not in the documented form.
    Form { expected: &'static str },
    /// A number beyond the range of 64-bit floats. It is read as no value.
    NumberTooLarge,
    /// Half of a surrogate pair, such as `\ud83d` alone. It is read as U+FFFD.
    LoneSurrogate,
    /// Bytes that are no text of the charset, such as a UTF-8 sequence that was cut. Each is read as U+FFFD.
    NotText,
    /// A control character that is not escaped. It is kept.
    ControlChar,
    /// A backslash before a character that needs none, which is kept, or before an incomplete `u`, which is read as U+FFFD.
    BadEscape,
    /// A message that is not in its declared charset, or whose charset is not supported (most need the feature `formats`).
    /// It is read as UTF-8.
    WrongCharset { label: String },
}

impl Problem {
    /// Another kind of value than documented.
    #[must_use]
    pub const fn expected(expected: &'static str, found: &'static str) -> Self {
        Self::Kind { expected, found }
    }

    /// Removes the value from the problem, for a sensitive field.
    pub(crate) fn without_value(self) -> Self {
        // No wildcard: for each new variant it has to be decided here.
        match self {
            Self::OutOfRange { min, max, number: _ } => Self::OutOfRange { min, max, number: None },
            Self::NotListed { value: _ } => Self::NotListed { value: None },
            Self::ForbiddenChar { char: _ } => Self::ForbiddenChar { char: None },
            Self::Missing
            | Self::MissingWhen { .. }
            | Self::NoneOf { .. }
            | Self::TooLong { .. }
            | Self::TooShort { .. }
            | Self::TooManyItems { .. }
            | Self::TooManyEntries { .. }
            | Self::KeyTooLong { .. }
            | Self::NoMatch { .. }
            | Self::UnknownKey { .. }
            | Self::UnknownField
            | Self::Repeated
            | Self::Kind { .. }
            | Self::Form { .. }
            | Self::NumberTooLarge
            | Self::LoneSurrogate
            | Self::NotText
            | Self::ControlChar
            | Self::BadEscape
            | Self::WrongCharset { .. } => self,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is required, but missing"),
            Self::MissingWhen { condition } => write!(f, "is required when {condition}, but missing"),
            Self::NoneOf { fields } => write!(f, "at least one of {} is required", quoted_list(fields)),
            Self::TooLong { max, len } => write!(f, "has {len} characters, the limit is {max}"),
            Self::TooShort { min, len } => write!(f, "has {len} characters, the minimum is {min}"),
            Self::TooManyItems { max, len } => write!(f, "has {len} items, the limit is {max}"),
            Self::TooManyEntries { max, len } => write!(f, "has {len} entries, the limit is {max}"),
            Self::KeyTooLong { max, len } => write!(f, "has a key of {len} characters, the limit is {max}"),
            Self::OutOfRange { min, max, number: Some(number) } => {
                write!(f, "is {number}, not in the range from {min} to {max}")
            }
            Self::OutOfRange { min, max, number: None } => {
                write!(f, "is not in the range from {min} to {max}")
            }
            Self::NotListed { value: Some(value) } => write!(f, "is {value:?}, which the spec does not list"),
            Self::NotListed { value: None } => f.write_str("is a value that the spec does not list"),
            Self::ForbiddenChar { char: Some(char) } => write!(f, "must not contain {char:?}"),
            Self::ForbiddenChar { char: None } => f.write_str("contains a character that it must not"),
            Self::NoMatch { pattern } => write!(f, "does not match the pattern {pattern:?}"),
            Self::UnknownKey { keys } => write!(f, "is not one of the keys {}", quoted_list(keys)),
            Self::UnknownField => f.write_str("is a field that the spec does not have"),
            Self::Repeated => f.write_str("is given more than once"),
            Self::Kind { expected, found } => write!(f, "is {found}, expected {expected}"),
            Self::Form { expected } => write!(f, "is not in the form of {expected}"),
            Self::NumberTooLarge => f.write_str("is a number too large for a 64-bit float"),
            Self::LoneSurrogate => f.write_str("contains half of a surrogate pair"),
            Self::NotText => f.write_str("contains bytes that are not text of its charset"),
            Self::ControlChar => f.write_str("contains a control character that is not escaped"),
            Self::BadEscape => f.write_str("contains an escape that JSON does not have"),
            Self::WrongCharset { label } => write!(
                f,
                "is not in the charset {label:?}, or this program does not know that charset; it was read as UTF-8"
            ),
        }
    }
}

fn quoted_list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.problem, self.path.as_str()) {
            (Problem::NoneOf { .. }, "") => write!(f, "{}", self.problem),
            (_, "") => write!(f, "the message {}", self.problem),
            (_, path) => write!(f, "`{path}` {}", self.problem),
        }
    }
}

/// Everything in a message that breaks the spec; at least one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// `Err` when there are any.
    pub(crate) fn none(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self(violations)) }
    }

    /// One problem.
    pub(crate) fn at(path: &str, problem: Problem) -> Self {
        Self(vec![Violation { path: path.to_owned(), problem }])
    }

    /// One by one.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Violation> {
        self.0.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.0.iter().enumerate() {
            write!(f, "{}{violation}", if at == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
