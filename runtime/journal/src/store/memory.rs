//! A store in memory, for tests: the conditions of the SQL statements, a clock that can be set, and faults.

mod notifications;
mod tables;

use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use countersign_runtime::{Clock, SystemClock};
use futures_util::lock::{Mutex as Turn, OwnedMutexGuard};
use tables::Tables;

use super::{
    Ending, EntryId, Inserted, KeptNotification, Mark, NewEntry, Next, SeenState, Store, StoreError,
    StoredEntry, Token, Unmatched, millis::millis,
};
use crate::BoxFuture;

/// What becomes of a statement or a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is done.
    Done,
    /// It fails, and nothing is done.
    Fails,
    /// It is done, and the caller gets an error all the same: the connection broke before the database's answer came.
    DoneUnseen,
}

/// Makes a [`MemoryStore`] fail, and wait.
pub trait Faults: Send + Sync + 'static {
    /// The fate of a method of [`Store`], by its name. Within a transaction, only its `commit` can be done and unseen.
    fn fate(&self, method: &'static str) -> Fate;

    /// Awaited before each statement and after it. What is dropped here is a process that has died.
    fn pause(&self) -> BoxFuture<'static, ()>;
}

/// A database that never fails and never waits.
struct NoFaults;

impl Faults for NoFaults {
    fn fate(&self, _: &'static str) -> Fate {
        Fate::Done
    }

    fn pause(&self) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Entries in memory, gone with the last clone. One transaction or change at a time, as with SQLite; others wait.
#[derive(Clone)]
pub struct MemoryStore {
    committed: Arc<Mutex<Tables>>,
    turn: Arc<Turn<()>>,
    clock: Arc<dyn Clock>,
    faults: Arc<dyn Faults>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new(SystemClock)
    }
}

impl MemoryStore {
    /// An empty store, with this clock in the place of the database's.
    #[must_use]
    pub fn new(clock: impl Clock) -> Self {
        Self {
            committed: Arc::default(),
            turn: Arc::default(),
            clock: Arc::new(clock),
            faults: Arc::new(NoFaults),
        }
    }

    /// The same entries, over a connection that has faults.
    #[must_use]
    pub fn faults(&self, faults: impl Faults) -> Self {
        Self { faults: Arc::new(faults), ..self.clone() }
    }

    /// The rows of [`MemoryConn::add_row`] that are committed.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        self.read(|tables, _| tables.rows.clone())
    }

    /// Looks at all entries at once, without faults.
    #[must_use]
    pub fn all(&self) -> Vec<StoredEntry> {
        self.read(|tables, now| tables.all(now))
    }

    fn now(&self) -> i64 {
        let since = self.clock.now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        millis(since)
    }

    fn read<T>(&self, work: impl FnOnce(&mut Tables, i64) -> T) -> T {
        let now = self.now();
        work(&mut self.committed.lock().unwrap_or_else(PoisonError::into_inner), now)
    }

    /// A statement that reads.
    async fn find<T>(
        &self,
        method: &'static str,
        work: impl FnOnce(&mut Tables, i64) -> T + Send,
    ) -> Result<T, StoreError> {
        self.faults.pause().await;
        if self.faults.fate(method) == Fate::Fails {
            return Err(fault(method));
        }
        let found = self.read(work);
        self.faults.pause().await;
        Ok(found)
    }

    /// A statement that is a transaction of its own.
    async fn change<T>(
        &self,
        method: &'static str,
        work: impl FnOnce(&mut Tables, i64) -> T + Send,
    ) -> Result<T, StoreError> {
        self.faults.pause().await;
        let turn = self.turn.lock().await;
        let fate = self.faults.fate(method);
        if fate == Fate::Fails {
            return Err(fault(method));
        }
        let changed = self.read(work);
        drop(turn);
        self.faults.pause().await;
        if fate == Fate::DoneUnseen { Err(fault(method)) } else { Ok(changed) }
    }

    /// A statement within a transaction.
    async fn within<T>(
        &self,
        conn: &mut MemoryConn,
        method: &'static str,
        work: impl FnOnce(&mut Tables, i64) -> T + Send,
    ) -> Result<T, StoreError> {
        self.faults.pause().await;
        if self.faults.fate(method) == Fate::Fails {
            return Err(fault(method));
        }
        let done = work(&mut conn.tables, self.now());
        self.faults.pause().await;
        Ok(done)
    }
}

