//! What happens between two statements of the journal, on the store in memory.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use claro_client::{Client, Outcome};
use countersign_journal::{
    BoxFuture, Ended, EntryId, Journal, State,
    store::{Fate, Faults, MemoryStore, Store},
};
use countersign_runtime::testing::{Reply, ScriptedWallet};

use crate::shop::pay;

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
    wallet.then(Reply::signed(r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#));
    assert!(matches!(entry.send().await, Ok(Outcome::Success(_))));
    let info = &store.all()[0].info;
    assert_eq!((info.state, info.ended, info.cancels), (State::Ended, Some(Ended::Success), 1));
}
