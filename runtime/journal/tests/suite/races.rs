//! What happens between two statements of the journal, on the store in memory.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use claro_client::{Client, Outcome};
use countersign_journal::{
    BoxFuture, Ended, EntryId, Journal, State,
    store::{Fate, Faults, Mark, MemoryStore, Store},
};
use countersign_runtime::testing::{Reply, ScriptedWallet};

use crate::shop::pay;

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
const FAILED: &str = r#"{"result":{"resultStatus":"F","resultCode":"PARAM_ILLEGAL"}}"#;

/// Another instance that marks a repeat once the entry is marked.
struct Repeater {
    store: MemoryStore,
    is_marked: Arc<AtomicU32>,
}

impl Faults for Repeater {
    fn fate(&self, method: &'static str) -> Fate {
        self.is_marked.store((method == "mark").into(), Ordering::SeqCst);
        Fate::Done
    }

    fn pause(&self) -> BoxFuture<'static, ()> {
        let (store, is_marked) = (self.store.clone(), self.is_marked.swap(0, Ordering::SeqCst) == 1);
        Box::pin(async move {
            if is_marked {
                let key = store.all()[0].key;
                assert!(store.mark(EntryId(1), &key, TOKEN, Mark::Repeat).await.unwrap().is_some());
            }
        })
    }
}

#[tokio::test]
async fn a_failure_of_the_first_attempt_is_unknown_once_another_is_marked() {
    let (wallet, store) = (ScriptedWallet::new().unwrap(), MemoryStore::default());
    let client = Client::new(wallet.config()).unwrap();
    let other = store.faults(Repeater { store: store.clone(), is_marked: Arc::default() });
    let journal = Journal::with_store(other).resend_for(Duration::from_secs(60));
    let mut tx = store.begin().await.unwrap();
    let entry = journal.record(&mut tx, &client, &pay("order-1")).reference("order-1").await.unwrap();
    store.commit(tx).await.unwrap();
    wallet.then(Reply::signed(FAILED));
    assert!(matches!(entry.send().await, Ok(Outcome::Unknown(_))));
    let info = &store.all()[0].info;
    assert_eq!((info.state, info.ended, info.attempts), (State::Sending, None, 2));
}

/// Another instance that closes the entry once it is marked, and gives that up once this one has seen that it is closing.
struct Closer {
    store: MemoryStore,
    next: Arc<AtomicU32>,
}

const TOKEN: [u8; 16] = [7; 16];

impl Faults for Closer {
    fn fate(&self, method: &'static str) -> Fate {
        let step = match method {
            "mark" => 1,
            // Why the entry could not be ended.
            "entry" => 2,
            _ => 0,
        };
        self.next.store(step, Ordering::SeqCst);
        Fate::Done
    }

    fn pause(&self) -> BoxFuture<'static, ()> {
        let (store, step) = (self.store.clone(), self.next.swap(0, Ordering::SeqCst));
        Box::pin(async move {
            match step {
                1 => assert!(store.start_closing(EntryId(1), TOKEN).await.unwrap()),
                2 => assert!(store.drop_cancel(EntryId(1), TOKEN).await.unwrap()),
                _ => {}
            }
        })
    }
}

#[tokio::test]
async fn a_success_is_not_lost_when_closing_ends_at_that_moment() {
    let (wallet, store) = (ScriptedWallet::new().unwrap(), MemoryStore::default());
    let client = Client::new(wallet.config()).unwrap();
    let journal = Journal::with_store(store.faults(Closer { store: store.clone(), next: Arc::default() }));
    let mut tx = store.begin().await.unwrap();
    let entry = journal.record(&mut tx, &client, &pay("order-1")).reference("order-1").await.unwrap();
    store.commit(tx).await.unwrap();
    wallet.then(Reply::signed(SUCCESS));
    assert!(matches!(entry.send().await, Ok(Outcome::Success(_))));
    let info = &store.all()[0].info;
    assert_eq!((info.state, info.ended, info.cancels), (State::Ended, Some(Ended::Success), 1));
}