fn fault(method: &'static str) -> StoreError {
    StoreError::Database(format!("the test lets `{method}` fail").into())
}

/// What a transaction has changed so far.
pub struct MemoryConn {
    tables: Tables,
}

impl MemoryConn {
    /// Adds a row of the user's own, which is committed with the rest of the transaction: the effect of a verdict, say.
    pub fn add_row(&mut self, row: impl Into<String>) {
        self.tables.rows.push(row.into());
    }

    /// The rows of [`MemoryConn::add_row`], those of this transaction among them.
    #[must_use]
    pub fn rows(&self) -> &[String] {
        &self.tables.rows
    }
}

/// A transaction. It is rolled back when it is dropped.
pub struct MemoryTx {
    conn: MemoryConn,
    /// No other transaction begins before this is dropped.
    _turn: OwnedMutexGuard<()>,
}

impl Deref for MemoryTx {
    type Target = MemoryConn;
    fn deref(&self) -> &MemoryConn {
        &self.conn
    }
}

impl DerefMut for MemoryTx {
    fn deref_mut(&mut self) -> &mut MemoryConn {
        &mut self.conn
    }
}

impl Store for MemoryStore {
    type Conn = MemoryConn;
    type Tx = MemoryTx;

    async fn migrate(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn begin(&self) -> Result<MemoryTx, StoreError> {
        self.faults.pause().await;
        let turn = Arc::clone(&self.turn).lock_owned().await;
        if self.faults.fate("begin") == Fate::Fails {
            return Err(fault("begin"));
        }
        Ok(MemoryTx { conn: MemoryConn { tables: self.read(|tables, _| tables.clone()) }, _turn: turn })
    }

    async fn commit(&self, tx: MemoryTx) -> Result<(), StoreError> {
        self.faults.pause().await;
        let fate = self.faults.fate("commit");
        if fate == Fate::Fails {
            return Err(fault("commit"));
        }
        let MemoryTx { conn, _turn } = tx;
        self.read(|tables, _| *tables = conn.tables);
        drop(_turn);
        self.faults.pause().await;
        if fate == Fate::DoneUnseen { Err(fault("commit")) } else { Ok(()) }
    }

    async fn insert(&self, conn: &mut MemoryConn, entry: &NewEntry) -> Result<Inserted, StoreError> {
        self.within(conn, "insert", |tables, now| tables.insert(entry, now)).await
    }

    async fn mark(
        &self,
        id: EntryId,
        key: &[u8; 32],
        token: Token,
        mark: Mark,
    ) -> Result<Option<StoredEntry>, StoreError> {
        self.change("mark", |tables, now| tables.mark(id, key, token, mark, now)).await
    }

    async fn unmark(&self, id: EntryId, token: Token) -> Result<bool, StoreError> {
        self.change("unmark", |tables, _| tables.unmark(id, token)).await
    }

    async fn acknowledge(&self, id: EntryId, response: Option<&[u8]>) -> Result<bool, StoreError> {
        self.change("acknowledge", |tables, _| tables.acknowledge(id, response)).await
    }

    async fn end(&self, conn: &mut MemoryConn, id: EntryId, ending: &Ending<'_>) -> Result<bool, StoreError> {
        self.within(conn, "end", |tables, now| tables.end(id, ending, now)).await
    }

    async fn apply(&self, conn: &mut MemoryConn, id: EntryId) -> Result<bool, StoreError> {
        self.within(conn, "apply", |tables, now| tables.apply(id, now)).await
    }

    async fn start_closing(&self, id: EntryId, token: Token) -> Result<bool, StoreError> {
        self.change("start_closing", |tables, now| tables.start_closing(id, token, now)).await
    }

    async fn drop_cancel(&self, id: EntryId, token: Token) -> Result<bool, StoreError> {
        self.change("drop_cancel", |tables, now| tables.drop_cancel(id, token, now)).await
    }

    async fn keep_success(&self, id: EntryId, evidence: &[u8]) -> Result<bool, StoreError> {
        self.change("keep_success", |tables, _| tables.keep_success(id, evidence)).await
    }

    async fn entry(&self, id: EntryId) -> Result<Option<StoredEntry>, StoreError> {
        self.find("entry", |tables, now| tables.entry(id, now)).await
    }

    async fn entry_in(&self, conn: &mut MemoryConn, id: EntryId) -> Result<Option<StoredEntry>, StoreError> {
        self.within(conn, "entry_in", |tables, now| tables.entry(id, now)).await
    }

    async fn by_reference(&self, reference: &str) -> Result<Vec<StoredEntry>, StoreError> {
        self.find("by_reference", |tables, now| tables.by_reference(reference, now)).await
    }

    async fn open(&self, after: EntryId, limit: u32) -> Result<Vec<StoredEntry>, StoreError> {
        self.find("open", |tables, now| tables.open(after, limit, now)).await
    }

    async fn count_open(&self) -> Result<u64, StoreError> {
        self.find("count_open", |tables, now| tables.open(EntryId(0), u32::MAX, now).len() as u64).await
    }

    async fn claim(
        &self,
        api: &str,
        client_id: &str,
        limit: u32,
        lease: Duration,
    ) -> Result<Vec<StoredEntry>, StoreError> {
        self.change("claim", |tables, now| tables.claim(api, client_id, limit, millis(lease), now)).await
    }

    async fn schedule(&self, id: EntryId, next: Next) -> Result<(), StoreError> {
        self.change("schedule", |tables, now| tables.schedule(id, next, now)).await
    }

    async fn keep_conflict(&self, id: EntryId, what: &str) -> Result<(), StoreError> {
        self.change("keep_conflict", |tables, _| tables.keep_conflict(id, what)).await
    }

    async fn named(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
    ) -> Result<Vec<StoredEntry>, StoreError> {
        self.find("named", |tables, now| tables.named(api, client_id, digests, now)).await
    }

    async fn keep_unmatched(&self, unmatched: &Unmatched) -> Result<(), StoreError> {
        self.change("keep_unmatched", |tables, now| tables.notifications.keep_unmatched(unmatched, now)).await
    }

    async fn unmatched(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
    ) -> Result<Vec<KeptNotification>, StoreError> {
        self.find("unmatched", |tables, _| tables.notifications.unmatched(api, client_id, digests)).await
    }

    async fn forget_unmatched(&self, id: i64) -> Result<(), StoreError> {
        self.change("forget_unmatched", |tables, _| tables.notifications.forget_unmatched(id)).await
    }

    async fn purge(&self, older_than: Duration) -> Result<u64, StoreError> {
        self.change("purge", |tables, now| tables.purge(millis(older_than), now)).await
    }

    async fn begin_seen(
        &self,
        key: &[u8; 32],
        holder: Token,
        lease: Duration,
    ) -> Result<SeenState, StoreError> {
        self.change("begin_seen", |tables, now| {
            tables.notifications.begin_seen(key, holder, millis(lease), now)
        })
        .await
    }

    async fn renew_seen(&self, key: &[u8; 32], holder: Token, lease: Duration) -> Result<bool, StoreError> {
        self.change("renew_seen", |tables, now| {
            tables.notifications.renew_seen(key, holder, millis(lease), now)
        })
        .await
    }

    async fn finish_seen(&self, key: &[u8; 32], holder: Token, answer: &[u8]) -> Result<bool, StoreError> {
        self.change("finish_seen", |tables, _| tables.notifications.finish_seen(key, holder, answer)).await
    }

    async fn release_seen(&self, key: &[u8; 32], holder: Token) -> Result<(), StoreError> {
        self.change("release_seen", |tables, _| tables.notifications.release_seen(key, holder)).await
    }
}
