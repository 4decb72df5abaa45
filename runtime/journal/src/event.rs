//! What the journal reports while it works.

use std::fmt;

use crate::{
    Ended, EndedBy, JournalError,
    error::Shown,
    store::{EntryId, EntryInfo},
};

/// Something to log or to count. Set a hook by [`Journal::on_event`](crate::Journal::on_event).
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A call has ended.
    Ended(EntryId, Ended, EndedBy),
    /// The callback failed, panicked or took too long. The verdict is kept, and its effect is due.
    EffectFailed(EntryId, &'a str),
    /// A message contradicts the call: a second verdict that differs, or another amount. It was not applied, and a person has
    /// to look.
    Conflict(EntryId, &'a str),
    /// The call is open for longer than [`Journal::overdue_after`](crate::Journal::overdue_after).
    Overdue(&'a EntryInfo),
    /// A notification has a verdict on a call that is not in the journal. Its handler gets it.
    Unmatched(&'a str),
    /// An entry could not be looked after this time.
    Failed(EntryId, &'a JournalError),
    /// The database could not be asked for entries that are due.
    NoWork(&'a JournalError),
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended(id, ended, by) => write!(f, "entry {id} ended as {ended}, by {by}"),
            Self::EffectFailed(id, why) => write!(f, "the effect of entry {id} is still due: {why}"),
            Self::Conflict(id, what) => write!(f, "entry {id} is contradicted, a person has to look: {what}"),
            Self::Overdue(entry) => write!(f, "{} for {} s", Shown(entry), entry.age.as_secs()),
            Self::Unmatched(what) => write!(f, "a notification is about no recorded call: {what}"),
            Self::Failed(id, error) => write!(f, "entry {id} could not be looked after: {error}"),
            Self::NoWork(error) => write!(f, "no entries could be claimed: {error}"),
        }
    }
}
