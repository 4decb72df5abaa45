//! Which of several keys of one client id a signature was made with.

use super::algorithm::shown;
use std::{cmp::Ordering, error::Error, fmt, str::FromStr};

/// The `keyVersion` of a signature: a small number at every wallet seen, but any short name is read.
///
/// At most 32 ASCII letters, digits, `-`, `_` and `.`. Leading zeros of a number mean nothing (`01` equals `1`). Numbers
/// are ordered by value, names come after numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyVersion(String);

impl KeyVersion {
    /// The longest key version, in characters.
    pub const MAX_LENGTH: usize = 32;

    /// The key version as it stands in the header.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is_number(&self) -> bool {
        self.0.bytes().all(|byte| byte.is_ascii_digit())
    }
}

impl FromStr for KeyVersion {
    type Err = BadKeyVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if text.is_empty() || text.len() > Self::MAX_LENGTH || !text.bytes().all(allowed) {
            return Err(BadKeyVersion { text: shown(text) });
        }
        let without_zeros = match text.trim_start_matches('0') {
            "" => "0",
            rest if rest.bytes().all(|byte| byte.is_ascii_digit()) => rest,
            _ => text,
        };
        Ok(Self(without_zeros.to_owned()))
    }
}

impl From<u32> for KeyVersion {
    fn from(number: u32) -> Self {
        Self(number.to_string())
    }
}

impl Ord for KeyVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        // Without leading zeros the longer of two numbers is the greater one, however many digits they have.
        let rank = |version: &Self| if version.is_number() { version.0.len() } else { usize::MAX };
        rank(self).cmp(&rank(other)).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for KeyVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for KeyVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text is not a key version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadKeyVersion {
    text: String,
}

impl fmt::Display for BadKeyVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        write!(
            formatter,
            "\"{text}\" is not a key version: 1 to {} letters, digits, '-', '_' and '.' are, mostly a number such as 1",
            KeyVersion::MAX_LENGTH
        )
    }
}

impl Error for BadKeyVersion {}
