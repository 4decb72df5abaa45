//! Which notification a fault befalls: the one that the very request brings about, and no other.

use super::super::NotifyFault;
use super::super::moment::millis;
use super::support::{Wallet, about, api, changed, pay, start};
use countersign_codegen::model::Status;
use serde_json::{Value, json};
use std::time::Duration;

const PAY: &str = "v1/payments/pay";
const MINUTE: Option<NotifyFault> = Some(NotifyFault::Late(Duration::from_secs(60)));

fn told(id: &str) -> Value {
    changed(pay(id, 100), "/paymentNotifyUrl", json!("http://127.0.0.1:1/"))
}

/// Of each notification: which payment, how many milliseconds from the start, and whether it goes out twice.
fn queued(wallet: &Wallet) -> Vec<(String, i64, bool)> {
    let queued = wallet.ledger.notifications(10).expect("the queue");
    let seen = queued.into_iter().map(|(due, notice)| {
        (format!("{} {}", notice.api, notice.payment_request_id), due.at - millis(start()), notice.twice)
    });
    seen.collect()
}

#[test]
fn a_repeat_does_not_put_it_off_again() {
    let wallet = Wallet::new("claro");
    for _ in 0..3 {
        wallet.ask_with(MINUTE, PAY, &told("order-1"));
    }
    assert_eq!(queued(&wallet), [("claro order-1".to_owned(), 62_000, false)]);
}

#[test]
fn no_other_request_has_the_fault() {
    let mut wallet = Wallet::new("claro");
    wallet.ask(PAY, &told("order-1"));
    wallet.ask_with(MINUTE, "v1/payments/inquiryPayment", &about("order-1"));
    wallet.ask_with(MINUTE, PAY, &told("order-1"));
    let free = changed(told("order-2"), "/paymentAmount/value", json!("0"));
    assert_eq!(wallet.ask_with(Some(NotifyFault::Duplicate), PAY, &free).status, Status::Failed);
    wallet.ask(PAY, &told("order-2"));
    let as_usual = [("claro order-1".to_owned(), 2000, false), ("claro order-2".to_owned(), 2000, false)];
    assert_eq!(queued(&wallet), as_usual);

    wallet.ask_with(MINUTE, PAY, &told("order-3"));
    wallet.api = api("gcash");
    wallet.ask(PAY, &told("order-3"));
    let both = [("gcash order-3".to_owned(), 2000, false), ("claro order-3".to_owned(), 62_000, false)];
    assert_eq!(queued(&wallet)[2..], both);
}
