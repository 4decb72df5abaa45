//! A wallet with the shipped specs, and a clock that is moved by hand.

use super::super::{Ledger, LedgerResponse, NotifyFault, Settings, Store};
use countersign_codegen::Generator;
use countersign_codegen::model::{Api, Endpoint, SampleValues, Status, Version, response_misfits};
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

/// The shipped APIs.
pub(crate) static APIS: LazyLock<Vec<Api>> = LazyLock::new(|| {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");
    Generator::new(specs).read().expect("the shipped specs are right").0
});

pub(crate) fn api(name: &str) -> &'static Api {
    APIS.iter().find(|api| api.name == name).expect("a shipped API")
}

/// `v1/payments/pay` of an API.
pub(crate) fn endpoint<'a>(api: &'a Api, path: &str) -> (&'a Version, &'a Endpoint) {
    let (version, path) = path.split_once('/').expect("version and path");
    let version = api.versions.iter().find(|known| known.name == version).expect("a version");
    (version, version.endpoints.iter().find(|known| known.path == path).expect("an endpoint"))
}

/// 2026-11-27T12:00:00Z.
pub(crate) fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_780_800)
}

/// A wallet, as a merchant of one API sees it.
pub(super) struct Wallet {
    pub(super) ledger: Ledger,
    pub(super) api: &'static Api,
    now: Cell<SystemTime>,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) status: Status,
    pub(super) code: String,
    pub(super) fields: Map<String, Value>,
}

impl Wallet {
    pub(super) fn new(api: &str) -> Self {
        Self::of(Ledger::in_memory().expect("a ledger"), api)
    }

    pub(super) fn on_disk(api: &str, path: &Path) -> Self {
        Self::of(Ledger::open(path).expect("a ledger"), api)
    }

    /// One that forgets soon: it keeps so many records, of which a payment is two.
    pub(super) fn forgetful(api: &str, records: u64) -> Self {
        Self::of(Ledger::new(Store::in_memory_of(records).expect("a store")).expect("a ledger"), api)
    }

    /// A wallet whose specs are not the shipped ones.
    pub(super) fn of_api(api: Api) -> Self {
        let ledger = Ledger::in_memory().expect("a ledger");
        Self { ledger, api: Box::leak(Box::new(api)), now: Cell::new(start()) }
    }

    fn of(ledger: Ledger, name: &str) -> Self {
        Self { ledger, api: api(name), now: Cell::new(start()) }
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::default();
        change(&mut settings);
        self.ledger = self.ledger.with(settings);
        self
    }

    pub(super) fn now(&self) -> SystemTime {
        self.now.get()
    }

    pub(super) fn set(&self, now: SystemTime) {
        self.now.set(now);
    }

    pub(super) fn pass(&self, time: Duration) {
        self.now.set(self.now.get() + time);
    }

    /// `resultMessage` of the answer.
    pub(super) fn message(&self, path: &str, request: &Value) -> String {
        let (_, endpoint) = endpoint(self.api, path);
        match self.ledger.answer(self.api, endpoint, request, self.now.get(), None) {
            Ok(LedgerResponse::Result { message, .. }) => message,
            other => panic!("{other:?}"),
        }
    }

    /// What is answered, after checking that it fits the spec.
    pub(super) fn ask(&self, path: &str, request: &Value) -> Answer {
        self.ask_with(None, path, request)
    }

    /// The same, while something goes wrong with the notification.
    pub(super) fn ask_with(&self, fault: Option<NotifyFault>, path: &str, request: &Value) -> Answer {
        let (version, endpoint) = endpoint(self.api, path);
        let answer = self.ledger.answer(self.api, endpoint, request, self.now.get(), fault);
        let answer = answer.expect("the ledger works");
        let LedgerResponse::Result { status, code, message, fields, .. } = answer else {
            panic!("nothing is remembered of {path}");
        };
        let mut body = fields.clone();
        let result = json!({ "resultStatus": status.letter(), "resultCode": code, "resultMessage": message });
        body.insert("result".to_owned(), result);
        if matches!(status, Status::Success | Status::Accepted) {
            // What only the wallet's tables know is added before it is sent.
            let mut samples = SampleValues::new(version, request, "2026-11-27T12:00:00Z".to_owned());
            samples.complete(&mut body, &endpoint.response);
        }
        if let Some(flat) = &endpoint.flat_result {
            crate::wallet::lay_flat(&mut body, flat);
        }
        let misfits = response_misfits(&Value::Object(body.clone()), endpoint, version);
        assert!(misfits.is_empty(), "{}/{path} of {request} answers {body:?}: {misfits:?}", self.api.name);
        Answer { status, code, fields }
    }

    /// Status and code alone.
    pub(super) fn result(&self, path: &str, request: &Value) -> (Status, String) {
        let answer = self.ask(path, request);
        (answer.status, answer.code)
    }
}

impl Answer {
    pub(super) fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("{name} is not in {self:?}"))
    }
}

/// As the tests compare them.
pub(super) fn failed(code: &str) -> (Status, String) {
    (Status::Failed, code.to_owned())
}

/// A payment with a cashier page, in v1 of any wallet.
pub(crate) fn pay(id: &str, value: u64) -> Value {
    json!({
        "partnerId": "P1",
        "appId": "A1",
        "paymentOrderTitle": "SHOES",
        "paymentRequestId": id,
        "paymentAmount": { "currency": "USD", "value": value.to_string() },
        "paymentFactor": { "isCashierPayment": true },
    })
}

/// A request about a payment, by the merchant's id.
pub(crate) fn about(id: &str) -> Value {
    json!({ "partnerId": "P1", "paymentRequestId": id })
}

/// A refund of a payment, by the merchant's ids.
pub(crate) fn refund(refund: &str, payment: &str, value: u64) -> Value {
    json!({
        "partnerId": "P1",
        "refundRequestId": refund,
        "paymentRequestId": payment,
        "refundAmount": { "currency": "USD", "value": value.to_string() },
    })
}

/// The value at a name, changed.
pub(crate) fn changed(mut request: Value, pointer: &str, value: Value) -> Value {
    let (outer, name) = pointer.rsplit_once('/').expect("a pointer");
    request
        .pointer_mut(outer)
        .and_then(Value::as_object_mut)
        .expect("an object")
        .insert(name.to_owned(), value);
    request
}
