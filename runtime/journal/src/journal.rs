//! The journal and its settings.

use std::{sync::Arc, time::Duration};

use countersign_runtime::{ApiClient, Clock, Endpoint, Handle, SystemClock};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use sqlx::Pool;

#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::store::{Dialect, SqlStore};
use crate::{
    BoxError, BoxFuture, EntryId, EntryInfo, Event, JournalError, SealingKey, Verdict,
    seal::SealingKeys,
    store::{Store, StoreError, StoredEntry},
};

/// Applies a verdict within a transaction.
type Callback<S> = dyn for<'a> Fn(&'a Verdict, &'a mut <S as Store>::Conn) -> BoxFuture<'a, Result<(), BoxError>>
    + Send
    + Sync;
type HeadersOf = dyn Fn(&EntryInfo) -> Vec<(String, String)> + Send + Sync;
type Hook = dyn Fn(Event<'_>) + Send + Sync;

/// The record of calls in a shop's database. A clone is cheap.
///
/// Whatever instance finds out how a call ended gives it its one verdict, and applies the verdict by the callback of
/// [`Journal::on_verdict`].
pub struct Journal<S: Store> {
    pub(crate) store: S,
    pub(crate) settings: Arc<Settings<S>>,
}

impl<S: Store> Clone for Journal<S> {
    fn clone(&self) -> Self {
        Self { store: self.store.clone(), settings: Arc::clone(&self.settings) }
    }
}

pub(crate) struct Settings<S: Store> {
    pub(crate) on_verdict: Option<Arc<Callback<S>>>,
    /// Whether the callback is another program's.
    pub(crate) effects_elsewhere: bool,
    pub(crate) headers: Option<Arc<HeadersOf>>,
    hook: Option<Arc<Hook>>,
    pub(crate) keys: SealingKeys,
    pub(crate) deadline: Duration,
    pub(crate) resend_for: Option<Duration>,
    pub(crate) lease: Duration,
    pub(crate) first_poll: Duration,
    pub(crate) longest_poll: Duration,
    pub(crate) budget: Duration,
    pub(crate) overdue: Duration,
    pub(crate) callback_timeout: Duration,
    pub(crate) clock: Arc<dyn Clock>,
}

impl<S: Store> Clone for Settings<S> {
    fn clone(&self) -> Self {
        Self {
            on_verdict: self.on_verdict.clone(),
            headers: self.headers.clone(),
            hook: self.hook.clone(),
            keys: self.keys.clone(),
            clock: Arc::clone(&self.clock),
            ..*self
        }
    }
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
impl<DB: Dialect> Journal<SqlStore<DB>> {
    /// A journal in the database of this pool.
    #[must_use]
    pub fn new(pool: Pool<DB>) -> Self {
        Self::with_store(SqlStore::new(pool))
    }
}

impl<S: Store> Journal<S> {
    /// A journal in another store.
    #[must_use]
    pub fn with_store(store: S) -> Self {
        let settings = Settings {
            on_verdict: None,
            effects_elsewhere: false,
            headers: None,
            hook: None,
            keys: SealingKeys::default(),
            deadline: Duration::from_secs(5 * 60),
            resend_for: None,
            lease: Duration::from_secs(60),
            first_poll: Duration::from_secs(5),
            longest_poll: Duration::from_secs(6 * 60 * 60),
            budget: Duration::from_secs(14 * 24 * 60 * 60),
            overdue: Duration::from_secs(60 * 60),
            callback_timeout: Duration::from_secs(30),
            clock: Arc::new(SystemClock),
        };
        Self { store, settings: Arc::new(settings) }
    }

    fn set(mut self, change: impl FnOnce(&mut Settings<S>)) -> Self {
        change(Arc::make_mut(&mut self.settings));
        self
    }

    /// Sets what applies a verdict: it marks the order as paid, say. It runs once for each call, in the transaction that
    /// writes the verdict, on whichever instance finds out.
    ///
    /// Use the connection that it is given, and nothing else that can't be rolled back: the transaction may fail, and then it
    /// runs again. When it returns an error, panics, or takes longer than 30 seconds, the verdict is kept alone, and a
    /// [`Worker`](crate::Worker) tries again later.
    #[must_use]
    pub fn on_verdict<F>(self, callback: F) -> Self
    where
        F: for<'a> Fn(&'a Verdict, &'a mut S::Conn) -> BoxFuture<'a, Result<(), BoxError>>
            + Send
            + Sync
            + 'static,
    {
        self.set(|settings| settings.on_verdict = Some(Arc::new(callback)))
    }

    /// Leaves the effects of verdicts due, for a worker of the program that has the callback: for a tool that works on the same
    /// database.
    #[must_use]
    pub fn effects_elsewhere(self) -> Self {
        self.set(|settings| settings.effects_elsewhere = true)
    }

    /// Sets what gives the headers of a call each time that it is sent or asked about: a token that is a secret, say. Headers
    /// are never kept in the journal.
    #[must_use]
    pub fn headers(
        self,
        headers: impl Fn(&EntryInfo) -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        self.set(|settings| settings.headers = Some(Arc::new(headers)))
    }

    /// Sets a function that is told what happens, for logs and metrics. It must not block.
    #[must_use]
    pub fn on_event(self, hook: impl Fn(Event<'_>) + Send + Sync + 'static) -> Self {
        self.set(|settings| settings.hook = Some(Arc::new(hook)))
    }

    /// Adds a key for bodies with sensitive fields. The first one seals; the others open what was sealed before a rotation.
    #[must_use]
    pub fn sealing_key(self, key: SealingKey) -> Self {
        self.set(|settings| settings.keys.0.push(key))
    }

    /// How long after it was recorded a call may be sent. 5 minutes unless it is set; see also [`Record::deadline`](crate::Record::deadline).
    #[must_use]
    pub fn deadline(self, time: Duration) -> Self {
        self.set(|settings| settings.deadline = time)
    }

    /// Lets a worker send a request again whose outcome is open and which the wallet has not acknowledged, for this long after
    /// the first attempt, and not after its deadline. It must be shorter than the wallet keeps its idempotency keys. Off
    /// unless it is set.
    #[must_use]
    pub fn resend_for(self, window: Duration) -> Self {
        self.set(|settings| settings.resend_for = Some(window))
    }

    /// How long a worker has an entry for itself. A minute unless it is set. It saves work only: no safety rests on it.
    #[must_use]
    pub fn lease(self, lease: Duration) -> Self {
        self.set(|settings| settings.lease = lease)
    }

    /// The first pause between two questions, which doubles with each, and the longest. 5 seconds and 6 hours unless it is set.
    #[must_use]
    pub fn polls(self, first: Duration, longest: Duration) -> Self {
        self.set(|settings| (settings.first_poll, settings.longest_poll) = (first, longest))
    }

    /// How long a call is asked about. After that it stays open, is listed, and a notification or a person can end it. 14 days
    /// unless it is set.
    #[must_use]
    pub fn ask_for(self, budget: Duration) -> Self {
        self.set(|settings| settings.budget = budget)
    }

    /// When an open call is reported as [`Event::Overdue`]. An hour unless it is set.
    #[must_use]
    pub fn overdue_after(self, age: Duration) -> Self {
        self.set(|settings| settings.overdue = age)
    }

    /// How long a callback may take. 30 seconds unless it is set.
    #[must_use]
    pub fn callback_timeout(self, time: Duration) -> Self {
        self.set(|settings| settings.callback_timeout = time)
    }

    /// Another clock than the machine's, for time-outs and pauses. Deadlines are the database's.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        self.set(|settings| settings.clock = Arc::new(clock))
    }

    /// Creates the journal's tables, or brings them up to date, and checks that the database keeps what it commits. The SQL is
    /// in the folder `migrations` of this crate, for those who run it by a tool of their own.
    ///
    /// # Errors
    /// When the database fails, has tables of a later version, or a weaker durability than the journal needs.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        self.store.migrate().await
    }

    /// The entry with this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry(&self, id: EntryId) -> Result<Option<EntryInfo>, StoreError> {
        self.store.entry(id).await.map(|found| found.map(|entry| entry.info))
    }

    /// The entries of a reference, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, reference: &str) -> Result<Vec<EntryInfo>, StoreError> {
        let found = self.store.by_reference(reference).await?;
        Ok(found.into_iter().map(|entry| entry.info).collect())
    }

    /// The response that acknowledged a call, or that ended it, as JSON. It may hold sensitive fields.
    ///
    /// # Errors
    /// When there is no such entry, the body can't be opened, or the database fails.
    pub async fn response(&self, id: EntryId) -> Result<Option<Vec<u8>>, JournalError> {
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        let body = entry.evidence.as_ref().or(entry.response.as_ref());
        body.map(|body| self.opened(&entry, body)).transpose()
    }

    /// Up to `limit` open entries with numbers above `after`: those without a verdict, and those whose effect is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(&self, after: EntryId, limit: u32) -> Result<Vec<EntryInfo>, StoreError> {
        let found = self.store.open(after, limit).await?;
        Ok(found.into_iter().map(|entry| entry.info).collect())
    }

    /// How many entries are open, for metrics.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_open(&self) -> Result<u64, StoreError> {
        self.store.count_open().await
    }

    /// Empties the bodies of entries whose effect was applied longer ago than this. Their keys and verdicts stay, so that the
    /// same call is never recorded again. Returns how many. Notifications about no recorded call are forgotten after the same
    /// time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purge(&self, older_than: Duration) -> Result<u64, StoreError> {
        self.store.purge(older_than).await
    }

    pub(crate) fn tell(&self, event: Event<'_>) {
        if let Some(hook) = &self.settings.hook {
            hook(event);
        }
    }

    /// A body as it was before it was sealed.
    pub(crate) fn opened(&self, entry: &StoredEntry, body: &[u8]) -> Result<Vec<u8>, JournalError> {
        if !entry.sealed || body.is_empty() {
            return Ok(body.to_vec());
        }
        let info = &entry.info;
        let context = context(&info.api, &info.client_id, &info.endpoint, &entry.key);
        Ok(self.settings.keys.open(&context, body)?)
    }

    /// A body as it is kept.
    pub(crate) fn kept(&self, entry: &StoredEntry, body: &[u8]) -> Result<Vec<u8>, JournalError> {
        if !entry.sealed {
            return Ok(body.to_vec());
        }
        let info = &entry.info;
        let context = context(&info.api, &info.client_id, &info.endpoint, &entry.key);
        Ok(self.settings.keys.seal(&context, body)?)
    }
}

/// The entry for which a body is sealed.
pub(crate) fn context(api: &str, client_id: &str, endpoint: &str, key: &[u8; 32]) -> Vec<u8> {
    let parts = [api.as_bytes(), client_id.as_bytes(), endpoint.as_bytes(), key];
    parts
        .iter()
        .flat_map(|part| (part.len() as u64).to_be_bytes().into_iter().chain(part.iter().copied()))
        .collect()
}

/// The endpoint of a client by its name.
pub(crate) fn endpoint(client: &dyn ApiClient, name: &str) -> Result<Handle<Endpoint>, JournalError> {
    let found = client.endpoints().iter().find(|endpoint| endpoint.to_string() == name);
    found.cloned().ok_or_else(|| JournalError::UnknownEndpoint(name.to_owned()))
}
