//! Bytes from the network, and whether they can be trusted.

use std::{fmt, ops::Deref};

use bytes::Bytes;

/// Bytes that nobody has verified. They have a length, and nothing else that can be read: there is no `Deref`, no
/// `AsRef` and no slice, so that a field read from them by accident does not compile.
#[derive(Clone)]
pub struct Unverified(Bytes);

impl Unverified {
    /// Wraps what came from the network.
    #[must_use]
    pub fn new(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes, for diagnosis only: an error page of a proxy, say. Anyone may have written them. Never decide by
    /// them whether money moved, and mind that they may hold personal data before you log them.
    #[must_use]
    pub fn dangerous_bytes(&self) -> &Bytes {
        &self.0
    }

    /// For the one place that has verified them.
    pub(crate) fn into_verified(self) -> Verified {
        Verified(self.0)
    }
}

impl fmt::Debug for Unverified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unverified({} bytes)", self.len())
    }
}

/// Bytes that the wallet's key has signed, together with their path, client id and time.
///
/// Only the runtime's own check makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct Verified(Bytes);

impl Verified {
    /// The bytes, without a copy.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }
}

impl Deref for Verified {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// Without the bytes, which may hold sensitive fields.
impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verified({} bytes)", self.0.len())
    }
}
