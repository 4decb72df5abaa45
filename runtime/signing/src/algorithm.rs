//! The signature algorithms and their names in the header.

use std::{error::Error, fmt, str::FromStr};

/// A signature algorithm of the `Signature` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256: the default of the documentation, and what every wallet seen uses.
    #[default]
    Rsa256,
    /// Known by name only. Read in every build; keys for it need the feature `ecc224`; see `Ecc224` there.
    Ecc224,
}

impl Algorithm {
    /// The name written into the header: `RSA256` or `ECC224`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rsa256 => "RSA256",
            Self::Ecc224 => "ECC224",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.label())
    }
}

impl FromStr for Algorithm {
    type Err = UnsupportedAlgorithm;

    /// Reads `RSA256`, `SHA256withRSA` (the same algorithm as some wallets spell it) and `ECC224`, in any case.
    ///
    /// Everything else is refused.
    fn from_str(label: &str) -> Result<Self, Self::Err> {
        const LABELS: [(&str, Algorithm); 3] = [
            ("RSA256", Algorithm::Rsa256),
            ("SHA256withRSA", Algorithm::Rsa256),
            ("ECC224", Algorithm::Ecc224),
        ];
        let known = LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(label));
        known.map(|(_, algorithm)| *algorithm).ok_or_else(|| UnsupportedAlgorithm { label: shown(label) })
    }
}

/// The header names an algorithm that is not supported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedAlgorithm {
    label: String,
}

impl UnsupportedAlgorithm {
    /// The name in the header, shortened and with control characters escaped.
    pub fn label(&self) -> &str {
        &self.label
    }
}

impl fmt::Display for UnsupportedAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = &self.label;
        write!(
            formatter,
            "signature algorithm \"{label}\" is not supported: only RSA256 (also written SHA256withRSA) and \
             ECC224 are; ask the wallet to use RSA256 for this client id"
        )
    }
}

impl Error for UnsupportedAlgorithm {}

/// Text from outside as it may be shown: at most 32 characters, control characters escaped.
pub(super) fn shown(text: &str) -> String {
    const MAX_CHARACTERS: usize = 32;
    let mut shown: String = text.chars().take(MAX_CHARACTERS).flat_map(char::escape_default).collect();
    if text.chars().nth(MAX_CHARACTERS).is_some() {
        shown.push_str("...");
    }
    shown
}
