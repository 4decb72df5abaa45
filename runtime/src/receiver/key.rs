//! By what a notification is recognised when it comes again.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{
    codec::{Encode, View, Violation, to_json},
    endpoint::Endpoint,
};

/// What is the same for each time that a notification is sent: a SHA-256 digest.
///
/// It covers our client id, the endpoint, the path, and the fields that the spec names as the notification's `idempotency_key`. Where
/// the spec names none, or one of them did not come, it covers the whole body. So a difference in what is covered makes a
/// handler see a notification twice, and never the other way round.
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

/// What a key may cover.
pub(super) struct Known<'a> {
    pub(super) client_id: &'a str,
    pub(super) path: &'a str,
    pub(super) body: &'a dyn Encode,
    pub(super) deviations: &'a [Violation],
}

impl Known<'_> {
    /// The key of a notification of this endpoint, whose body came as `raw`.
    pub(super) fn key(&self, endpoint: &Endpoint, raw: &[u8]) -> SeenKey {
        let mut digest = Sha256::new();
        for part in [self.client_id, endpoint.version(), endpoint.path(), self.path] {
            add(&mut digest, part.as_bytes());
        }
        let values: Option<Vec<_>> =
            endpoint.idempotency_key().fields().iter().map(|name| self.field(name)).collect();
        match values.filter(|values| !values.is_empty()) {
            Some(values) => {
                add(&mut digest, b"fields");
                values.iter().for_each(|value| add(&mut digest, value));
            }
            None => {
                add(&mut digest, b"body");
                add(&mut digest, raw);
            }
        }
        SeenKey(digest.finalize().into())
    }

    /// The JSON of a field, if one came that can be relied on.
    fn field(&self, name: &str) -> Option<Vec<u8>> {
        // A field that is missing, or of another kind, has a default value, which other notifications may have too.
        let is_broken = self.deviations.iter().any(|violation| {
            let inside = violation.path.strip_prefix(name);
            inside.is_some_and(|rest| matches!(rest.as_bytes(), [] | [b'.' | b'[', ..]))
        });
        let mut value = None;
        self.body.show(&mut |view| {
            if let View::Object(_, fields) = view {
                let field = fields.iter().find(|(found, value)| *found == name && !value.is_absent());
                value = field.and_then(|(_, value)| to_json(*value).ok());
            }
        });
        value.filter(|value| !is_broken && !matches!(value.as_slice(), b"null" | b"\"\""))
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
