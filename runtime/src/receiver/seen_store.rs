//! The store of notifications that were handled.

use std::{error::Error, fmt};

use bytes::Bytes;

use super::SeenKey;
use crate::signature::BoxFuture;

/// Remembers which notifications were handled, so that one that comes again is not handled again.
///
/// [`MemorySeen`](super::MemorySeen) is one, for a single process. In a database a table with the key, the answer and
/// the end of a lease is enough:
///
/// 1. [`begin`](SeenStore::begin) inserts the key with a lease (a minute, say), or takes over a row without an answer
///    whose lease has run out: that of a process that crashed. When the row has an answer, it is [`Seen::Done`]; otherwise
///    somebody else is at work, and it is [`Seen::InProgress`].
/// 2. [`Claim::finish`] writes the answer. Only that marks the notification as handled.
/// 3. Dropping the claim gives it back: delete the row, or let the lease run out.
///
/// Measure the lease by the database's own clock, of which there is one. It must outlast the handler, or be prolonged
/// while the claim exists: else two handlers may see one notification at the same time. Where the handler's own data is in
/// the same database, unique keys there are the surest guard of all.
pub trait SeenStore: Send + Sync + 'static {
    /// Claims a notification, in one atomic step: of two that ask at the same time, one at most gets [`Seen::First`].
    ///
    /// # Errors
    /// When the store can't tell. The notification is not handled then, and the wallet is told to send it again.
    fn begin<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<Seen, StoreError>>;
}

/// The state of a notification.
#[non_exhaustive]
pub enum Seen {
    /// It was not handled, and nobody is at it: it is ours to handle.
    First(Box<dyn Claim>),
    /// Somebody else is handling it at this moment.
    InProgress,
    /// It was handled, and this is what [`Claim::finish`] was given.
    Done(Bytes),
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First(_) => "First",
            Self::InProgress => "InProgress",
            Self::Done(_) => "Done",
        })
    }
}

/// The right to handle a notification. Dropping it gives the right back, as if the notification had never come: that is
/// what happens when the handler fails, panics, or is dropped itself. It is kept while the handler is at work, whether or not
/// the wallet still waits, and while the handler's [`Notification`](super::Notification) exists.
pub trait Claim: Send {
    /// The notification was handled: remember that, and our answer (JSON, before it is signed).
    ///
    /// # Errors
    /// When it can't be remembered. The wallet gets the answer all the same, and a repeat is handled once more.
    fn finish(self: Box<Self>, answer: Bytes) -> BoxFuture<'static, Result<(), StoreError>>;
}

/// A store could not do its work.
pub struct StoreError(Box<dyn Error + Send + Sync>);

impl StoreError {
    /// From the store's own error, or from a text.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Debug for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StoreError").field(&self.0).finish()
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store of seen notifications failed: {}", self.0)
    }
}

impl Error for StoreError {
    /// The cause's own cause: the cause itself is in the message.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Lost(fmt::Error);

    impl fmt::Display for Lost {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the connection was lost")
        }
    }

    impl Error for Lost {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn an_error_of_a_store_keeps_its_causes() {
        let error = StoreError::new(Lost(fmt::Error));
        assert_eq!(error.to_string(), "the store of seen notifications failed: the connection was lost");
        assert!(error.source().is_some_and(<dyn Error>::is::<fmt::Error>));
        assert!(StoreError::new("full").source().is_none());
    }
}
