//! Where entries are kept: the trait, and the stores.
//!
//! Each method is one statement, or a few within one transaction, and each change has its condition in the statement itself:
//! no safety rests on what was read before.

mod info;
#[cfg(feature = "testing")]
mod memory;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "testing"))]
mod millis;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod sql;

use std::{error::Error, fmt, ops::DerefMut, time::Duration};

pub use info::{EntryId, EntryInfo, State, StoredEntry};
#[cfg(feature = "testing")]
pub use memory::{Fate, Faults, MemoryConn, MemoryStore, MemoryTx};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use sql::{Dialect, SqlStore, Value};

use crate::{BoxError, Ended, EndedBy};

/// The format of entries that this version writes. A worker leaves entries of a later format alone.
pub const FORMAT: i64 = 1;

/// The token of one attempt: only its sender knows it.
pub type Token = [u8; 16];

/// A store of entries. `NOW` is the database's clock, read by each statement.
///
/// What every store has to do is checked by `testing::conformance` (feature `testing`).
pub trait Store: Clone + Send + Sync + 'static {
    /// What statements run on: a connection.
    type Conn: Send;
    /// A transaction of the store. It is rolled back when it is dropped.
    type Tx: DerefMut<Target = Self::Conn> + Send;

    /// Creates what the store needs, or brings it up to date.
    fn migrate(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Begins a transaction in which the conditions of statements hold until it is committed: `BEGIN IMMEDIATE`, or READ
    /// COMMITTED where statements lock their rows.
    fn begin(&self) -> impl Future<Output = Result<Self::Tx, StoreError>> + Send;

    /// Commits a transaction.
    fn commit(&self, tx: Self::Tx) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Adds an entry in the state *recorded*, within the caller's transaction, which a conflict does not abort.
    fn insert(
        &self,
        conn: &mut Self::Conn,
        entry: &NewEntry,
    ) -> impl Future<Output = Result<Inserted, StoreError>> + Send;

    /// Marks an entry as being sent, durably: *recorded* to *sending*, or once more *sending* for a repeat. Returns the entry as it
    /// is then; `None` where the condition of the mark does not hold, or its key is another: the number of an entry whose
    /// transaction was rolled back may be given again.
    fn mark(
        &self,
        id: EntryId,
        key: &[u8; 32],
        token: Token,
        mark: Mark,
    ) -> impl Future<Output = Result<Option<StoredEntry>, StoreError>> + Send;

    /// Takes the mark of the only attempt back, of which not a byte was sent: *sending* to *recorded*, where the token is this
    /// one. Says whether it did.
    fn unmark(&self, id: EntryId, token: Token) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Keeps that the wallet has acknowledged the call, with its response if there is one.
    fn acknowledge(
        &self,
        id: EntryId,
        response: Option<&[u8]>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Ends an entry, where it has no verdict and the condition of [`Ending::guard`] holds. Says whether it did.
    fn end(
        &self,
        conn: &mut Self::Conn,
        id: EntryId,
        ending: &Ending<'_>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Marks the effect of a verdict as applied, where it was not. Says whether it did.
    fn apply(
        &self,
        conn: &mut Self::Conn,
        id: EntryId,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Moves an entry from *sending* or *closing* to *closing*, durably, and counts the cancel that is about to be sent.
    fn start_closing(
        &self,
        id: EntryId,
        token: Token,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Forgets a cancel that was refused for good, or never left. With the last one the entry goes back from *closing* to
    /// *sending*. Says whether it did.
    fn drop_cancel(&self, id: EntryId, token: Token)
    -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Keeps a success that was seen while closing, where the entry is *closing*. Says whether it did.
    fn keep_success(
        &self,
        id: EntryId,
        evidence: &[u8],
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The entry.
    fn entry(&self, id: EntryId) -> impl Future<Output = Result<Option<StoredEntry>, StoreError>> + Send;

    /// The entry as the caller's transaction sees it.
    fn entry_in(
        &self,
        conn: &mut Self::Conn,
        id: EntryId,
    ) -> impl Future<Output = Result<Option<StoredEntry>, StoreError>> + Send;

    /// The entries of a reference, the oldest first.
    fn by_reference(
        &self,
        reference: &str,
    ) -> impl Future<Output = Result<Vec<StoredEntry>, StoreError>> + Send;

    /// Up to `limit` entries with ids above `after` that are open: without a verdict, or with an effect still due.
    fn open(
        &self,
        after: EntryId,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<StoredEntry>, StoreError>> + Send;

    /// How many entries are open.
    fn count_open(&self) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Claims entries that are due, of one API and client id, for `lease`: nobody else claims them until then.
    fn claim(
        &self,
        api: &str,
        client_id: &str,
        limit: u32,
        lease: Duration,
    ) -> impl Future<Output = Result<Vec<StoredEntry>, StoreError>> + Send;

    /// Sets when an entry is due next, and what is known of "not found".
    fn schedule(&self, id: EntryId, next: Next) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Keeps what contradicts an entry, for a person to look into.
    fn keep_conflict(&self, id: EntryId, what: &str) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The entries of an API and client id that one of these digests names.
    fn named(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
    ) -> impl Future<Output = Result<Vec<StoredEntry>, StoreError>> + Send;

    /// Keeps a notification that names no known entry. One with the same API, client id, endpoint, id and verdict is kept once.
    fn keep_unmatched(&self, unmatched: &Unmatched) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The kept notifications of an API and client id that name a call by one of these digests, the first one first.
    fn unmatched(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
    ) -> impl Future<Output = Result<Vec<KeptNotification>, StoreError>> + Send;

    /// Forgets a kept notification, which has found its call.
    fn forget_unmatched(&self, id: i64) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Empties the bodies of entries that ended, and whose effect was applied, longer ago than this, and returns how many.
    /// Forgets kept notifications that are older.
    fn purge(&self, older_than: Duration) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Claims a notification for `lease`.
    fn begin_seen(
        &self,
        key: &[u8; 32],
        holder: Token,
        lease: Duration,
    ) -> impl Future<Output = Result<SeenState, StoreError>> + Send;

    /// Prolongs a claim, where the holder still has it. Says whether it did.
    fn renew_seen(
        &self,
        key: &[u8; 32],
        holder: Token,
        lease: Duration,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Keeps the answer to a notification, where the holder still has its claim. Says whether it did.
    fn finish_seen(
        &self,
        key: &[u8; 32],
        holder: Token,
        answer: &[u8],
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Gives a claim back.
    fn release_seen(
        &self,
        key: &[u8; 32],
        holder: Token,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// A call that is to be recorded.
#[derive(Clone)]
pub struct NewEntry {
    /// The API: `claro`.
    pub api: String,
    /// The client id that the request is signed for.
    pub client_id: String,
    /// `v1/payments/pay`.
    pub endpoint: String,
    /// The digest of the idempotency key.
    pub key: [u8; 32],
    /// The digests of the ids by which notifications may name the call.
    pub ids: Vec<[u8; 32]>,
    /// The user's reference.
    pub reference: String,
    /// What the call is for.
    pub purpose: String,
    /// Whether only a person can end it, apart from its response: no inquiry and no notification tells how it ended.
    pub by_hand: bool,
    /// The request, sealed or not.
    pub body: Vec<u8>,
    /// Whether bodies of this entry are sealed.
    pub sealed: bool,
    /// From now until when it may be sent for the first time.
    pub deadline: Duration,
    /// From the first attempt until when it may be sent again, if it may.
    pub resend_window: Option<Duration>,
}

/// The result of recording a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is recorded.
    New(EntryId),
    /// A call with the same API, client id, endpoint and key is recorded already.
    Same(EntryId),
    /// The reference has an open call with the same purpose.
    Open(EntryId),
    /// Another transaction was in the way. Begin again.
    Raced,
}

/// Which attempt is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The first: the entry is *recorded*, has no verdict, and its deadline is not over.
    First,
    /// A repeat: the entry is *sending*, has no verdict, is not acknowledged (or can end only by hand), and neither its
    /// deadline nor its window for sending again is over.
    Repeat,
}

/// How an entry is to be ended.
#[derive(Debug, Clone)]
pub struct Ending<'a> {
    /// The verdict.
    pub ended: Ended,
    /// What says so.
    pub by: EndedBy,
    /// The further condition.
    pub guard: Guard,
    /// The message that says so, sealed like the request.
    pub evidence: Option<&'a [u8]>,
    /// A person's reason.
    pub reason: Option<&'a str>,
    /// Whether its effect is applied in the same transaction; else it is due.
    pub applied: bool,
}

/// The condition of an ending, besides that there is no verdict yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// The entry is not closing.
    NotClosing,
    /// The call was sent once, and the attempt has this token.
    OnlyAttempt(Token),
    /// The entry is *sending*, and the wallet has not acknowledged it.
    NotAcknowledged,
    /// The entry is *recorded*.
    Recorded,
    /// The entry is *recorded*, and its deadline is over.
    Late,
    /// For a person's *success*: the entry is *sending*, or the last cancel was marked 10 minutes ago or longer.
    PersonSuccess,
    /// For a person's *failed*: the entry is *sending* or *closing*, and its deadline is over for a minute or longer, so that no
    /// request can still be on its way.
    PersonFailed,
    /// None.
    Always,
}

impl Guard {
    /// For what an inquiry or a notification says: a success of a call that is closing may still be cancelled.
    pub(crate) fn of(ended: Ended) -> Self {
        if ended == Ended::Success { Self::NotClosing } else { Self::Always }
    }
}

/// When an entry is due next.
#[derive(Debug, Clone, Copy)]
pub struct Next {
    /// From now.
    pub after: Duration,
    /// Whether this was one question more without an end.
    pub asked: bool,
    /// "Not found" in a row: `Some(true)` counts one, `Some(false)` begins anew, `None` leaves the count.
    pub not_found: Option<bool>,
}

/// A notification that names no known entry.
#[derive(Clone)]
pub struct Unmatched {
    /// The API, as far as it is known.
    pub api: String,
    /// The client id that it was signed for.
    pub client_id: String,
    /// The endpoint of the notification.
    pub endpoint: String,
    /// The digest of the id by which it names a call. One with several ids is kept once for each.
    pub digest: [u8; 32],
    /// Its verdict.
    pub status: Ended,
    /// Its body, sealed or not.
    pub body: Vec<u8>,
    /// Whether the body is sealed.
    pub sealed: bool,
}

/// A kept notification, as a store returns it.
#[derive(Clone)]
pub struct KeptNotification {
    /// Its number.
    pub id: i64,
    /// The notification.
    pub unmatched: Unmatched,
}

/// The state of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeenState {
    /// It is ours to handle.
    First,
    /// Somebody else is handling it.
    InProgress,
    /// It was handled, with this answer.
    Done(Vec<u8>),
}

/// An error of a store.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The database failed, and whether a commit counts may be unknown.
    Database(BoxError),
    /// The database would not keep a mark: it has a weaker durability than the journal needs. The text says what to set.
    Weak(String),
    /// The tables are not there, or of a version that this program does not know.
    Schema(String),
    /// A row has something in it that no version of this crate writes.
    Damaged(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the journal's database failed: {error}"),
            Self::Weak(what) => write!(f, "the journal's database may lose what it has committed: {what}"),
            Self::Schema(what) => write!(f, "the journal's tables can't be used: {what}"),
            Self::Damaged(what) => {
                write!(f, "an entry of the journal was changed by hand or is damaged: {what}")
            }
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Database(error) => error.source(),
            _ => None,
        }
    }
}
