//! The errors of the journal.

use std::{error::Error as StdError, fmt};

use countersign_runtime::Error;

use crate::{
    State,
    seal::SealError,
    store::{EntryInfo, StoreError},
};

/// A call could not be recorded. Nothing was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum RecordError {
    /// The request breaks its spec.
    Invalid(Error),
    /// The endpoint only asks, and leaves nothing to settle. Call it without the journal.
    ReadOnly,
    /// The request has no idempotency key, so that the wallet would not recognise a repeat.
    NoKey,
    /// The body is longer than a mebibyte.
    TooLong,
    /// The request has sensitive fields, and the journal has no [`SealingKey`](crate::SealingKey).
    NotSealed,
    /// It could not be sealed.
    Seal(SealError),
    /// Neither an inquiry nor a notification tells how such a call ends. Say
    /// [`Record::ends_by_hand`](crate::Record::ends_by_hand) if a person is to look after it.
    NoEnd,
    /// The same call, by its idempotency key, is recorded already.
    AlreadyRecorded(Box<EntryInfo>),
    /// The reference has a call with this purpose that is open: another one could be a second payment.
    ReferenceOpen(Box<EntryInfo>),
    /// Another transaction was in the way. Begin yours again.
    Raced,
    /// The database failed.
    Store(StoreError),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(error) => error.fmt(f),
            Self::ReadOnly => f.write_str("the endpoint only asks: call it without the journal"),
            Self::NoKey => f.write_str(
                "the request has no idempotency key, so that the wallet would not recognise a repeat; fill the field that its \
                 spec names as `idempotency_key`",
            ),
            Self::TooLong => f.write_str("the request's body is longer than 1 MiB"),
            Self::NotSealed => f.write_str(
                "the request has sensitive fields: give the journal a key by `Journal::sealing_key`, so that they are kept encrypted",
            ),
            Self::Seal(error) => error.fmt(f),
            Self::NoEnd => f.write_str(
                "neither an inquiry nor a notification tells how such a call ends; say `ends_by_hand()` if a person is to look after it",
            ),
            Self::AlreadyRecorded(entry) => {
                write!(f, "the same call is recorded already: {}", Shown(entry))
            }
            Self::ReferenceOpen(entry) => write!(
                f,
                "{:?} has an open call to {}: {}; wait for its end, or withdraw it",
                entry.reference,
                entry.purpose,
                Shown(entry)
            ),
            Self::Raced => f.write_str("another transaction recorded the same at this moment: begin yours again"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl StdError for RecordError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid(error) => Some(error),
            Self::Seal(error) => Some(error),
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// Nothing was sent by this attempt.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// Not a byte was sent. The entry is recorded again, and may be sent until its deadline.
    NotSent(Error),
    /// The transaction that recorded the call was not committed.
    NotRecorded,
    /// The call was sent before, or has ended.
    AlreadySent(Box<EntryInfo>),
    /// Its deadline is over. It ends as *not sent*.
    TooLate(Box<EntryInfo>),
    /// It could not be marked, so nothing was sent.
    Store(StoreError),
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => write!(f, "not sent yet: {error}"),
            Self::NotRecorded => {
                f.write_str("the call is not recorded: commit the transaction first; nothing was sent")
            }
            Self::AlreadySent(entry) => write!(f, "not sent once more: {}", Shown(entry)),
            Self::TooLate(entry) => write!(f, "its deadline is over, nothing was sent: {}", Shown(entry)),
            Self::Store(error) => write!(f, "nothing was sent: {error}"),
        }
    }
}

impl StdError for SendError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::NotSent(error) => Some(error),
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// An operation on the journal failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum JournalError {
    /// There is no such entry.
    NotFound,
    /// The entry is in a state in which this can't be done. Nothing was changed.
    State(Box<EntryInfo>),
    /// A request or a cancel of this entry may still be on its way. Nothing was changed.
    TooEarly(Box<EntryInfo>),
    /// The spec of the endpoint names no call that closes this one.
    NotClosable,
    /// No endpoint of the client has this name: the entry was recorded by a program with other specs.
    UnknownEndpoint(String),
    /// The wallet could not be asked how the call ended; `None` where the kept request has no id to ask by. Nothing was changed.
    NotAsked(Option<Error>),
    /// A body could not be opened.
    Seal(SealError),
    /// The database failed.
    Store(StoreError),
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no such entry"),
            Self::State(entry) => write!(f, "nothing was changed: {}", Shown(entry)),
            Self::TooEarly(entry) => write!(
                f,
                "nothing was changed: {}, and a message may still be on its way; it can be ended as failed a minute after its \
                 deadline, and as success 10 minutes after its last cancel (what was not sent is withdrawn)",
                Shown(entry)
            ),
            Self::NotClosable => f.write_str("the spec of the endpoint names no call that closes this one"),
            Self::UnknownEndpoint(endpoint) => write!(
                f,
                "the client knows no endpoint {endpoint}: the entry was recorded by a program with other specs"
            ),
            Self::NotAsked(Some(error)) => write!(f, "the wallet could not be asked: {error}"),
            Self::NotAsked(None) => f.write_str(
                "the wallet could not be asked: the kept request has no id to ask by; it was changed by hand, or recorded with other \
                 specs",
            ),
            Self::Seal(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl StdError for JournalError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::NotAsked(Some(error)) => Some(error),
            Self::Seal(error) => Some(error),
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StoreError> for JournalError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<SealError> for JournalError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<StoreError> for RecordError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<StoreError> for SendError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// An entry in a message.
pub(crate) struct Shown<'a>(pub(crate) &'a EntryInfo);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EntryInfo { id, api, endpoint, state, ended, .. } = self.0;
        write!(f, "entry {id} ({api} {endpoint}) is {state}")?;
        match (state, ended) {
            (State::Ended, Some(ended)) => write!(f, " as {ended}"),
            _ => Ok(()),
        }
    }
}
