//! The shop: two instances with one journal, and what has to be true of it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use countersign_journal::{
    BoxFuture, Ended, EntryInfo, Journal, ReceiverExt, SealingKey, State,
    store::{Fate, Faults, MemoryStore, Store},
};
use countersign_runtime::{Clock, Config, Outcome, Receiver, receiver::Reply, signature::sign_with};
use shop_client::{
    API, Client, Text, int, text,
    v2::{
        bills::{BillNotification, SendRequest, SendRequired},
        types::{Money, MoneyRequired, Payer, PayerRequired},
    },
};

use crate::{
    time::SimulatedClock,
    wallet::{CLIENT_ID, Network, NoKey, Wallet},
    yield_now,
};

/// A database whose statements fail, whose commits have an unknown fate, and which takes its time.
#[derive(Clone)]
struct Trouble(Arc<AtomicBool>);

impl Faults for Trouble {
    fn fate(&self, method: &'static str) -> Fate {
        if !self.0.load(Ordering::SeqCst) {
            return Fate::Done;
        }
        match fastrand::u32(..60) {
            0 => Fate::Fails,
            // Within a transaction only its commit can be done and unseen.
            1 if !["begin", "insert", "end", "apply"].contains(&method) => Fate::DoneUnseen,
            _ => Fate::Done,
        }
    }

    fn pause(&self) -> BoxFuture<'static, ()> {
        Box::pin(async {
            for _ in 0..fastrand::u32(..3) {
                yield_now().await;
            }
        })
    }
}

#[derive(Clone)]
pub(crate) struct World {
    /// Always right.
    pub(crate) clock: SimulatedClock,
    /// Those of the instances and of the database.
    pub(crate) machine: SimulatedClock,
    pub(crate) database: SimulatedClock,
    pub(crate) wallet: Wallet,
    /// Without faults, to look at it.
    pub(crate) store: MemoryStore,
    journal: Journal<MemoryStore>,
    client: Client,
    receiver: Receiver,
    trouble: Arc<AtomicBool>,
    /// What pages have said of orders.
    pages: Arc<Mutex<BTreeMap<String, Ended>>>,
}

impl World {
    pub(crate) fn new() -> Self {
        let (clock, wallet, trouble) =
            (SimulatedClock::default(), Wallet::new(), Arc::new(AtomicBool::new(true)));
        let (machine, database) = (clock.other(), clock.other());
        let store = MemoryStore::new(database.clone());
        let network = Network { wallet: wallet.clone(), clock: clock.clone() };
        let config = Config::new("https://wallet.invalid", CLIENT_ID, NoKey, NoKey);
        let client = Client::new(config.clock(machine.clone()).transport(network)).unwrap();
        let is_trouble = Arc::clone(&trouble);
        let told = clock.clone();
        let mut journal = Journal::with_store(store.faults(Trouble(Arc::clone(&trouble))))
            .sealing_key(SealingKey::new(1, [7; 32]))
            .clock(machine.clone())
            .deadline(Duration::from_secs(if fastrand::bool() { 40 } else { 200 }))
            .lease(Duration::from_secs(20))
            .polls(Duration::from_secs(2), Duration::from_secs(60))
            .on_event(move |event| {
                if std::env::var_os("SEED").is_some() {
                    println!("{:?} {event}", told.elapsed())
                }
            })
            .on_verdict(move |verdict, conn| {
                let fate = if is_trouble.load(Ordering::SeqCst) { fastrand::u32(..12) } else { 9 };
                Box::pin(async move {
                    conn.add_row(format!("{} {}", verdict.reference, verdict.ended));
                    yield_now().await;
                    match fate {
                        0 => Err("the shop is closed".into()),
                        // Without the noise of a panic's message.
                        1 => std::panic::resume_unwind(Box::new("the shop is on fire")),
                        2 => std::future::pending().await,
                        _ => Ok(()),
                    }
                })
            });
        if fastrand::bool() {
            journal = journal.resend_for(Duration::from_secs(80));
        }
        let receiver =
            Receiver::new(CLIENT_ID, NoKey, NoKey).dialect(API.dialect.clone()).clock(machine.clone());
        let receiver = receiver.with_journal(&journal, &client);
        let pages = Arc::default();
        Self { clock, machine, database, wallet, store, journal, client, receiver, trouble, pages }
    }

    pub(crate) fn set_trouble(&self, is_trouble: bool) {
        self.trouble.store(is_trouble, Ordering::SeqCst);
        self.wallet.set_trouble(is_trouble);
    }

    /// Sets a clock wrong: that of the instances by up to an hour, and that of the database, by which windows and deadlines are
    /// counted, by seconds.
    pub(crate) fn jump(&self) {
        match fastrand::u32(..3) {
            0 => self.machine.jump(fastrand::i64(-3600..3600)),
            1 => self.machine.jump(0),
            _ => self.database.jump(fastrand::i64(-10..10)),
        }
    }

