//! The wallet calls us.

mod answers;
mod bodies;
mod hang_up;
mod key;
mod malicious_input;
mod once;
mod places;
mod shop;

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use bytes::Bytes;
use claro_client::{Receiver, v1::payments::PaymentNotification};
use countersign_runtime::{
    receiver::{Notification, Reply},
    signature::Backend,
};
use countersign_tests::Wallet;
use http::Request;
use shop::PATH;

type Paid = Notification<PaymentNotification>;
type Replied = Reply<PaymentNotification>;

const ACKNOWLEDGED: &str =
    r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}"#;

async fn wallet() -> Wallet {
    Wallet::start(Backend::default()).await.expect("the wallet starts")
}

/// A notification as the wallet sends it now: each time that it is sent has a time and a signature of its own.
fn sent(wallet: &Wallet, target: &str, body: &str) -> Request<Bytes> {
    let mut request = Request::post(target).body(Bytes::from(body.to_owned())).expect("a request");
    *request.headers_mut() = wallet.notification(target, body.as_bytes()).expect("a notification");
    request
}

/// Checks the answer's signature and HTTP status; its result status.
fn status(wallet: &Wallet, answer: &http::Response<Bytes>) -> String {
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(wallet.check_answer(PATH, answer.headers(), answer.body()), Ok(()));
    let body: serde_json::Value = serde_json::from_slice(answer.body()).expect("JSON");
    body["result"]["resultStatus"].as_str().expect("a status").to_owned()
}

/// What a receiver told of.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn of(&self, receiver: Receiver) -> Receiver {
        let log = self.clone();
        receiver.on_event(move |endpoint, event| {
            assert_eq!(endpoint.to_string(), "v1/payments/notifyPayment");
            log.0.lock().expect("no panic").push(event.to_string());
        })
    }
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no panic"))
    }
}

const HANDLED: &str = "the notification was handled and answered with status S";
const REPEATED: &str = "the notification came again and was answered as before";
