//! How a notification ended, for logs and metrics.

use std::{error::Error, fmt};

use super::{Refused, SeenKey, StoreError};
use crate::{result::Status, signature::SignError};

/// How a notification ended, or what went wrong on the way. See [`Receiver::on_event`](super::Receiver::on_event).
///
/// None holds what the notification says; a handler's own errors may.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Event<'a> {
    /// It was refused.
    Refused(&'a Refused),
    /// It was handled, and this is the status of the reply.
    Handled(&'a Status),
    /// It was handled before, and answered as before.
    Repeated,
    /// It is being handled at this moment: the wallet was told to send it again.
    InProgress,
    /// The handler returned an error: the wallet was told to send it again.
    Failed(&'a (dyn Error + Send + Sync + 'static)),
    /// The handler panicked: the wallet was told to send it again.
    Panicked,
    /// The handler was dropped before its end: the wallet hung up and there is no [`spawner`](super::Receiver::spawner), or
    /// the process is ending. It is handled again when it comes again. The key is the one that the
    /// [`SeenStore`](super::SeenStore) knows it by.
    Dropped(&'a SeenKey),
    /// The store could not tell whether it was seen (the wallet was told to send it again), or, when it was handled,
    /// could not remember it (a repeat would be handled once more).
    StoreFailed(&'a StoreError),
    /// The answer could not be signed, and was sent as if the notification had been refused.
    NotSigned(&'a SignError),
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Handled(status) => {
                write!(f, "the notification was handled and answered with status {status}")
            }
            Self::Repeated => f.write_str("the notification came again and was answered as before"),
            Self::InProgress => f.write_str("the notification came again while it was being handled"),
            Self::Failed(error) => write!(f, "the notification could not be handled: {error}"),
            Self::Panicked => f.write_str("the notification's handler panicked"),
            Self::Dropped(key) => {
                write!(f, "the handler of the notification with the key {key} was dropped before its end")
            }
            Self::StoreFailed(error) => error.fmt(f),
            Self::NotSigned(error) => {
                write!(f, "the answer to the notification could not be signed: {error}")
            }
        }
    }
}
