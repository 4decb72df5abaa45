//! By what a notification is recognised.

use std::{
    collections::HashSet,
    time::{Duration, UNIX_EPOCH},
};

use claro_client::Receiver;
use countersign_runtime::{
    Condition, Endpoint, IdempotencyKey, Ids, Received, StatusMapping, VerdictRule,
    codec::{Decode, Decoded, Encode, Fields, Shape, View},
    receiver::{Concerns, SeenKey, Verdict, VerdictStatus},
    signature::{Algorithm, Content, Separator, SignatureEncoding, SignatureHeader, SigningKey, WalletKey},
};
use countersign_tests::keys;
use http::Request;

use crate::notifications::{
    sent,
    shop::{PATH, receiver},
    wallet,
};

/// A notification whose spec says by what it is known.
#[derive(Debug)]
struct Told {
    id: Received<64>,
    status: Option<Received<64>>,
}

impl Encode for Told {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Told");
        visit(View::Object(&SHAPE, &[("id", &self.id), ("status", &self.status)]));
    }
}

impl Decode for Told {
    fn empty() -> Self {
        Self { id: Default::default(), status: None }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [("id", &mut self.id), ("status", &mut self.status)])
    }
}

impl countersign_runtime::Notification for Told {
    const ENDPOINT: &'static Endpoint =
        &Endpoint::new("v1", "payments/told").with_idempotency_key(IdempotencyKey::all(&["id", "status"]));
    type Answer = Self;
}

