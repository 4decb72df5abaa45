//! What a notification comes to, with both cryptographic back ends: what the wallet is answered, and what our handler is told.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use claro_client::{Receiver, v1::payments::PaymentNotification};
use countersign_runtime::{
    receiver::{Notification, Reply, Verdict},
    signature::{Backend, SigningKey, WalletKey},
};
use countersign_tests::{Wallet, keys};
use http::Request;

const PATH: &str = "/claro/notify";

/// What is sent to one receiver, one after the other, and what each comes to.
type Row = &'static [(&'static str, &'static str)];

const TABLE: [Row; 8] = [
    &[(r#""paymentStatus":"SUCCESS""#, "200 S, handled as Success")],
    &[(r#""paymentStatus":"FAIL""#, "200 S, handled as Failed")],
    &[(r#""paymentStatus":"PROCESSING""#, "200 S, handled as Pending")],
    // Each state is handled once, whatever the wording.
    &[
        (r#""paymentStatus":"PROCESSING""#, "200 S, handled as Pending"),
        (r#""paymentStatus":"FAIL""#, "200 S, handled as Failed"),
        (r#""paymentStatus":"SUCCESS""#, "200 S, handled as Success"),
        (r#""extendInfo":"again","paymentStatus":"SUCCESS""#, "200 S"),
        (r#" "paymentStatus" : "SUCCESS" "#, "200 S"),
        (r#""paymentStatus":"PROCESSING""#, "200 S"),
    ],
    // One unclean text hides no paid order.
    &[(r#""extendInfo":"shoe \ud83d","paymentStatus":"SUCCESS""#, "200 S, handled as Success")],
    &[("\"extendInfo\":\"a\tb\",\"x\":1e999,\"paymentStatus\":\"SUCCESS\"", "200 S, handled as Success")],
    // A field that comes twice says nothing for certain.
    &[(r#""paymentStatus":"SUCCESS","paymentStatus":"FAIL""#, "400 U")],
    // What is forged changes nothing for what is signed.
    &[
        (r#""forged":true,"paymentStatus":"SUCCESS""#, "400 U"),
        (r#""paymentStatus":"SUCCESS""#, "200 S, handled as Success"),
    ],
];

/// The whole body, with these fields.
fn body(fields: &str) -> String {
    let amount = r#""paymentAmount":{"currency":"USD","value":"10000"}"#;
    let ids = r#""partnerId":"P000000000000001","paymentId":"2019112719074101000700000099","paymentRequestId":"order-1""#;
    format!(r#"{{{ids},{amount},"paymentTime":"2019-11-27T12:02:01+08:30",{fields}}}"#)
}

/// The HTTP status and the status of the result; with what the handler was told, if it was called.
async fn received(wallet: &Wallet, receiver: &Receiver, fields: &str) -> String {
    let body = body(fields);
    let signed = if fields.contains("forged") { "{}" } else { &body };
    let mut request = Request::post(PATH).body(Bytes::from(body.clone())).expect("a request");
    *request.headers_mut() = wallet.notification(PATH, signed.as_bytes()).expect("a notification");
    let handled = Arc::new(Mutex::new(String::new()));
    let told = Arc::clone(&handled);
    let handler = async move |paid: Notification<PaymentNotification>| {
        let status = paid.verdict().map(Verdict::status).expect("it is about a payment");
        *told.lock().expect("no panic") = format!(", handled as {status:?}");
        Reply::acknowledge()
    };
    let answer = receiver.respond(request, handler).await;
    if answer.status().is_success() {
        assert_eq!(wallet.check_answer(PATH, answer.headers(), answer.body()), Ok(()));
    }
    let said: serde_json::Value = serde_json::from_slice(answer.body()).expect("JSON");
    let result = said["result"]["resultStatus"].as_str().expect("a status");
    format!("{} {result}{}", answer.status().as_u16(), handled.lock().expect("no panic"))
}

#[tokio::test]
async fn every_row_of_the_table_of_notifications_holds() {
    for backend in Backend::all() {
        let wallet = Wallet::start(*backend).await.expect("a wallet");
        for (at, row) in TABLE.iter().enumerate() {
            let ours = SigningKey::from_text_with(*backend, keys::MERCHANT).expect("a key");
            let theirs = WalletKey::from_text_with(*backend, keys::WALLET_PUBLIC).expect("a key");
            let receiver = Receiver::new(keys::CLIENT_ID, ours, theirs);
            for (fields, expected) in *row {
                let found = received(&wallet, &receiver, fields).await;
                assert_eq!(found, *expected, "row {at}, {fields}, {backend:?}");
            }
        }
    }
}
