//! Calls that are ended by a cancel, and calls that the wallet does not know.

use std::time::Duration;

use countersign_journal::{
    Ended, EndedBy, EntryId, Journal, JournalError, SealingKey, State,
    store::{Dialect, SqlStore},
};
use countersign_runtime::{
    ApiClient, Endpoint, Handle, NotFound, Settling, testing::Reply, transport::TransportFailure,
};
use shop_client::{
    Client, Text, int, text,
    v2::{
        bills::{SendRequest, SendRequired},
        types::{Money, MoneyRequired, Payer, PayerRequired},
    },
};

use crate::shop::{Shop, on_each_database};

on_each_database! {
    a_cancel_that_is_carried_out_ends_the_call,
    a_refused_cancel_changes_nothing,
    a_success_while_a_cancel_may_be_on_its_way_is_kept,
    of_two_cancels_each_has_to_be_refused,
    only_what_may_have_been_sent_is_closed,
    not_found_is_final_as_the_spec_says_and_after_the_deadline,
    what_the_wallet_knows_is_never_not_found,
    a_single_not_found_does_not_keep_a_cancel_back,
}

const OPEN: &str =
    r#","bills":[{"requestNo":"bill-1","state":"NEW","total":{"currency":"USD","value":100}}]"#;
const SENT: &str =
    r#","bills":[{"requestNo":"bill-1","state":"SENT","total":{"currency":"USD","value":100}}]"#;

/// Bills are sent by another API than payments.
pub(crate) struct Bills<DB: Dialect> {
    pub(crate) shop: Shop<DB>,
    pub(crate) client: Client,
    pub(crate) journal: Journal<SqlStore<DB>>,
}

impl<DB: Dialect> Bills<DB> {
    pub(crate) fn new(shop: Shop<DB>) -> Self {
        let client = Client::new(shop.wallet.config()).unwrap();
        let journal = shop.journal.clone().sealing_key(SealingKey::new(1, [7; 32]));
        Self { shop, client, journal }
    }

    /// A bill whose response was lost.
    async fn lost(&self) -> EntryId {
        let (mut tx, request) = (self.shop.begin().await, bill());
        let entry = self.journal.record(&mut tx, &self.client, &request).reference("bill-1").await.unwrap();
        self.shop.commit(tx).await;
        self.shop.wallet.then(Reply::lost(TransportFailure::TimedOut));
        drop(entry.send().await.unwrap());
        entry.id()
    }

    fn replies(&self, replies: impl IntoIterator<Item = Reply>) {
        for reply in replies {
            self.shop.wallet.then(reply);
        }
    }

    pub(crate) async fn turn(&self) {
        self.shop.due().await;
        assert_eq!(self.journal.worker().client(&self.client).turn().await, 1);
    }

    pub(crate) async fn state(&self, id: EntryId) -> (State, Option<Ended>, Option<EndedBy>) {
        let info = self.journal.entry(id).await.unwrap().unwrap();
        (info.state, info.ended, info.ended_by)
    }
}

pub(crate) fn bill() -> SendRequest {
    SendRequest::new(SendRequired {
        payer: Payer::new(PayerRequired { id: text!("planted") }),
        total: Money::new(MoneyRequired { currency: text!("USD"), value: int!(100) }),
    })
    .request_no(Text::new("bill-1".to_owned()).unwrap())
}

fn said(status: &str, code: &str, more: &str) -> Reply {
    Reply::signed(format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}{more}}}"#))
}

fn lost() -> Reply {
    Reply::lost(TransportFailure::TimedOut)
}

async fn a_cancel_that_is_carried_out_ends_the_call<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let id = bills.lost().await;
    bills.replies([said("S", "SUCCESS", OPEN), said("S", "SUCCESS", "")]);
    bills.journal.close(&bills.client, id).await.unwrap();
    assert_eq!(bills.state(id).await, (State::Ended, Some(Ended::Failed), Some(EndedBy::Cancel)));
    assert_eq!(bills.shop.effects().await, ["bill-1 failed"]);
}

async fn a_refused_cancel_changes_nothing<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let id = bills.lost().await;
    bills.replies([said("S", "SUCCESS", OPEN), said("F", "TOO_LATE", "")]);
    bills.journal.close(&bills.client, id).await.unwrap();
    assert_eq!(bills.state(id).await, (State::Sending, None, None));
    bills.replies([said("S", "SUCCESS", SENT)]);
    bills.turn().await;
    assert_eq!(bills.shop.effects().await, ["bill-1 success"]);
}

async fn a_success_while_a_cancel_may_be_on_its_way_is_kept<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let id = bills.lost().await;
    bills.replies([said("S", "SUCCESS", OPEN), lost()]);
    bills.journal.close(&bills.client, id).await.unwrap();
    assert_eq!(bills.state(id).await, (State::Closing, None, None));
    // The next cancel is refused, which says nothing of the first.
    bills.replies([said("S", "SUCCESS", SENT), said("F", "TOO_LATE", "")]);
    bills.turn().await;
    assert_eq!(bills.state(id).await, (State::Closing, None, None));
    assert!(bills.shop.effects().await.is_empty());
    assert_eq!(bills.journal.count_open().await.unwrap(), 1);
    bills.replies([said("S", "SUCCESS", SENT), said("S", "SUCCESS", "")]);
    bills.turn().await;
    assert_eq!(bills.shop.effects().await, ["bill-1 failed"]);
}

