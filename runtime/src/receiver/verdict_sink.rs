//! Where the verdicts of notifications go before their handlers.

use bytes::Bytes;

use super::StoreError;
use crate::{endpoint::Endpoint, settling::Verdict, signature::BoxFuture};

/// Takes the final verdicts of notifications, for every handler of a [`Receiver`](super::Receiver): a journal of calls, say.
/// Set by [`Receiver::verdicts`](super::Receiver::verdicts).
pub trait VerdictSink: Send + Sync + 'static {
    /// Takes a verdict that is final. `false` where no call is known that it is about: then the handler gets the notification.
    ///
    /// # Errors
    /// When it could not be kept. The handler does not run, and the wallet sends the notification again.
    fn take<'a>(&'a self, said: &'a SignedVerdict<'_>) -> BoxFuture<'a, Result<bool, StoreError>>;
}

/// A verdict as a wallet has signed it.
#[derive(Debug)]
#[non_exhaustive]
pub struct SignedVerdict<'a> {
    /// The client id that the notification was signed for.
    pub client_id: &'a str,
    /// The endpoint of the notification.
    pub notification: &'static Endpoint,
    /// The verdict.
    pub verdict: &'a Verdict,
    /// The notification's body, decrypted. It may hold sensitive fields.
    pub body: &'a Bytes,
    /// Whether the body has sensitive values.
    pub is_sensitive: bool,
}