    /// An order with its payment: recorded, committed, sent, perhaps once more after it was not sent.
    pub(crate) async fn checkout(self, order: u32) {
        let bill = format!("bill-{order}");
        let request = SendRequest::new(SendRequired {
            payer: Payer::new(PayerRequired { id: Text::new(bill.clone()).unwrap() }),
            total: Money::new(MoneyRequired { currency: text!("USD"), value: int!(100) }),
        })
        .request_no(Text::new(bill.clone()).unwrap());
        let store = self.store.faults(Trouble(Arc::clone(&self.trouble)));
        let Ok(mut tx) = store.begin().await else { return };
        let recorded = self.journal.record(&mut tx, &self.client, &request).reference(&bill).await;
        let Ok(entry) = recorded else { return };
        // Whatever its fate, the entry is there or not.
        let _committed = store.commit(tx).await;
        for _ in 0..3 {
            match entry.send().await {
                Ok(Outcome::Success(_)) => {
                    return self.said(bill, Ended::Success);
                }
                Ok(Outcome::Failed(_)) => {
                    return self.said(bill, Ended::Failed);
                }
                Ok(Outcome::Accepted(_)) => return self.wallet.show(&bill),
                Ok(Outcome::Unknown(_)) => return,
                Err(_) if fastrand::u32(..4) == 0 => {
                    if entry.withdraw().await.is_ok() {
                        self.said(bill, Ended::NotSent);
                    }
                    return;
                }
                Err(_) => {}
            }
        }
    }

    fn said(&self, bill: String, ended: Ended) {
        self.pages.lock().unwrap().insert(bill, ended);
    }

    pub(crate) async fn worker(self) {
        loop {
            self.journal.worker().client(&self.client).turn().await;
            self.clock.sleep(Duration::from_secs(1)).await;
        }
    }

    /// Somebody who gives an order up, some time.
    pub(crate) async fn closer(self, order: u32) {
        self.clock.sleep(Duration::from_secs(fastrand::u64(..80))).await;
        let found =
            self.store.all().into_iter().find(|entry| entry.info.reference == format!("bill-{order}"));
        if let Some(entry) = found {
            drop(self.journal.close(&self.client, entry.info.id).await);
        }
    }

    /// A notification, delivered to one of the instances until it is answered S.
    pub(crate) async fn notified(self, body: String) {
        for _ in 0..8 {
            let message = API.dialect.request("/notify", body.as_bytes());
            let params = API.dialect.header_params(CLIENT_ID, self.clock.now());
            let headers = sign_with(&NoKey, &message, &params).await.unwrap().headers;
            let mut request = http::Request::post("/notify").body(Bytes::from(body.clone())).unwrap();
            request.headers_mut().extend(headers);
            let handler = |_| async { Reply::<BillNotification>::acknowledge() };
            let answer = self.receiver.respond(request, handler).await;
            if answer.body().windows(20).any(|part| part == br#""resultStatus":"S","#) {
                return;
            }
            self.clock.sleep(Duration::from_secs(10)).await;
        }
    }

    /// What has to be true at each moment.
    pub(crate) fn check(&self) {
        let rows = self.store.rows();
        for entry in self.store.all() {
            let info = &entry.info;
            let (bill, taken) = (info.reference.as_str(), self.wallet.taken(&info.reference));
            assert!(taken <= 1, "{bill} was paid twice");
            let effects: Vec<&String> = rows.iter().filter(|row| row.starts_with(bill)).collect();
            assert!(effects.len() <= 1, "{bill} has two effects: {effects:?}");
            assert_eq!(
                info.applied,
                effects.len() == 1,
                "{bill} is {}applied",
                if info.applied { "" } else { "not " }
            );
            match info.ended {
                Some(Ended::Success) => {
                    assert_eq!(taken, 1, "{bill} ended as success, and nothing was taken")
                }
                Some(ended) => assert_eq!(taken, 0, "{bill} ended as {ended}, and the money was taken"),
                None => {}
            }
            if let (Some(ended), Some(effect)) = (info.ended, effects.first()) {
                assert_eq!(**effect, format!("{bill} {ended}"));
            }
            if let Some(page) = self.pages.lock().unwrap().get(bill) {
                assert!(
                    info.ended.is_none_or(|ended| ended == *page),
                    "{bill}: a page has said {page}, {info:?}"
                );
            }
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.store.all().iter().all(|entry| entry.info.applied || self.needs_a_person(&entry.info))
    }

    /// A cancel whose sender died may be on its way for ever: a person ends that, unless a later cancel can be carried out. And
    /// nobody takes a step that no page has shown, where the wallet waits for it.
    fn needs_a_person(&self, info: &EntryInfo) -> bool {
        info.state == State::Closing && !self.wallet.gives_back()
            || info.acknowledged && self.wallet.waits(&info.reference)
    }

    /// What has to be true when the trouble is over and there was time.
    pub(crate) fn check_end(&self) {
        for entry in self.store.all().iter().filter(|entry| !entry.info.applied) {
            let info = &entry.info;
            assert!(self.needs_a_person(info), "{} is still open: {info:?}", info.reference);
        }
    }
}
