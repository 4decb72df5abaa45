//! Verified notifications.

use std::ops::Deref;

use bytes::Bytes;

use super::{SeenKey, claim_guard::ClaimGuard};
use crate::{DateTime, body::Verified, codec::Violation, settling::Verdict};

/// A notification that the wallet has signed, for us and not long ago. It reads like its body:
/// `notification.payment_id`.
///
/// Only a [`Receiver`](super::Receiver) makes one, so whoever holds one need not ask whether it was verified.
///
/// A handler's notification is also the right to handle it: while it exists, no redelivery is handled. Move it, and not
/// only its body, into a task that may outlast the handler.
#[derive(Debug)]
pub struct Notification<N> {
    pub(super) body: N,
    pub(super) deviations: Vec<Violation>,
    pub(super) raw: Verified,
    pub(super) text: Bytes,
    pub(super) path: String,
    pub(super) signed_at: i64,
    pub(super) key: SeenKey,
    pub(super) verdict: Option<Verdict>,
    /// The right to handle it. Without one where [`Receiver::receive`](super::Receiver::receive) made it.
    pub(super) hold: Option<ClaimGuard>,
}

impl<N> Notification<N> {
    /// The body, to take fields out of it. It is not the right to handle the notification.
    pub fn into_body(self) -> N {
        self.body
    }

    /// The places where it breaks the wallet's own documents. It is read all the same.
    #[must_use]
    pub fn deviations(&self) -> &[Violation] {
        &self.deviations
    }

    /// The body as it came. It may hold sensitive fields.
    #[must_use]
    pub fn raw_body(&self) -> &Verified {
        &self.raw
    }

    /// The decrypted body in UTF-8. It may hold sensitive fields.
    #[must_use]
    pub fn plain_body(&self) -> &Bytes {
        &self.text
    }

    /// The path, with its query if it has one, as the wallet called and signed it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// When the wallet signed it. Each time that it is sent again has its own.
    #[must_use]
    pub fn signed_at(&self) -> DateTime {
        DateTime::from_unix_millis(self.signed_at, 0)
    }

    /// Returns the verdict on a call of ours, by the rows of `settles` in the spec. `None` if no row applies: then nothing
    /// final is known of any call.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        self.verdict.as_ref()
    }

    /// The key of the notification: the same each time that it is sent, and of no other notification.
    #[must_use]
    pub fn key(&self) -> &SeenKey {
        &self.key
    }
}

impl<N> Deref for Notification<N> {
    type Target = N;
    fn deref(&self) -> &N {
        &self.body
    }
}
