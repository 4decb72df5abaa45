//! For those who keep the journal by another library than sqlx: what every store has to do.

use std::time::Duration;

use countersign_runtime::{Clock, SystemClock};

use crate::{
    Ended, EndedBy,
    store::{
        Ending, EntryId, Guard, Inserted, Mark, NewEntry, Next, SeenState, Store, StoreError, StoredEntry,
        Unmatched,
    },
};

const MINUTE: Duration = Duration::from_secs(60);
/// Long enough for a slow database, and short enough to be waited for.
const SHORT: Duration = Duration::from_millis(300);

/// Tries every method of an empty, migrated store, and every condition of the protocol. For a test of the store:
///
/// ```
/// # async fn test() {
/// use countersign_journal::{store::MemoryStore, testing::conformance};
///
/// conformance(&MemoryStore::default()).await.unwrap();
/// # }
/// ```
///
/// # Errors
/// When the store fails.
///
/// # Panics
/// When the store does not do what the protocol asks for. The message says what.
pub async fn conformance<S: Store>(store: &S) -> Result<(), StoreError> {
    let test = Test(store);
    test.recording().await?;
    test.sending().await?;
    test.endings().await?;
    test.effects().await?;
    test.closing().await?;
    test.claims().await?;
    test.notifications().await?;
    test.purging().await
}

/// A call with this key and reference.
fn call(key: u8, reference: &str) -> NewEntry {
    NewEntry {
        api: "claro".to_owned(),
        client_id: "2022".to_owned(),
        endpoint: "v1/payments/pay".to_owned(),
        key: [key; 32],
        ids: vec![[key; 32], [key.wrapping_add(1); 32], [key.wrapping_add(2); 32]],
        reference: reference.to_owned(),
        purpose: "pay".to_owned(),
        by_hand: false,
        body: vec![key; 3],
        sealed: false,
        deadline: MINUTE,
        resend_window: None,
    }
}

fn ending(ended: Ended, guard: Guard) -> Ending<'static> {
    Ending { ended, by: EndedBy::Response, guard, evidence: Some(b"said"), reason: None, applied: true }
}

async fn wait(time: Duration) {
    SystemClock.sleep(time).await;
}

struct Test<'a, S>(&'a S);