async fn of_two_cancels_each_has_to_be_refused<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let id = bills.lost().await;
    // Two instances close at once: here the first cancel is one that another instance has marked and not yet sent.
    bills.replies([said("S", "SUCCESS", OPEN), lost()]);
    bills.journal.close(&bills.client, id).await.unwrap();
    bills.replies([said("S", "SUCCESS", SENT), said("F", "TOO_LATE", "")]);
    bills.journal.close(&bills.client, id).await.unwrap();
    assert_eq!(bills.state(id).await.0, State::Closing);
    let error = bills.journal.end(id, Ended::Success, "a look at the wallet's page").await.unwrap_err();
    assert!(matches!(error, JournalError::TooEarly(_)), "{error}");
    assert_eq!(bills.journal.entry(id).await.unwrap().unwrap().cancels, 2);
    // A person decides when nothing can be on its way any more.
    bills.shop.sql("UPDATE countersign_journal SET last_cancel = last_cancel - 700000").await;
    bills.journal.end(id, Ended::Success, "a look at the wallet's page").await.unwrap();
    assert_eq!(bills.shop.effects().await, ["bill-1 success"]);
}

async fn only_what_may_have_been_sent_is_closed<DB: Dialect>(shop: Shop<DB>) {
    let entry = shop.recorded("order-1").await;
    let error = shop.journal.close(&shop.client, entry.id()).await.unwrap_err();
    assert!(matches!(error, JournalError::NotClosable), "{error}");
    let bills = Bills::new(shop);
    let (mut tx, request) = (bills.shop.begin().await, bill());
    let entry = bills.journal.record(&mut tx, &bills.client, &request).reference("bill-1").await.unwrap();
    bills.shop.commit(tx).await;
    let error = bills.journal.close(&bills.client, entry.id()).await.unwrap_err();
    assert!(matches!(error, JournalError::State(_)), "{error}");
    let error = bills.journal.close(&bills.client, EntryId(99)).await.unwrap_err();
    assert!(matches!(error, JournalError::NotFound), "{error}");
}

async fn not_found_is_final_as_the_spec_says_and_after_the_deadline<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let id = bills.lost().await;
    let not_found = || said("F", "NO_BILLS", "");
    // Before the deadline the request may still be sent: none of these counts.
    for _ in 0..4 {
        bills.replies([not_found()]);
        bills.turn().await;
    }
    assert_eq!(bills.state(id).await, (State::Sending, None, None));
    bills.shop.sql("UPDATE countersign_journal SET deadline = 0").await;
    for _ in 0..3 {
        bills.replies([not_found()]);
        bills.turn().await;
    }
    assert_eq!(bills.state(id).await, (State::Sending, None, None), "they came too close together");
    let later = || bills.shop.sql("UPDATE countersign_journal SET not_found_at = not_found_at - 15000");
    later().await;
    bills.replies([not_found()]);
    bills.turn().await;
    assert_eq!(bills.state(id).await, (State::Sending, None, None), "this is the second that counts");
    later().await;
    bills.replies([said("S", "SUCCESS", r#","bills":[]"#)]);
    bills.turn().await;
    for _ in 0..3 {
        assert_eq!(bills.state(id).await, (State::Sending, None, None), "in a row");
        bills.replies([not_found()]);
        bills.turn().await;
        later().await;
    }
    assert_eq!(bills.state(id).await, (State::Ended, Some(Ended::Failed), Some(EndedBy::NotFound)));
    assert_eq!(bills.shop.effects().await, ["bill-1 failed"]);
}

/// A client of a wallet whose "not found" is final when it is said once.
struct SaidOnce {
    client: Client,
    endpoints: Vec<Handle<Endpoint>>,
}

impl SaidOnce {
    fn new(client: &Client) -> Self {
        let once = |endpoint: &Handle<Endpoint>| {
            let mut endpoint = Endpoint::clone(endpoint);
            endpoint.settled_by = endpoint.settled_by.map(|by| {
                let not_found = NotFound::new(&["NO_BILLS"]).final_after(1, Duration::from_secs(15));
                Handle::from(Settling { not_found, ..Settling::clone(&by) })
            });
            endpoint.into()
        };
        Self { client: client.clone(), endpoints: client.endpoints().iter().map(once).collect() }
    }
}

impl ApiClient for SaidOnce {
    fn endpoints(&self) -> &[Handle<Endpoint>] {
        &self.endpoints
    }

    fn client(&self) -> &countersign_runtime::Client {
        self.client.client()
    }
}

async fn a_single_not_found_does_not_keep_a_cancel_back<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let client = SaidOnce::new(&bills.client);
    let id = bills.lost().await;
    let not_found = || said("F", "NO_BILLS", "");
    // Before the deadline the request may still be on its way. The cancel leaves, and blocks it.
    bills.replies([not_found(), lost()]);
    bills.journal.close(&client, id).await.unwrap();
    assert_eq!(bills.state(id).await, (State::Closing, None, None));
    bills.replies([not_found(), said("S", "SUCCESS", "")]);
    bills.journal.close(&client, id).await.unwrap();
    assert_eq!(bills.state(id).await, (State::Ended, Some(Ended::Failed), Some(EndedBy::Cancel)));
    assert_eq!(bills.shop.effects().await, ["bill-1 failed"]);
}

async fn what_the_wallet_knows_is_never_not_found<DB: Dialect>(shop: Shop<DB>) {
    let bills = Bills::new(shop);
    let id = bills.lost().await;
    bills.replies([said("S", "SUCCESS", OPEN)]);
    bills.turn().await;
    assert!(bills.journal.entry(id).await.unwrap().unwrap().acknowledged);
    bills.shop.sql("UPDATE countersign_journal SET deadline = 0").await;
    for _ in 0..4 {
        bills.replies([said("F", "NO_BILLS", "")]);
        bills.turn().await;
        bills.shop.sql("UPDATE countersign_journal SET not_found_at = not_found_at - 15000").await;
    }
    assert_eq!(bills.state(id).await, (State::Sending, None, None));
}
