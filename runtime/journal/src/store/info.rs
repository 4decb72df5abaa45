//! Entries as they are kept, and as they are shown.

use std::{fmt, time::Duration};

use crate::{Ended, EndedBy, ended::words};

/// The number of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub i64);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

words! {
    /// The state of an entry.
    State {
        /// It is written down, and nothing was sent. After its deadline it ends as *not sent*.
        Recorded = "recorded",
        /// A request may have left. It is asked about until it ends.
        Sending = "sending",
        /// A cancel may have left. A success that is seen is kept, and not applied, until the cancel has an outcome.
        Closing = "closing",
        /// It has a verdict.
        Ended = "ended",
    }
}

/// An entry without its bodies: for lists, metrics and operators.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EntryInfo {
    /// Its number.
    pub id: EntryId,
    /// The API: `claro`.
    pub api: String,
    /// The client id that the request is signed for.
    pub client_id: String,
    /// `v1/payments/pay`.
    pub endpoint: String,
    /// The user's reference.
    pub reference: String,
    /// What the call is for.
    pub purpose: String,
    /// Its state.
    pub state: State,
    /// How many attempts were marked.
    pub attempts: u32,
    /// Whether the wallet has acknowledged it.
    pub acknowledged: bool,
    /// How many cancels were marked.
    pub cancels: u32,
    /// How it ended.
    pub ended: Option<Ended>,
    /// What said so.
    pub ended_by: Option<EndedBy>,
    /// Why a person ended it.
    pub reason: Option<String>,
    /// Whether the effect of the verdict was applied.
    pub applied: bool,
    /// What contradicts it: a second, different verdict, or another amount.
    pub conflict: Option<String>,
    /// Whether a success was seen while closing.
    pub success_while_closing: bool,
    /// Whether only a person can end it, apart from its response: no inquiry and no notification tells how it ended.
    pub by_hand: bool,
    /// Whether its bodies were emptied.
    pub purged: bool,
    /// The time since it was recorded.
    pub age: Duration,
    /// How often the wallet was asked.
    pub polls: u32,
}

/// An entry as a store returns it.
#[derive(Clone)]
pub struct StoredEntry {
    /// All but the bodies.
    pub info: EntryInfo,
    /// The format that it was written in.
    pub format: i64,
    /// The digest of its idempotency key.
    pub key: [u8; 32],
    /// The request.
    pub body: Vec<u8>,
    /// Whether bodies are sealed.
    pub sealed: bool,
    /// The response that acknowledged it.
    pub response: Option<Vec<u8>>,
    /// The message that gave the verdict.
    pub evidence: Option<Vec<u8>>,
    /// The success that was seen while closing.
    pub kept_success: Option<Vec<u8>>,
    /// The time until its deadline; zero when it is over.
    pub deadline_left: Duration,
    /// The time since its deadline; zero when it is not over.
    pub since_deadline: Duration,
    /// The time until it may not be sent again; `None` where it never may.
    pub resend_left: Option<Duration>,
    /// The time since the last attempt was marked.
    pub since_mark: Option<Duration>,
    /// "Not found" in a row.
    pub not_found: u32,
    /// The time since the last of them.
    pub since_not_found: Option<Duration>,
    /// The time since it ended: how long its effect has been due, if it is.
    pub since_end: Option<Duration>,
}

impl fmt::Debug for StoredEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.info.fmt(f)
    }
}
