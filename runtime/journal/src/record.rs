//! Writing down a call.

use std::{future::IntoFuture, time::Duration};

use countersign_runtime::{ApiClient, Endpoint, Request, StoredRequest};

use crate::{
    BoxFuture, Entry, EntryId, EntryInfo, Journal, RecordError,
    hexadecimal::hexadecimal,
    journal::context,
    store::{Inserted, NewEntry, Store},
};

/// The longest body that is recorded.
const MAX_BODY: usize = 1024 * 1024;

impl<S: Store> Journal<S> {
    /// Records a call in a transaction of yours: both are committed, or neither. Nothing is sent before
    /// [`Entry::send`](crate::Entry::send).
    ///
    /// `tx` is the transaction, such as `&mut tx` of `pool.begin()`.
    pub fn record<'a, Q: Request>(
        &'a self,
        tx: &'a mut S::Conn,
        client: &'a dyn ApiClient,
        request: &'a Q,
    ) -> Record<'a, S, Q> {
        Record::new(self, tx, client, request)
    }
}

/// A call that is about to be recorded. It is when this is awaited.
#[must_use = "nothing is recorded until this is awaited"]
pub struct Record<'a, S: Store, Q> {
    journal: &'a Journal<S>,
    tx: &'a mut S::Conn,
    client: &'a dyn ApiClient,
    request: &'a Q,
    reference: Option<String>,
    purpose: Option<String>,
    deadline: Duration,
    by_hand: bool,
}

impl<'a, S: Store, Q: Request> Record<'a, S, Q> {
    pub(crate) fn new(
        journal: &'a Journal<S>,
        tx: &'a mut S::Conn,
        client: &'a dyn ApiClient,
        request: &'a Q,
    ) -> Self {
        let deadline = journal.settings.deadline;
        Self { journal, tx, client, request, reference: None, purpose: None, deadline, by_hand: false }
    }

    /// Sets your own name for what the call is about: an order's id. A reference has one open call of a purpose at most, across
    /// endpoints and wallets. Unless it is set, the call has a reference of its own.
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// Sets what the call is for, where it is not what its endpoint is for: for partial refunds side by side, say.
    pub fn purpose(mut self, purpose: impl Into<String>) -> Self {
        self.purpose = Some(purpose.into());
        self
    }

    /// Sets how long from now it may be sent. After that it ends as *not sent*.
    pub fn deadline(mut self, time: Duration) -> Self {
        self.deadline = time;
        self
    }

    /// States that a person looks after the call where its response does not end it: neither an inquiry nor a notification
    /// tells how it ended. Changes nothing where one of them does.
    pub fn ends_by_hand(mut self) -> Self {
        self.by_hand = true;
        self
    }

    async fn run(mut self) -> Result<Entry<S, Q::Response>, RecordError> {
        let client = self.client.client();
        let stored =
            StoredRequest::from(client.call(self.request)).checked().map_err(RecordError::Invalid)?;
        let new = self.entry(&stored)?;
        let id = match self.journal.store.insert(self.tx, &new).await? {
            Inserted::New(id) => id,
            Inserted::Same(id) => return Err(self.known(id, RecordError::AlreadyRecorded).await?),
            Inserted::Open(id) => return Err(self.known(id, RecordError::ReferenceOpen).await?),
            Inserted::Raced => return Err(RecordError::Raced),
        };
        Ok(Entry::new(self.journal.clone(), client.clone(), (id, new.key), stored.recorded()))
    }

    /// The error for an entry that is in the way.
    async fn known(
        &mut self,
        id: EntryId,
        error: fn(Box<EntryInfo>) -> RecordError,
    ) -> Result<RecordError, RecordError> {
        let entry = self.journal.store.entry_in(self.tx, id).await?;
        Ok(entry.map_or(RecordError::Raced, |entry| error(Box::new(entry.info))))
    }

    /// What is written down of a request.
    fn entry(&self, stored: &StoredRequest<Q::Response>) -> Result<NewEntry, RecordError> {
        let (endpoint, client) = (Q::ENDPOINT, self.client.client());
        if endpoint.read_only {
            return Err(RecordError::ReadOnly);
        }
        if stored.body().len() > MAX_BODY {
            return Err(RecordError::TooLong);
        }
        let key = endpoint.key_digest(stored.body()).ok_or(RecordError::NoKey)?;
        let has_end = endpoint.settled_by.is_some() || is_notified(self.client, endpoint);
        if !has_end && !self.by_hand {
            return Err(RecordError::NoEnd);
        }
        let name = endpoint.to_string();
        let settings = &self.journal.settings;
        let body = match stored.is_sensitive() {
            false => stored.body().to_vec(),
            true if settings.keys.0.is_empty() => return Err(RecordError::NotSealed),
            true => {
                let context = context(client.api(), client.client_id(), &name, &key);
                settings.keys.seal(&context, stored.body()).map_err(RecordError::Seal)?
            }
        };
        let purpose = endpoint.purpose.as_deref().unwrap_or(&name).to_owned();
        Ok(NewEntry {
            api: client.api().to_owned(),
            client_id: client.client_id().to_owned(),
            key,
            ids: ids(self.client, endpoint, stored.body()),
            reference: self.reference.clone().unwrap_or_else(|| hexadecimal(&key)),
            purpose: self.purpose.clone().unwrap_or(purpose),
            by_hand: !has_end,
            body,
            sealed: stored.is_sensitive(),
            deadline: self.deadline,
            resend_window: settings.resend_for,
            endpoint: name,
        })
    }
}

impl<'a, S: Store, Q: Request> IntoFuture for Record<'a, S, Q> {
    type Output = Result<Entry<S, Q::Response>, RecordError>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// The digests of the ids by which the API's notifications may name a call of this endpoint with this request.
pub(crate) fn ids(client: &dyn ApiClient, endpoint: &Endpoint, request: &[u8]) -> Vec<[u8; 32]> {
    let notifications = client.endpoints().iter();
    let mut ids: Vec<[u8; 32]> = notifications.flat_map(|one| one.id_digests(endpoint, request)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Whether a notification of the API can end a call of this endpoint.
fn is_notified(client: &dyn ApiClient, endpoint: &Endpoint) -> bool {
    let name = endpoint.to_string();
    let mut rules = client.endpoints().iter().flat_map(|notification| notification.settles.iter());
    rules.any(|rule| rule.endpoints.contains(&name))
}
