//! The syntax of the `Signature` header.

use super::{Algorithm, BadEncoding, BadKeyVersion, KeyVersion, SignatureEncoding, UnsupportedAlgorithm};
use std::{error::Error, fmt};

/// A parsed `Signature` header: `algorithm=RSA256, keyVersion=1, signature=<value>`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureHeader {
    /// The algorithm; RSA256 when the header names none.
    pub algorithm: Algorithm,
    /// The version of the key that signed; `None` means the newest.
    pub key_version: Option<KeyVersion>,
    /// The raw signature bytes; never empty.
    pub signature: Vec<u8>,
}

impl SignatureHeader {
    /// The longest header accepted, in bytes. With an RSA key of 8192 bits a header has fewer than 2,000.
    pub const MAX_LENGTH: usize = 8 * 1024;

    /// Reads the value of a `Signature` header.
    ///
    /// Wallets differ, so: the pairs come in any order, with or without spaces, their names in any case; unknown ones
    /// are ignored; an empty `keyVersion=` is an absent one; the signature is read in every [`SignatureEncoding`].
    ///
    /// # Errors
    /// [`HeaderError`] when there is no signature, when a pair is repeated (it is unclear which one counts), and when a
    /// value is malformed.
    pub fn parse(value: &[u8]) -> Result<Self, HeaderError> {
        if value.len() > Self::MAX_LENGTH {
            return Err(HeaderError::TooLong { length: value.len() });
        }
        let text = std::str::from_utf8(value).map_err(|_| HeaderError::NotText)?;
        let Pairs { algorithm, key_version, signature } = Pairs::read(text)?;
        let signature = SignatureEncoding::decode_any(signature.unwrap_or_default())?;
        if signature.is_empty() {
            return Err(HeaderError::NoSignature);
        }
        Ok(Self {
            algorithm: algorithm.map(str::parse).transpose()?.unwrap_or_default(),
            key_version: key_version.filter(|text| !text.is_empty()).map(str::parse).transpose()?,
            signature,
        })
    }

    /// Writes the value of a `Signature` header, e.g. `algorithm=RSA256, keyVersion=1, signature=m2%2Bq...`.
    ///
    /// Without a key version the pair is left out; the wallet then uses the newest key that it has of ours.
    ///
    /// `algorithm` is an [`Algorithm`], or another spelling of one.
    pub fn write(
        algorithm: impl fmt::Display,
        key_version: Option<&KeyVersion>,
        signature: &[u8],
        encoding: SignatureEncoding,
        separator: Separator,
    ) -> String {
        let separator = separator.as_str();
        let version =
            key_version.map(|version| format!("{separator}keyVersion={version}")).unwrap_or_default();
        let signature = encoding.encode(signature);
        format!("algorithm={algorithm}{version}{separator}signature={signature}")
    }
}

/// The texts of the pairs we know.
#[derive(Default)]
struct Pairs<'a> {
    algorithm: Option<&'a str>,
    key_version: Option<&'a str>,
    signature: Option<&'a str>,
}

impl<'a> Pairs<'a> {
    fn read(text: &'a str) -> Result<Self, HeaderError> {
        let mut pairs = Self::default();
        for pair in text.split(',') {
            // At the first `=`: a signature may end in `=` itself.
            let Some((name, value)) = pair.split_once('=') else { continue };
            let (place, name) = match name.trim().to_ascii_lowercase().as_str() {
                "algorithm" => (&mut pairs.algorithm, "algorithm"),
                "keyversion" => (&mut pairs.key_version, "keyVersion"),
                "signature" => (&mut pairs.signature, "signature"),
                _ => continue,
            };
            if place.replace(value.trim()).is_some() {
                return Err(HeaderError::Repeated { name });
            }
        }
        Ok(pairs)
    }
}

/// The separator between the pairs of a header that we write. Wallets read both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Separator {
    /// `, ` as in the documentation.
    #[default]
    CommaSpace,
    /// `,` as the official SDKs write it.
    Comma,
}

impl Separator {
    /// The separator's text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CommaSpace => ", ",
            Self::Comma => ",",
        }
    }
}

/// The error of a `Signature` header that cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderError {
    /// There is no `signature=` in it, or nothing after it.
    NoSignature,
    /// It is longer than [`SignatureHeader::MAX_LENGTH`].
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// It is not UTF-8 text.
    NotText,
    /// A pair is in it twice.
    Repeated {
        /// The pair's name.
        name: &'static str,
    },
    /// Its algorithm is not supported.
    UnsupportedAlgorithm(UnsupportedAlgorithm),
    /// Its key version is not valid.
    BadKeyVersion(BadKeyVersion),
    /// Its signature is not base64.
    BadEncoding(BadEncoding),
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const EXPECTED: &str = "expected `algorithm=RSA256, keyVersion=1, signature=...`";
        formatter.write_str("the Signature header cannot be read: ")?;
        match self {
            Self::NoSignature => write!(formatter, "it has no signature; {EXPECTED}"),
            Self::TooLong { length } => {
                write!(
                    formatter,
                    "it has {length} bytes, the limit is {}; {EXPECTED}",
                    SignatureHeader::MAX_LENGTH
                )
            }
            Self::NotText => write!(formatter, "it is not UTF-8 text; {EXPECTED}"),
            Self::Repeated { name } => {
                write!(formatter, "it has `{name}=` twice; {EXPECTED}")
            }
            Self::UnsupportedAlgorithm(error) => error.fmt(formatter),
            Self::BadKeyVersion(error) => error.fmt(formatter),
            Self::BadEncoding(error) => error.fmt(formatter),
        }
    }
}

impl Error for HeaderError {}

impl From<UnsupportedAlgorithm> for HeaderError {
    fn from(error: UnsupportedAlgorithm) -> Self {
        Self::UnsupportedAlgorithm(error)
    }
}

impl From<BadKeyVersion> for HeaderError {
    fn from(error: BadKeyVersion) -> Self {
        Self::BadKeyVersion(error)
    }
}

impl From<BadEncoding> for HeaderError {
    fn from(error: BadEncoding) -> Self {
        Self::BadEncoding(error)
    }
}
