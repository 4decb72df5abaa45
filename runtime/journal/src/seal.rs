//! Bodies with sensitive fields are kept encrypted.

use std::{error::Error, fmt, sync::Arc};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use zeroize::Zeroizing;

/// The first byte of a sealed body.
const FORMAT: u8 = 1;

/// A key by which bodies are sealed (AES-256-GCM). It is yours, and never in the database. Without it, open calls with
/// sensitive fields can neither be sent nor settled, so keep it as safe as the database itself.
#[derive(Clone)]
pub struct SealingKey {
    id: u8,
    bytes: Arc<Zeroizing<[u8; 32]>>,
}

/// The text of a key is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealingKeyError;

impl fmt::Display for SealingKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sealing key has 64 hexadecimal digits: make one by `openssl rand -hex 32`")
    }
}

impl Error for SealingKeyError {}

impl SealingKey {
    /// A key, with a number of your own that is kept beside what it seals: another key has another number.
    #[must_use]
    pub fn new(id: u8, bytes: [u8; 32]) -> Self {
        Self { id, bytes: Arc::new(Zeroizing::new(bytes)) }
    }

    /// A key from 64 hexadecimal digits.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn from_hex(id: u8, text: &str) -> Result<Self, SealingKeyError> {
        let text = text.trim();
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(SealingKeyError);
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| SealingKeyError)?;
        }
        Ok(Self::new(id, bytes))
    }

    fn cipher(&self) -> Result<RandomizedNonceKey, SealError> {
        RandomizedNonceKey::new(&AES_256_GCM, &**self.bytes).map_err(|_| SealError::Failed)
    }
}

/// Without the key.
impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({})", self.id)
    }
}

/// The keys of a journal: the first seals, all of them open.
#[derive(Debug, Clone, Default)]
pub(crate) struct SealingKeys(pub(crate) Vec<SealingKey>);

impl SealingKeys {
    /// Seals a body for the entry that `context` names: it opens for no other.
    pub(crate) fn seal(&self, context: &[u8], body: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = self.0.first().ok_or(SealError::NoKey(None))?;
        let mut text = body.to_vec();
        let nonce = key
            .cipher()?
            .seal_in_place_append_tag(Aad::from(context), &mut text)
            .map_err(|_| SealError::Failed)?;
        Ok([&[FORMAT, key.id][..], nonce.as_ref(), &text].concat())
    }

    /// Opens a sealed body.
    pub(crate) fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (head, text) = sealed.split_at_checked(2 + NONCE_LEN).ok_or(SealError::Damaged)?;
        let [FORMAT, id, nonce @ ..] = head else { return Err(SealError::Damaged) };
        let key = self.0.iter().find(|key| key.id == *id).ok_or(SealError::NoKey(Some(*id)))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Damaged)?;
        let mut text = text.to_vec();
        let opened = key.cipher()?.open_in_place(nonce, Aad::from(context), &mut text);
        opened.map(|body| body.to_vec()).map_err(|_| SealError::Damaged)
    }
}

/// A body could not be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SealError {
    /// There is no key with this number, or none at all.
    NoKey(Option<u8>),
    /// It was changed, or was sealed by another key with the same number, or for another entry.
    Damaged,
    /// The crypto library refused.
    Failed,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey(Some(id)) => write!(
                f,
                "a body is sealed by key {id}, which the journal does not have: give it by `Journal::sealing_key`"
            ),
            Self::NoKey(None) => {
                f.write_str("the journal has no sealing key: give it by `Journal::sealing_key`")
            }
            Self::Damaged => f.write_str(
                "a sealed body does not open: it was changed, or sealed by another key with the same number",
            ),
            Self::Failed => f.write_str("the crypto library could not seal or open a body"),
        }
    }
}

impl Error for SealError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_opens_by_its_key_and_for_its_entry_only() {
        let (old, new) = (SealingKey::new(1, [1; 32]), SealingKey::new(2, [2; 32]));
        let keys = SealingKeys(vec![old.clone()]);
        let sealed = keys.seal(b"entry", b"{\"token\":\"planted\"}").unwrap();
        assert!(!sealed.windows(7).any(|part| part == b"planted"));
        let rotated = SealingKeys(vec![new, old]);
        assert_eq!(rotated.open(b"entry", &sealed).unwrap(), b"{\"token\":\"planted\"}");
        assert_eq!(rotated.open(b"other", &sealed), Err(SealError::Damaged));
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(rotated.open(b"entry", &changed), Err(SealError::Damaged));
        assert_eq!(SealingKeys::default().open(b"entry", &sealed), Err(SealError::NoKey(Some(1))));
        assert_eq!(SealingKeys::default().seal(b"entry", b""), Err(SealError::NoKey(None)));
        assert_eq!(
            SealingKeys(vec![SealingKey::new(1, [3; 32])]).open(b"entry", &sealed),
            Err(SealError::Damaged)
        );
        for damaged in [&b""[..], b"\x01", b"\x01\x01aaaaaaaaaaaa", b"\x02\x01aaaaaaaaaaaabbbb"] {
            assert_eq!(rotated.open(b"entry", damaged), Err(SealError::Damaged));
        }
    }

    #[test]
    fn a_key_is_64_digits_and_is_never_shown() {
        let key = SealingKey::from_hex(7, &format!("{}\n", "ab".repeat(32))).unwrap();
        assert_eq!(format!("{key:?}"), "SealingKey(7)");
        for text in ["", "ab", &"ag".repeat(32), &"é".repeat(32)] {
            assert!(SealingKey::from_hex(7, text).is_err(), "{text}");
        }
    }
}
