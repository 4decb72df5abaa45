//! How a notification ended, for logs and metrics.

use std::{error::Error, fmt};

use super::{Refused, StoreError};
use crate::{result::Status, signature::SignError};

/// How a notification ended, or what went wrong on the way. See [`Receiver::on_event`](super::Receiver::on_event).
///
/// None holds what the notification says; a handler's own errors may.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Event<'a> {
    /// It was not taken.
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
            Self::StoreFailed(error) => error.fmt(f),
            Self::NotSigned(error) => write!(f, "the answer to the notification could not be sent: {error}"),
        }
    }
}
