//! Many threads at once.

use super::super::{Ledger, LedgerResponse};
use super::support::{api, endpoint, pay, refund, start};
use countersign_codegen::model::Status;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

const THREADS: u64 = 8;

fn ledgers() -> (tempfile::TempDir, [Ledger; 2]) {
    let folder = tempfile::tempdir().expect("a folder");
    let on_disk = Ledger::open(&folder.path().join("memory")).expect("a ledger");
    (folder, [on_disk, Ledger::in_memory().expect("a ledger")])
}

fn ask(ledger: &Ledger, path: &str, request: &Value, later: u64) -> (Status, Value) {
    let api = api("claro");
    let (_, endpoint) = endpoint(api, path);
    match ledger.answer(api, endpoint, request, start() + Duration::from_secs(later), None) {
        Ok(LedgerResponse::Result { status, fields, .. }) => (status, Value::Object(fields)),
        other => panic!("{other:?}"),
    }
}

/// Runs on all threads at the same moment, and gathers what they return.
fn at_once<T: Send>(work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(THREADS as usize);
    let run = |number: u64| {
        barrier.wait();
        work(number)
    };
    thread::scope(|scope| {
        let started: Vec<_> = (0..THREADS).map(|number| scope.spawn(move || run(number))).collect();
        started.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    })
}

#[test]
fn equal_payments_at_one_moment_are_one() {
    let (_folder, ledgers) = ledgers();
    for ledger in &ledgers {
        for round in 0..10 {
            let request = pay(&format!("order-{round}"), 100);
            let ids = at_once(|_| ask(ledger, "v1/payments/pay", &request, 0).1["paymentId"].to_string());
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "{ids:?}");
        }
    }
}

#[test]
fn different_payments_have_different_ids() {
    let (_folder, ledgers) = ledgers();
    for ledger in &ledgers {
        let ids = at_once(|thread| {
            let orders = (0..25).map(|order| pay(&format!("order-{thread}-{order}"), 100));
            orders
                .map(|order| ask(ledger, "v1/payments/pay", &order, 0).1["paymentId"].to_string())
                .collect::<Vec<_>>()
        });
        let ids: Vec<String> = ids.into_iter().flatten().collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}

#[test]
fn refunds_at_one_moment_stay_within_the_payment() {
    let (_folder, ledgers) = ledgers();
    for ledger in &ledgers {
        ask(ledger, "v1/payments/pay", &pay("order", 5), 0);
        let made = at_once(|thread| {
            let request = refund(&format!("r{thread}"), "order", 1);
            ask(ledger, "v1/payments/refund", &request, 2).0 == Status::Success
        });
        assert_eq!(made.iter().filter(|made| **made).count(), 5);
    }
}
