//! Looks after open calls.

use std::time::Duration;

use countersign_runtime::ApiClient;
use futures_util::{StreamExt, stream};

use crate::{
    Event, Journal, JournalError,
    store::{Store, StoredEntry},
};

/// How many entries are claimed at a time.
const BATCH: u32 = 32;
/// How many of them are looked after side by side.
const SIDE_BY_SIDE: usize = 8;

/// Looks after open calls: asks how they ended, sends them again where that is allowed, ends those that were never sent, and
/// applies effects that are due. Run one on every instance; each entry is looked after by one at a time.
#[must_use = "a worker does nothing until it runs"]
pub struct Worker<'a, S: Store> {
    journal: &'a Journal<S>,
    clients: Vec<&'a dyn ApiClient>,
    idle: Duration,
}

impl<S: Store> Journal<S> {
    /// A worker, which looks after open calls. Run one on every instance.
    pub fn worker(&self) -> Worker<'_, S> {
        Worker { journal: self, clients: Vec::new(), idle: Duration::from_secs(1) }
    }
}

impl<'a, S: Store> Worker<'a, S> {
    /// Adds a wallet. Entries of other APIs and client ids are left to others.
    pub fn client(mut self, client: &'a dyn ApiClient) -> Self {
        self.clients.push(client);
        self
    }

    /// The pause when nothing is due. A second unless it is set.
    pub fn idle(mut self, pause: Duration) -> Self {
        self.idle = pause;
        self
    }

    /// Works until the future is dropped. That loses nothing.
    pub async fn run(self) {
        loop {
            if self.turn().await == 0 {
                self.journal.settings.clock.sleep(self.idle).await;
            }
        }
    }

    /// Looks once after what is due now, and returns how many entries that were.
    pub async fn turn(&self) -> usize {
        let mut done = 0;
        for client in &self.clients {
            match self.claimed(*client).await {
                Ok(entries) => {
                    done += entries.len();
                    let all = stream::iter(entries).map(|entry| self.look_after(*client, entry));
                    all.buffer_unordered(SIDE_BY_SIDE).collect::<()>().await;
                }
                Err(error) => self.journal.tell(Event::NoWork(&error)),
            }
        }
        done
    }

    async fn claimed(&self, client: &dyn ApiClient) -> Result<Vec<StoredEntry>, JournalError> {
        let (client, lease) = (client.client(), self.journal.settings.lease);
        Ok(self.journal.store.claim(client.api(), client.client_id(), BATCH, lease).await?)
    }

    async fn look_after(&self, client: &dyn ApiClient, entry: StoredEntry) {
        if let Err(error) = self.journal.look_after(client, &entry).await {
            self.journal.tell(Event::Failed(entry.info.id, &error));
            // Not again at once: what is wrong with it may stay so.
            drop(self.journal.store.schedule(entry.info.id, self.journal.later(&entry)).await);
        }
    }
}