impl<S: Store> Test<'_, S> {
    async fn insert(&self, new: &NewEntry) -> Result<Inserted, StoreError> {
        let mut tx = self.0.begin().await?;
        let inserted = self.0.insert(&mut tx, new).await?;
        self.0.commit(tx).await?;
        Ok(inserted)
    }

    /// A new entry.
    async fn recorded(&self, new: &NewEntry) -> Result<EntryId, StoreError> {
        match self.insert(new).await? {
            Inserted::New(id) => Ok(id),
            other => panic!("{} is not recorded: {other:?}", new.reference),
        }
    }

    /// A new entry that may have been sent, with this token.
    async fn sent(&self, key: u8) -> Result<EntryId, StoreError> {
        let id = self.recorded(&call(key, &format!("sent-{key}"))).await?;
        assert!(self.0.mark(id, &[key; 32], [key; 16], Mark::First).await?.is_some(), "it is marked");
        Ok(id)
    }

    async fn end(&self, id: EntryId, ending: &Ending<'_>) -> Result<bool, StoreError> {
        let mut tx = self.0.begin().await?;
        let ended = self.0.end(&mut tx, id, ending).await?;
        self.0.commit(tx).await?;
        Ok(ended)
    }

    async fn entry(&self, id: EntryId) -> Result<StoredEntry, StoreError> {
        Ok(self.0.entry(id).await?.unwrap_or_else(|| panic!("there is no entry {id}")))
    }

    async fn recording(&self) -> Result<(), StoreError> {
        let mut tx = self.0.begin().await?;
        let Inserted::New(id) = self.0.insert(&mut tx, &call(1, "order-1")).await? else {
            panic!("it is new")
        };
        assert!(self.0.entry_in(&mut tx, id).await?.is_some(), "its own transaction sees an entry");
        drop(tx);
        assert!(
            self.0.by_reference("order-1").await?.is_empty(),
            "a transaction that is dropped is rolled back"
        );
        let id = self.recorded(&call(1, "order-1")).await?;
        assert_eq!(self.insert(&call(1, "order-9")).await?, Inserted::Same(id), "a key is recorded once");
        assert_eq!(self.insert(&call(9, "order-1")).await?, Inserted::Open(id), "a reference is open once");
        self.recorded(&NewEntry { purpose: "refund".to_owned(), ..call(9, "order-1") }).await?;
        let mut tx = self.0.begin().await?;
        assert_eq!(self.0.insert(&mut tx, &call(1, "order-9")).await?, Inserted::Same(id));
        self.0.insert(&mut tx, &call(10, "order-10")).await?;
        self.0.commit(tx).await?;
        assert_eq!(
            self.0.by_reference("order-10").await?.len(),
            1,
            "a conflict does not end the transaction"
        );
        let entry = self.entry(id).await?;
        assert_eq!((entry.body, entry.key, entry.sealed), (vec![1; 3], [1; 32], false));
        assert!(
            entry.deadline_left > MINUTE / 2 && entry.since_deadline.is_zero() && entry.resend_left.is_none()
        );
        assert!(
            self.0.open(id, 10).await?.iter().all(|other| other.info.id > id),
            "open entries above a number"
        );
        assert!(self.0.count_open().await? >= 3);
        Ok(())
    }

    async fn sending(&self) -> Result<(), StoreError> {
        let id = self.recorded(&call(20, "order-20")).await?;
        let mark = |token: u8| self.0.mark(id, &[20; 32], [token; 16], Mark::First);
        assert!(self.0.mark(id, &[21; 32], [1; 16], Mark::First).await?.is_none(), "the key is another's");
        let marked = mark(1).await?.unwrap_or_else(|| panic!("it is marked"));
        assert_eq!((marked.info.attempts, marked.info.state.word()), (1, "sending"));
        assert!(mark(2).await?.is_none(), "of two senders one is marked");
        assert!(!self.0.unmark(id, [2; 16]).await?, "the mark is another's");
        assert!(self.0.unmark(id, [1; 16]).await? && mark(3).await?.is_some(), "not a byte had left");
        assert!(
            self.0.mark(id, &[20; 32], [4; 16], Mark::Repeat).await?.is_none(),
            "it may not be sent again"
        );

        let again = NewEntry { resend_window: Some(SHORT), ..call(23, "order-23") };
        let id = self.recorded(&again).await?;
        let repeat = || self.0.mark(id, &[23; 32], [5; 16], Mark::Repeat);
        assert!(repeat().await?.is_none(), "a repeat repeats something");
        assert!(self.0.mark(id, &[23; 32], [1; 16], Mark::First).await?.is_some());
        assert!(repeat().await?.is_some_and(|entry| entry.info.attempts == 2));
        assert!(!self.0.unmark(id, [5; 16]).await?, "an earlier attempt may have left");
        wait(SHORT).await;
        assert!(repeat().await?.is_none(), "its window is over");

        let id = self.recorded(&NewEntry { resend_window: Some(MINUTE), ..call(26, "order-26") }).await?;
        assert!(!self.0.acknowledge(id, None).await?, "it was not sent");
        assert!(self.0.mark(id, &[26; 32], [1; 16], Mark::First).await?.is_some());
        assert!(self.0.acknowledge(id, Some(b"later")).await? && self.0.acknowledge(id, None).await?);
        assert_eq!(self.entry(id).await?.response.as_deref(), Some(&b"later"[..]), "a response stays");
        assert!(self.0.mark(id, &[26; 32], [5; 16], Mark::Repeat).await?.is_none(), "it is acknowledged");
        let by_hand = NewEntry { by_hand: true, resend_window: Some(MINUTE), ..call(32, "order-32") };
        let id = self.recorded(&by_hand).await?;
        assert!(self.0.mark(id, &[32; 32], [1; 16], Mark::First).await?.is_some());
        self.0.acknowledge(id, None).await?;
        let again = self.0.mark(id, &[32; 32], [5; 16], Mark::Repeat).await?;
        assert!(again.is_some(), "nothing else tells how it ended");

        let id = self.recorded(&NewEntry { deadline: Duration::ZERO, ..call(29, "order-29") }).await?;
        assert!(self.0.mark(id, &[29; 32], [1; 16], Mark::First).await?.is_none(), "it is too late");
        assert!(self.end(id, &ending(Ended::NotSent, Guard::Late)).await?, "it was never sent");
        Ok(())
    }

    async fn endings(&self) -> Result<(), StoreError> {
        let id = self.recorded(&call(40, "order-40")).await?;
        assert!(!self.end(id, &ending(Ended::NotSent, Guard::Late)).await?, "it may still be sent");
        assert!(!self.end(id, &ending(Ended::Failed, Guard::PersonFailed)).await?, "it is withdrawn instead");
        assert!(self.end(id, &ending(Ended::NotSent, Guard::Recorded)).await?);
        assert!(!self.end(id, &ending(Ended::Success, Guard::Always)).await?, "a verdict is never replaced");

        let id = self.sent(43).await?;
        for guard in [Guard::Recorded, Guard::Late, Guard::OnlyAttempt([44; 16]), Guard::PersonFailed] {
            assert!(!self.end(id, &ending(Ended::Failed, guard)).await?, "{guard:?} does not hold");
        }
        assert!(self.end(id, &ending(Ended::Failed, Guard::OnlyAttempt([43; 16]))).await?);
        let entry = self.entry(id).await?;
        assert_eq!((entry.info.ended, entry.info.ended_by), (Some(Ended::Failed), Some(EndedBy::Response)));
        assert_eq!((entry.evidence.as_deref(), entry.info.applied), (Some(&b"said"[..]), true));

        let id = self.sent(46).await?;
        self.0.acknowledge(id, None).await?;
        assert!(!self.end(id, &ending(Ended::Failed, Guard::NotAcknowledged)).await?, "the wallet knows it");
        self.0.keep_conflict(id, "two verdicts").await?;
        assert_eq!(self.entry(id).await?.info.conflict.as_deref(), Some("two verdicts"));
        let by_person = Ending { reason: Some("ticket 7"), ..ending(Ended::Success, Guard::PersonSuccess) };
        assert!(self.end(id, &by_person).await?);
        assert_eq!(self.entry(id).await?.info.reason.as_deref(), Some("ticket 7"));
        Ok(())
    }

    async fn effects(&self) -> Result<(), StoreError> {
        let id = self.sent(50).await?;
        let due = Ending { applied: false, ..ending(Ended::Success, Guard::NotClosing) };
        assert!(self.entry(id).await?.since_end.is_none());
        assert!(self.end(id, &due).await? && !self.entry(id).await?.info.applied);
        assert!(self.entry(id).await?.since_end.is_some_and(|since| since < MINUTE));
        assert_eq!(
            self.insert(&call(59, "sent-50")).await?,
            Inserted::Open(id),
            "open until its effect is applied"
        );
        let mut tx = self.0.begin().await?;
        assert!(self.0.apply(&mut tx, id).await?);
        drop(tx);
        let mut tx = self.0.begin().await?;
        assert!(self.0.apply(&mut tx, id).await? && !self.0.apply(&mut tx, id).await?, "it is applied once");
        self.0.commit(tx).await
    }

    async fn closing(&self) -> Result<(), StoreError> {
        let recorded = self.recorded(&call(60, "order-60")).await?;
        assert!(!self.0.start_closing(recorded, [1; 16]).await?, "it was not sent");
        let id = self.sent(63).await?;
        assert!(self.0.start_closing(id, [1; 16]).await? && self.0.start_closing(id, [2; 16]).await?);
        for guard in [Guard::NotClosing, Guard::NotAcknowledged, Guard::PersonSuccess] {
            assert!(!self.end(id, &ending(Ended::Success, guard)).await?, "{guard:?} does not hold");
        }
        assert!(self.0.keep_success(id, b"paid").await?);
        assert!(!self.0.drop_cancel(id, [3; 16]).await? && !self.0.drop_cancel(id, [1; 16]).await?);
        assert_eq!(self.entry(id).await?.info.state.word(), "closing", "one cancel may still take effect");
        assert!(self.0.drop_cancel(id, [2; 16]).await?);
        let entry = self.entry(id).await?;
        assert_eq!((entry.info.state.word(), entry.info.cancels), ("sending", 2));
        assert_eq!(entry.kept_success.as_deref(), Some(&b"paid"[..]));
        assert!(!self.0.keep_success(id, b"late").await?, "it is not closing any more");
        assert!(self.end(id, &ending(Ended::Success, Guard::NotClosing)).await?);
        assert!(!self.0.start_closing(id, [4; 16]).await?, "it has ended");
        assert!(!self.0.keep_success(id, b"late").await?);
        Ok(())
    }

    async fn claims(&self) -> Result<(), StoreError> {
        let new = NewEntry { api: "claims".to_owned(), deadline: Duration::ZERO, ..call(70, "order-70") };
        let id = self.recorded(&new).await?;
        let claim = |client_id: &'static str| self.0.claim("claims", client_id, 5, SHORT);
        assert!(claim("2023").await?.is_empty(), "it is another client's");
        assert_eq!(claim("2022").await?.len(), 1);
        assert!(claim("2022").await?.is_empty(), "it is claimed");
        wait(SHORT).await;
        assert_eq!(claim("2022").await?.len(), 1, "a lease ends");
        self.0.schedule(id, Next { after: Duration::ZERO, asked: true, not_found: Some(true) }).await?;
        let entry = self.entry(id).await?;
        assert_eq!((entry.info.polls, entry.not_found), (1, 1));
        assert!(entry.since_not_found.is_some() && claim("2022").await?.len() == 1);
        self.0.schedule(id, Next { after: MINUTE, asked: false, not_found: Some(false) }).await?;
        let entry = self.entry(id).await?;
        assert_eq!((entry.info.polls, entry.not_found, entry.since_not_found), (1, 0, None));
        wait(SHORT).await;
        assert!(claim("2022").await?.is_empty(), "it is not due");
        Ok(())
    }

    async fn notifications(&self) -> Result<(), StoreError> {
        let id = self.recorded(&call(80, "order-80")).await?;
        for digest in [[80; 32], [81; 32], [82; 32]] {
            let found = self.0.named("claro", "2022", &[digest]).await?;
            assert!(found.len() == 1 && found[0].info.id == id, "each of its ids names it");
        }
        assert!(self.0.named("claro", "2023", &[[80; 32]]).await?.is_empty());
        assert_eq!(self.0.named("claro", "2022", &[[80; 32], [81; 32]]).await?.len(), 1, "once");
        self.unmatched().await?;
        let (key, one, other) = ([7; 32], [1; 16], [2; 16]);
        assert_eq!(self.0.begin_seen(&key, one, SHORT).await?, SeenState::First);
        assert_eq!(self.0.begin_seen(&key, other, SHORT).await?, SeenState::InProgress);
        assert!(self.0.renew_seen(&key, one, SHORT).await? && !self.0.renew_seen(&key, other, SHORT).await?);
        self.0.release_seen(&key, other).await?;
        assert_eq!(
            self.0.begin_seen(&key, other, SHORT).await?,
            SeenState::InProgress,
            "the claim is another's"
        );
        wait(SHORT).await;
        assert_eq!(self.0.begin_seen(&key, other, MINUTE).await?, SeenState::First, "its holder has died");
        assert!(!self.0.finish_seen(&key, one, b"late").await?);
        assert!(self.0.finish_seen(&key, other, b"answer").await?);
        self.0.release_seen(&key, other).await?;
        assert_eq!(self.0.begin_seen(&key, one, MINUTE).await?, SeenState::Done(b"answer".to_vec()));
        let key = [8; 32];
        assert_eq!(self.0.begin_seen(&key, one, MINUTE).await?, SeenState::First);
        self.0.release_seen(&key, one).await?;
        assert_eq!(self.0.begin_seen(&key, other, MINUTE).await?, SeenState::First, "it was given back");
        Ok(())
    }

    async fn unmatched(&self) -> Result<(), StoreError> {
        let unmatched = Unmatched {
            api: "claro".to_owned(),
            client_id: "2022".to_owned(),
            endpoint: "v1/payments/notifyPayment".to_owned(),
            digest: [84; 32],
            status: Ended::Success,
            body: b"paid".to_vec(),
            sealed: false,
        };
        for _ in 0..2 {
            self.0.keep_unmatched(&unmatched).await?;
        }
        let failed = Unmatched { status: Ended::Failed, body: b"not paid".to_vec(), ..unmatched };
        self.0.keep_unmatched(&failed).await?;
        assert!(self.0.unmatched("claro", "2023", &[[84; 32]]).await?.is_empty());
        assert!(self.0.unmatched("claro", "2022", &[[83; 32]]).await?.is_empty());
        let found = self.0.unmatched("claro", "2022", &[[83; 32], [84; 32]]).await?;
        let bodies: Vec<_> = found.iter().map(|kept| kept.unmatched.body.as_slice()).collect();
        assert_eq!(bodies, [b"paid".as_slice(), b"not paid"], "each verdict once");
        self.0.forget_unmatched(found[0].id).await?;
        assert_eq!(self.0.unmatched("claro", "2022", &[[84; 32]]).await?.len(), 1);
        Ok(())
    }

    async fn purging(&self) -> Result<(), StoreError> {
        let id = self.sent(90).await?;
        assert!(self.end(id, &ending(Ended::Success, Guard::NotClosing)).await?);
        wait(Duration::from_millis(20)).await;
        assert_eq!(self.0.purge(MINUTE).await?, 0, "nothing is that old");
        assert_eq!(self.0.unmatched("claro", "2022", &[[84; 32]]).await?.len(), 1, "nor is this");
        assert!(self.0.purge(Duration::ZERO).await? >= 1);
        assert!(self.0.unmatched("claro", "2022", &[[84; 32]]).await?.is_empty());
        let entry = self.entry(id).await?;
        assert!(entry.info.purged && entry.body.is_empty() && entry.evidence.is_none());
        assert_eq!(entry.info.ended, Some(Ended::Success), "the verdict stays");
        assert_eq!(self.insert(&call(90, "order-90")).await?, Inserted::Same(id), "the key stays");
        assert!(self.0.open(EntryId(0), 1000).await?.iter().all(|open| !open.info.purged), "none is open");
        Ok(())
    }
}
