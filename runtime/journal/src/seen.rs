//! The notifications that were handled, for all instances.

use std::time::Duration;

use bytes::Bytes;
use countersign_runtime::receiver::{Claim, Seen, SeenKey, SeenStore, StoreError};
use tokio::task::AbortHandle;

use crate::{
    BoxFuture, Journal,
    sending::new_token,
    store::{SeenState, Store, Token},
};

/// How long a claim lasts when its holder has died. A living one prolongs it.
const LEASE: Duration = Duration::from_secs(30);

/// Remembers in the journal's database which notifications were handled, so that none is handled twice, on whichever instance
/// it comes. [`Journal::seen`](crate::Journal::seen) makes one.
pub struct JournalSeen<S> {
    store: S,
    lease: Duration,
}

impl<S: Store> Journal<S> {
    /// The store of notifications that were handled, for all instances.
    #[must_use]
    pub fn seen(&self) -> JournalSeen<S> {
        JournalSeen { store: self.store.clone(), lease: LEASE }
    }
}

impl<S: Store> JournalSeen<S> {
    /// How long a notification stays claimed when the instance that handles it has died. 30 seconds unless it is set. A handler
    /// may take longer: its claim is prolonged while it works.
    #[must_use]
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }
}

impl<S: Store> SeenStore for JournalSeen<S> {
    fn begin<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<Seen, StoreError>> {
        Box::pin(async move {
            let holder = new_token();
            let state = self.store.begin_seen(key.as_bytes(), holder, self.lease).await;
            Ok(match state.map_err(StoreError::new)? {
                SeenState::First => Seen::First(Box::new(Held::new(self, *key, holder))),
                SeenState::InProgress => Seen::InProgress,
                SeenState::Done(answer) => Seen::Done(answer.into()),
            })
        })
    }
}

/// A claim that is prolonged until it is dropped.
struct Held<S: Store> {
    store: S,
    key: SeenKey,
    holder: Token,
    /// `None` outside of tokio: then the claim lasts for one lease.
    renewing: Option<AbortHandle>,
    finished: bool,
}

impl<S: Store> Held<S> {
    fn new(seen: &JournalSeen<S>, key: SeenKey, holder: Token) -> Self {
        let (store, lease) = (seen.store.clone(), seen.lease);
        let renewing = tokio::runtime::Handle::try_current().ok().map(|runtime| {
            let renew = async move {
                loop {
                    tokio::time::sleep(lease / 3).await;
                    if let Ok(false) = store.renew_seen(key.as_bytes(), holder, lease).await {
                        return;
                    }
                }
            };
            runtime.spawn(renew).abort_handle()
        });
        Self { store: seen.store.clone(), key, holder, renewing, finished: false }
    }
}

impl<S: Store> Claim for Held<S> {
    fn finish(mut self: Box<Self>, answer: Bytes) -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move {
            let kept = self.store.finish_seen(self.key.as_bytes(), self.holder, &answer).await;
            match kept.map_err(StoreError::new)? {
                true => {
                    self.finished = true;
                    Ok(())
                }
                false => Err(StoreError::new("the claim had expired")),
            }
        })
    }
}

impl<S: Store> Drop for Held<S> {
    fn drop(&mut self) {
        if let Some(renewing) = &self.renewing {
            renewing.abort();
        }
        if self.finished {
            return;
        }
        // Outside of tokio the lease runs out.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (store, key, holder) = (self.store.clone(), self.key, self.holder);
            runtime.spawn(async move { drop(store.release_seen(key.as_bytes(), holder).await) });
        }
    }
}
