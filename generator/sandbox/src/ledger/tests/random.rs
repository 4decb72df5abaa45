//! Random sequences of requests against a simple model of what a wallet owes its merchant.

use super::super::{Ledger, LedgerResponse};
use super::support::{api, endpoint, pay, refund, start};
use countersign_codegen::model::Status;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

#[derive(Debug, Clone)]
enum Step {
    Pay { id: u8, value: u64 },
    Ask { id: u8 },
    Cancel { id: u8 },
    Refund { id: u8, payment: u8, value: u64 },
    AskRefund { id: u8 },
    Pass { seconds: u64 },
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let id = 0..4u8;
    let value = 1..6u64;
    prop_oneof![
        3 => (id.clone(), value.clone()).prop_map(|(id, value)| Step::Pay { id, value }),
        3 => id.clone().prop_map(|id| Step::Ask { id }),
        1 => id.clone().prop_map(|id| Step::Cancel { id }),
        4 => (0..8u8, id, value).prop_map(|(id, payment, value)| Step::Refund { id, payment, value }),
        2 => (0..8u8).prop_map(|id| Step::AskRefund { id }),
        2 => (0..3u64).prop_map(|seconds| Step::Pass { seconds }),
        1 => Just(Step::Restart),
    ]
}

/// What a wallet should say, in the plainest way to find out.
#[derive(Default)]
struct Simple {
    now: u64,
    /// Amount, when the user pays, and when it was cancelled.
    payments: BTreeMap<u8, (u64, u64, Option<u64>)>,
    /// Payment, amount, and whether it was made.
    refunds: BTreeMap<u8, (u8, u64, bool)>,
}

impl Simple {
    fn status(&self, id: u8) -> Option<&'static str> {
        let (_, paid_at, cancelled) = self.payments.get(&id)?;
        Some(match (cancelled, *paid_at <= self.now) {
            (Some(_), _) => "CANCELLED",
            (None, true) => "SUCCESS",
            (None, false) => "PROCESSING",
        })
    }

    fn refunded(&self, payment: u8) -> u64 {
        self.refunds.values().filter(|refund| refund.0 == payment && refund.2).map(|refund| refund.1).sum()
    }

    /// Status, and the code of a failure.
    fn pay(&mut self, id: u8, value: u64) -> (Status, &'static str) {
        if let Some((amount, paid_at, cancelled)) = self.payments.get(&id) {
            return match () {
                () if *amount != value => (Status::Failed, "REPEAT_REQ_INCONSISTENT"),
                () if *paid_at <= cancelled.unwrap_or(self.now) => (Status::Success, ""),
                () if cancelled.is_some() => (Status::Failed, "ORDER_STATUS_INVALID"),
                () => (Status::Accepted, ""),
            };
        }
        self.payments.insert(id, (value, self.now + 2, None));
        (Status::Accepted, "")
    }

    fn refund(&mut self, id: u8, payment: u8, value: u64) -> Result<(), &'static str> {
        if let Some(known) = self.refunds.get(&id) {
            return match known {
                (p, v, _) if (*p, *v) != (payment, value) => Err("REPEAT_REQ_INCONSISTENT"),
                (.., true) => Ok(()),
                // Whatever the reason was.
                (.., false) => Err(""),
            };
        }
        let outcome = match (self.status(payment), self.payments.get(&payment)) {
            (Some("SUCCESS"), Some((amount, ..))) if self.refunded(payment) + value > *amount => {
                Err("REFUND_AMOUNT_EXCEED")
            }
            (Some("SUCCESS"), _) => Ok(()),
            (Some(_), _) => Err("ORDER_STATUS_INVALID"),
            (None, _) => Err("ORDER_NOT_EXIST"),
        };
        self.refunds.insert(id, (payment, value, outcome.is_ok()));
        outcome
    }
}

/// The wallet itself. Cancelling is borrowed from another wallet's specs: which API a payment is of is told by its name.
struct Real {
    path: PathBuf,
    ledger: Option<Ledger>,
    now: SystemTime,
}

impl Real {
    fn ask(&self, path: &str, request: &Value) -> (Status, String, Value) {
        let owner = if path.ends_with("cancel") { "demo" } else { "claro" };
        let (_, endpoint) = endpoint(api(owner), path);
        let ledger = self.ledger.as_ref().expect("an open ledger");
        match ledger.answer(api("claro"), endpoint, request, self.now, None) {
            Ok(LedgerResponse::Result { status, code, fields, .. }) => (status, code, Value::Object(fields)),
            other => panic!("{path}: {other:?}"),
        }
    }
}

fn check(simple: &mut Simple, real: &mut Real, step: &Step) -> Result<(), TestCaseError> {
    let about = |id: &u8| json!({ "partnerId": "P1", "paymentRequestId": format!("p{id}") });
    match step {
        Step::Pay { id, value } => {
            let (status, code) = simple.pay(*id, *value);
            let (result, said_code, _) = real.ask("v1/payments/pay", &pay(&format!("p{id}"), *value));
            prop_assert_eq!(result, status);
            prop_assert!(code.is_empty() || said_code == code, "{}", said_code);
        }
        Step::Ask { id } => {
            let (_, code, fields) = real.ask("v1/payments/inquiryPayment", &about(id));
            let expected = simple.status(*id);
            prop_assert_eq!(fields["paymentStatus"].as_str(), expected);
            prop_assert_eq!(code == "ORDER_NOT_EXIST", expected.is_none());
        }
        Step::Cancel { id } => {
            let (status, ..) = real.ask("v2/payments/cancel", &about(id));
            let refunded = simple.refunded(*id) > 0;
            let now = simple.now;
            let payment = simple.payments.get_mut(id).filter(|_| !refunded);
            let cancelled = payment.map(|payment| payment.2 = payment.2.or(Some(now)));
            prop_assert_eq!(status == Status::Success, cancelled.is_some());
        }
        Step::Refund { id, payment, value } => {
            let request = refund(&format!("r{id}"), &format!("p{payment}"), *value);
            let (status, code, _) = real.ask("v1/payments/refund", &request);
            match simple.refund(*id, *payment, *value) {
                Ok(()) => prop_assert_eq!(status, Status::Success),
                Err("") => prop_assert_eq!(status, Status::Failed),
                Err(expected) => prop_assert_eq!(code, expected),
            }
        }
        Step::AskRefund { id } => {
            let request = json!({ "partnerId": "P1", "refundRequestId": format!("r{id}") });
            let (_, _, fields) = real.ask("v1/payments/inquiryRefund", &request);
            let expected = simple.refunds.get(id).map(|refund| if refund.2 { "SUCCESS" } else { "FAIL" });
            prop_assert_eq!(fields["refundStatus"].as_str(), expected);
        }
        Step::Pass { seconds } => {
            simple.now += seconds;
            real.now += Duration::from_secs(*seconds);
        }
        Step::Restart => {
            drop(real.ledger.take());
            real.ledger = Some(Ledger::open(&real.path).expect("it opens again"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_wallet_agrees_with_the_simple_one(steps in vec(step(), 1..40)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("memory");
        let ledger = Some(Ledger::open(&path).expect("a ledger"));
        let (mut simple, mut real) = (Simple::default(), Real { path, ledger, now: start() });
        for step in &steps {
            check(&mut simple, &mut real, step)?;
        }
    }
}