#[tokio::test]
async fn a_notification_is_known_by_the_fields_that_its_spec_names() {
    let (wallet, receiver) = (wallet().await, receiver());
    let key = async |path: &str, body: &str| {
        *receiver.receive::<Told>(sent(&wallet, path, body)).await.unwrap().key()
    };
    let paid = key(PATH, r#"{"id":"1","status":"PAID"}"#).await;
    assert_eq!(key(PATH, r#"{ "status": "PAID", "more": [], "id": "1" }"#).await, paid);
    assert_ne!(key(PATH, r#"{"id":"1","status":"REFUNDED"}"#).await, paid);
    assert_ne!(key(PATH, r#"{"id":"1P","status":"AID"}"#).await, paid);
    assert_ne!(key("/claro/notify?shop=8", r#"{"id":"1","status":"PAID"}"#).await, paid);
    assert_eq!(paid.to_string().len(), 64);
    assert_eq!(SeenKey::from_bytes(*paid.as_bytes()), paid);

    // What did not come can't tell two notifications apart: only the same body is the same notification then.
    let bodies = [
        r#"{"id":"1"}"#,
        r#"{"id":"1","more":2}"#,
        r#"{"id":"1","status":""}"#,
        r#"{"id":"1","status":null}"#,
        r#"{"id":"1","status":["PAID"]}"#,
        r#"{"id":"1","status":["REFUNDED"]}"#,
        r#"{"id":{},"status":"PAID"}"#,
        r#"{"status":"PAID"}"#,
        "{}",
    ];
    let mut keys = HashSet::from([paid]);
    for body in bodies {
        let known = key(PATH, body).await;
        assert_eq!(key(PATH, body).await, known);
        assert!(keys.insert(known), "{body}");
    }
}

/// A notification whose key leaves out what decides its verdict.
#[derive(Debug)]
struct Ended(Told);

impl Encode for Ended {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        self.0.encode(visit);
    }
}

impl Decode for Ended {
    fn empty() -> Self {
        Self(Told::empty())
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.0.object(source)
    }
}

impl countersign_runtime::Notification for Ended {
    const ENDPOINT: &'static Endpoint = &Endpoint::new("v1", "payments/ended")
        .with_idempotency_key(IdempotencyKey::any(&["id", "requestId"]))
        .with_settles(
            const {
                &[VerdictRule::new(
                    &["v1/payments/pay"],
                    Ids::any(&[("id", "paymentId"), ("requestId", "paymentRequestId")]),
                    StatusMapping::new("paymentResult.resultStatus", &["S"], &["F"]),
                )
                .with_when(const { &[Condition::is_not("kind", &["REFUND"])] })]
            },
        );
    type Answer = Self;
}

#[tokio::test]
async fn each_state_of_a_payment_is_a_notification_and_each_wording_of_one_is_the_same() {
    let (wallet, receiver) = (wallet().await, receiver());
    let key = async |body: &str| *receiver.receive::<Ended>(sent(&wallet, PATH, body)).await.unwrap().key();
    let mut known = HashSet::new();
    // Different notifications, each in several wordings.
    for wordings in [
        &[
            r#"{"id":"1","paymentResult":{"resultStatus":"S"}}"#,
            r#"{ "paymentResult": { "resultMessage": "paid", "resultStatus": "S" }, "time": 7, "id": "1" }"#,
            r#"{"id":1,"paymentResult":"{\"resultStatus\":\"S\"}","time":"later"}"#,
            r#"{"id":"1","requestId":"r","paymentResult":{"resultStatus":"S"},"kind":null}"#,
        ][..],
        &[r#"{"id":"1","paymentResult":{"resultStatus":"F"}}"#],
        &[r#"{"id":"1","paymentResult":{"resultStatus":"U"}}"#],
        &[r#"{"id":"1"}"#, r#"{"id":"1","paymentResult":{}}"#],
        &[r#"{"id":"1","paymentResult":{"resultStatus":"S"},"kind":"REFUND"}"#],
        &[r#"{"id":"1","kind":"REFUND"}"#],
        &[r#"{"id":"2","paymentResult":{"resultStatus":"S"}}"#],
        // By the second id alone it is another one, because nobody knows that they belong together.
        &[r#"{"requestId":"r","paymentResult":{"resultStatus":"S"}}"#],
        &[r#"{"requestId":"1","paymentResult":{"resultStatus":"S"}}"#],
        // No id, or a doubt: only the same bytes are the same notification.
        &[r#"{"paymentResult":{"resultStatus":"S"}}"#],
        &[r#"{"paymentResult":{"resultStatus":"S"} }"#],
        &[r#"{"id":"1","paymentResult":{"resultStatus":"S","resultStatus":"S"}}"#],
        &[r#"{"id":"1","paymentResult":{"resultStatus":["S"]}}"#],
        &[r#"{"id":"1","paymentResult":{"resultStatus":["F"]}}"#],
    ] {
        let first = key(wordings[0]).await;
        assert!(known.insert(first), "{wordings:?}");
        for wording in wordings {
            assert_eq!(key(wording).await, first, "{wording}");
        }
    }
}

/// A notification whose key names no call, although its rows do.
#[derive(Debug)]
struct Captured(Told);

impl Encode for Captured {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        self.0.encode(visit);
    }
}

impl Decode for Captured {
    fn empty() -> Self {
        Self(Told::empty())
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.0.object(source)
    }
}

impl countersign_runtime::Notification for Captured {
    const ENDPOINT: &'static Endpoint = &Endpoint::new("v1", "payments/captured")
        .with_idempotency_key(IdempotencyKey::all(&["partner", "status"]))
        .with_settles(
            const {
                &[VerdictRule::new(
                    &["v1/payments/capture"],
                    Ids::all(&[("id", "captureRequestId")]),
                    StatusMapping::new("status", &["SUCCESS"], &["FAIL"]),
                )]
            },
        );
    type Answer = Self;
}

#[tokio::test]
async fn notifications_of_two_calls_are_two_whatever_their_key_says() {
    let (wallet, receiver) = (wallet().await, receiver());
    let key =
        async |body: &str| *receiver.receive::<Captured>(sent(&wallet, PATH, body)).await.unwrap().key();
    let first = key(r#"{"partner":"P","status":"SUCCESS","id":"1"}"#).await;
    assert_eq!(key(r#"{"id":1,"partner":"P","status":"SUCCESS","more":true}"#).await, first);
    assert_ne!(key(r#"{"partner":"P","status":"SUCCESS","id":"2"}"#).await, first);
    assert_ne!(key(r#"{"partner":"P","status":"SUCCESS"}"#).await, first);
}

#[tokio::test]
async fn a_notification_says_what_it_means_for_a_call() {
    let (wallet, receiver) = (wallet().await, receiver());
    static PAY: Endpoint = Endpoint::new("v1", "payments/pay");
    for (body, expected) in [
        (r#"{"id":"1","paymentResult":{"resultStatus":"S"}}"#, Some(VerdictStatus::Success)),
        (r#"{"id":"1","paymentResult":"{\"resultStatus\":\"F\"}"}"#, Some(VerdictStatus::Failed)),
        (r#"{"id":"1","paymentResult":{"resultStatus":"U"}}"#, Some(VerdictStatus::Pending)),
        (r#"{"id":"1","paymentResult":{"resultStatus":"S"},"kind":"REFUND"}"#, None),
        (r#"{"paymentResult":{"resultStatus":"S"}}"#, None),
    ] {
        let received = receiver.receive::<Ended>(sent(&wallet, PATH, body)).await.unwrap();
        let verdict = received.verdict();
        assert_eq!(verdict.map(Verdict::status), expected, "{body}");
        let Some(verdict) = verdict else { continue };
        assert_eq!(verdict.ids(), [("paymentId", "1".to_owned())]);
        assert_eq!(verdict.signed_at(), received.signed_at());
        assert_eq!(verdict.concerns(&PAY, br#"{"paymentId":"1"}"#), Concerns::Yes);
        assert_eq!(verdict.concerns(&PAY, br#"{"paymentId":"2"}"#), Concerns::No);
    }
}

#[tokio::test]
async fn two_wallets_with_one_store_and_the_same_ids_are_two() {
    let theirs = SigningKey::from_text(keys::WALLET).unwrap();
    let (body, time) = (r#"{"id":"1","status":"PAID"}"#, "2024-05-28T12:12:12.123+08:00");
    let now = UNIX_EPOCH + Duration::from_millis(1_716_869_532_123);
    let mut known = HashSet::new();
    for client_id in ["2022091495540562874792", "2022091495540562874793"] {
        let signature = theirs.sign(&Content::new(PATH, client_id, time, body.as_bytes())).unwrap();
        let signature = SignatureHeader::write(
            Algorithm::Rsa256,
            None,
            &signature,
            SignatureEncoding::Base64,
            Separator::Comma,
        );
        let request = Request::post(PATH).header("signature", signature).header("request-time", time);
        let ours = SigningKey::from_text(keys::MERCHANT).unwrap();
        let wallet_key = WalletKey::from_text(keys::WALLET_PUBLIC).unwrap();
        let receiver = Receiver::new(client_id, ours, wallet_key).clock(move || now);
        let received = receiver.receive::<Told>(request.body(body.into()).unwrap()).await.unwrap();
        assert!(known.insert(*received.key()));
    }
}
