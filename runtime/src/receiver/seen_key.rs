//! The key by which a repeated notification is recognised.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{
    endpoint::{Endpoint, IdempotencyKey},
    tree::{Lookup, Tree},
};

/// Identifies a notification, however often and in whatever wording it is sent: a SHA-256 digest.
///
/// It covers our client id, the endpoint, the path, the fields that the spec names as the notification's `idempotency_key`,
/// and every field that decides its [`verdict`](super::Notification::verdict) or names its call. So PENDING and SUCCESS of one
/// payment are two notifications, SUCCESS of two payments are two, and three wordings of one SUCCESS are one.
///
/// - Of a key of `all` fields every one must be there. Otherwise, or where the spec names no key, it covers the whole body.
/// - Of a key of `any` fields the first that is there counts. A wallet that names one event by both ids first and by the
///   second alone later is handled twice.
///
/// In doubt, a handler sees a notification twice; it never misses one.
///
/// As text, for a database, it is 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeenKey([u8; 32]);

impl SeenKey {
    /// From a digest: for tests of a [`SeenStore`](super::SeenStore).
    #[must_use]
    pub fn from_bytes(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// The digest.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The fields that a key may cover.
pub(super) struct Known<'a> {
    pub(super) client_id: &'a str,
    pub(super) path: &'a str,
    pub(super) body: &'a Tree,
}

impl Known<'_> {
    /// The key of a notification of this endpoint, whose body came as `raw`.
    pub(super) fn key(&self, endpoint: &Endpoint, raw: &[u8]) -> SeenKey {
        let mut digest = Sha256::new();
        for part in [self.client_id, &*endpoint.version, &*endpoint.path, self.path] {
            add(&mut digest, part.as_bytes());
        }
        match self.fields(endpoint) {
            Some(parts) => {
                add(&mut digest, b"fields");
                parts.iter().for_each(|part| add(&mut digest, part.as_bytes()));
            }
            None => {
                add(&mut digest, b"body");
                add(&mut digest, raw);
            }
        }
        SeenKey(digest.finalize().into())
    }

    /// The values that the key covers. `None` if a field can't be relied on, so that it covers the whole body instead.
    fn fields(&self, endpoint: &Endpoint) -> Option<Vec<String>> {
        let mut parts = match &endpoint.idempotency_key {
            IdempotencyKey::All(fields) => {
                fields.iter().map(|field| self.text(field)?).collect::<Option<Vec<String>>>()?
            }
            IdempotencyKey::Any(fields) => {
                let first = fields.iter().find(|field| self.body.find(field) != Lookup::Absent)?;
                vec![first.to_owned(), self.text(first)??]
            }
        };
        if parts.is_empty() {
            return None;
        }
        let rules = endpoint.settles.iter();
        for path in rules.flat_map(|rule| rule.deciding().chain(rule.naming(self.body))) {
            let text = self.text(path)?;
            parts.push(text.map_or_else(|| "absent".to_owned(), |text| format!("is {text}")));
        }
        Some(parts)
    }

    /// The text of a field: `None` where it comes twice or is no text or number, `Some(None)` where it is not there.
    fn text(&self, path: &str) -> Option<Option<String>> {
        match self.body.find(path) {
            Lookup::Absent => Some(None),
            Lookup::Repeated => None,
            Lookup::Found(value) => Some(Some(value.scalar()?.into_owned())),
        }
    }
}

/// With its length, so that no two lists of parts are the same bytes.
fn add(digest: &mut Sha256, part: &[u8]) {
    digest.update((part.len() as u64).to_be_bytes());
    digest.update(part);
}

impl fmt::Display for SeenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SeenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SeenKey({self})")
    }
}
