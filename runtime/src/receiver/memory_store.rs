//! Seen notifications in the memory of this process.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;

use super::{Claim, Seen, SeenKey, SeenStore, StoreError};
use crate::signature::BoxFuture;

/// Remembers seen notifications in memory: a bounded number of them, the oldest forgotten first.
///
/// A notification that is being handled has no lease, and so depends on no clock: it stays claimed until its handler has
/// ended. A handler that may wait for ever needs a time-out of its own.
///
/// A restart forgets them all, and another process knows nothing of them. A notification that was forgotten and comes
/// again is handled again; none is lost. A clone shares the memory.
#[derive(Clone)]
pub struct MemorySeen {
    capacity: usize,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// No answer: it is being handled.
    answers: HashMap<SeenKey, Option<Bytes>>,
    /// Those with an answer, the oldest first.
    done: VecDeque<SeenKey>,
}

impl MemorySeen {
    /// Remembers this many notifications that were handled, at about 300 bytes each; those that are being handled come on
    /// top.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { capacity, state: Arc::default() }
    }

    /// Nothing in here panics half-way, so that what another thread left is whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 10,000 notifications: some 3 MB when it is full.
impl Default for MemorySeen {
    fn default() -> Self {
        Self::new(10_000)
    }
}

impl fmt::Debug for MemorySeen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemorySeen").field("capacity", &self.capacity).finish_non_exhaustive()
    }
}

impl SeenStore for MemorySeen {
    fn begin<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<Seen, StoreError>> {
        let mut state = self.state();
        let seen = match state.answers.get(key) {
            Some(Some(answer)) => Seen::Done(answer.clone()),
            Some(None) => Seen::InProgress,
            None => {
                state.answers.insert(*key, None);
                Seen::First(Box::new(InMemory { store: self.clone(), key: Some(*key) }))
            }
        };
        Box::pin(std::future::ready(Ok(seen)))
    }
}

struct InMemory {
    store: MemorySeen,
    /// Until it is finished.
    key: Option<SeenKey>,
}

impl Claim for InMemory {
    fn finish(mut self: Box<Self>, answer: Bytes) -> BoxFuture<'static, Result<(), StoreError>> {
        if let Some(key) = self.key.take() {
            let mut state = self.store.state();
            state.answers.insert(key, Some(answer));
            state.done.push_back(key);
            while state.done.len() > self.store.capacity {
                if let Some(oldest) = state.done.pop_front() {
                    state.answers.remove(&oldest);
                }
            }
        }
        Box::pin(std::future::ready(Ok(())))
    }
}

impl Drop for InMemory {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.store.state().answers.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn begin(store: &MemorySeen, key: u8) -> Seen {
        store.begin(&SeenKey::from_bytes([key; 32])).await.expect("it never fails")
    }

    async fn handle(store: &MemorySeen, key: u8) {
        let Seen::First(claim) = begin(store, key).await else { panic!("{key} was seen before") };
        claim.finish(Bytes::from(vec![key])).await.expect("it never fails");
    }

    #[tokio::test]
    async fn one_at_a_time_and_none_twice() {
        let store = MemorySeen::new(2);
        let Seen::First(claim) = begin(&store, 1).await else { panic!("it is new") };
        assert!(matches!(begin(&store, 1).await, Seen::InProgress));
        drop(claim);
        let Seen::First(claim) = begin(&store, 1).await else { panic!("it was given back") };
        claim.finish(Bytes::from_static(b"answer")).await.unwrap();
        assert!(matches!(begin(&store.clone(), 1).await, Seen::Done(answer) if answer == "answer"));
    }

    #[tokio::test]
    async fn the_oldest_is_forgotten_first() {
        let store = MemorySeen::new(2);
        let Seen::First(open) = begin(&store, 0).await else { panic!("it is new") };
        for key in [1, 2, 3] {
            handle(&store, key).await;
        }
        assert!(
            matches!(begin(&store, 0).await, Seen::InProgress),
            "what is being handled is never forgotten"
        );
        assert!(matches!(begin(&store, 2).await, Seen::Done(_)));
        assert!(matches!(begin(&store, 3).await, Seen::Done(_)));
        assert!(matches!(begin(&store, 1).await, Seen::First(_)));
        drop(open);
        assert_eq!(store.state().answers.len(), 2);
    }

    #[tokio::test]
    async fn without_room_it_still_knows_what_is_being_handled() {
        let store = MemorySeen::new(0);
        let Seen::First(claim) = begin(&store, 1).await else { panic!("it is new") };
        assert!(matches!(begin(&store, 1).await, Seen::InProgress));
        claim.finish(Bytes::new()).await.unwrap();
        assert!(matches!(begin(&store, 1).await, Seen::First(_)));
    }
}
