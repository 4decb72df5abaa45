//! The wallet calls us.

use bytes::Bytes;
use claro_client::{
    Receiver, WalletResult,
    v1::{
        payments::{PaymentNotification, PaymentNotificationAnswer},
        types::NotifiedPaymentStatus,
    },
};
use countersign_runtime::{
    Refused, Status, VerifyError,
    signature::{Backend, SigningKey, WalletKey},
};
use countersign_tests::{Wallet, keys};
use http::HeaderMap;

const PATH: &str = "/claro/notify?shop=7";
const BODY: &str = r#"{
    "partnerId": "P000000000000001",
    "paymentId": "2019112719074101000700000099",
    "paymentRequestId": "order-1",
    "paymentAmount": { "currency": "USD", "value": "10000" },
    "paymentTime": "2019-11-27T12:02:01+08:30",
    "paymentStatus": "SUCCESS"
}"#;

/// A receiver, and a notification with its headers.
async fn start(backend: Backend) -> (Wallet, Receiver, HeaderMap) {
    let wallet = Wallet::start(backend).await.expect("the wallet starts");
    let ours = SigningKey::from_text_with(backend, keys::MERCHANT).expect("a key");
    let theirs = WalletKey::from_text_with(backend, keys::WALLET_PUBLIC).expect("a key");
    let headers = wallet.notification(PATH, BODY.as_bytes()).expect("a notification");
    (wallet, Receiver::new(keys::CLIENT_ID, ours, theirs), headers)
}

async fn refused(receiver: &Receiver, path: &str, headers: &HeaderMap, body: &str) -> Refused {
    receiver
        .receive::<PaymentNotification>(path, headers, Bytes::from(body.to_owned()))
        .await
        .expect_err("it must be refused")
}

#[tokio::test]
async fn a_notification_is_received_and_answered() {
    for backend in Backend::all() {
        let (wallet, receiver, headers) = start(*backend).await;
        let received =
            receiver.receive::<PaymentNotification>(PATH, &headers, Bytes::from(BODY)).await.unwrap();
        assert_eq!(received.deviations(), []);
        assert_eq!(received.payment_status, NotifiedPaymentStatus::Success);
        assert_eq!(received.payment_amount.value, "10000");
        assert_eq!(received.payment_request_id.as_ref().unwrap(), &"order-1");

        let result = WalletResult::new(Status::Success, "SUCCESS", "success");
        let answer = receiver.answer(&received, result, &PaymentNotificationAnswer::new()).await.unwrap();
        let expected = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}"#;
        assert_eq!(answer.body, expected);
        assert_eq!(wallet.check_answer(PATH, &answer.headers, &answer.body), Ok(()), "{backend:?}");
        assert!(wallet.check_answer("/claro/notify", &answer.headers, &answer.body).is_err());
        assert!(wallet.check_answer(PATH, &answer.headers, b"{}").is_err());
    }
}

#[tokio::test]
async fn a_notification_for_another_path_or_with_another_body_is_refused() {
    for backend in Backend::all() {
        let (_wallet, receiver, headers) = start(*backend).await;
        let forged = BODY.replace("10000", "90000");
        for (path, body) in [("/claro/notify", BODY), ("/claro/notify?shop=8", BODY), (PATH, forged.as_str())]
        {
            let error = refused(&receiver, path, &headers, body).await;
            let is_bad = matches!(error, Refused::Unverified(VerifyError::BadSignature(_)));
            assert!(is_bad, "{backend:?}, {path}: {error}");
        }
    }
}

#[tokio::test]
async fn a_notification_with_other_headers_is_refused() {
    let (_wallet, receiver, headers) = start(Backend::default()).await;
    let (receiver, headers) = (&receiver, &headers);
    let with = async |name: &'static str, value: Option<&'static str>| {
        let mut headers = headers.clone();
        match value {
            Some(value) => drop(headers.insert(name, value.parse().expect("a header"))),
            None => drop(headers.remove(name)),
        }
        match refused(receiver, PATH, &headers, BODY).await {
            Refused::Unverified(error) => error,
            error => panic!("{error}"),
        }
    };
    assert_eq!(with("client-id", Some("2022000000000000000001")).await, VerifyError::WrongClientId);
    assert_eq!(with("signature", None).await, VerifyError::MissingHeader("signature".parse().unwrap()));
    assert_eq!(with("request-time", None).await, VerifyError::MissingHeader("request-time".parse().unwrap()));
    assert_eq!(with("request-time", Some("now")).await, VerifyError::BadTime);
    assert!(matches!(with("request-time", Some("2019-11-27T12:02:01Z")).await, VerifyError::BadSignature(_)));

    // Wallets that send no client id sign for it all the same.
    let mut without = headers.clone();
    without.remove("client-id");
    receiver.receive::<PaymentNotification>(PATH, &without, Bytes::from(BODY)).await.unwrap();
}

#[tokio::test]
async fn a_notification_of_another_time_is_refused() {
    use std::time::{Duration, SystemTime};
    const TEN_MINUTES: Duration = Duration::from_secs(600);
    let (_wallet, receiver, headers) = start(Backend::default()).await;
    let late = receiver.clone().clock(|| SystemTime::now() + TEN_MINUTES);
    let early = receiver.clone().clock(|| SystemTime::now() - TEN_MINUTES);
    for receiver in [&late, &early] {
        let error = refused(receiver, PATH, &headers, BODY).await;
        assert!(matches!(error, Refused::Unverified(VerifyError::StaleTime { .. })), "{error}");
    }
    let patient = late.max_skew(2 * TEN_MINUTES);
    patient.receive::<PaymentNotification>(PATH, &headers, Bytes::from(BODY)).await.unwrap();
}

#[tokio::test]
async fn a_signed_notification_that_is_not_json_is_refused() {
    let (wallet, receiver, _) = start(Backend::default()).await;
    for body in ["", "paid", "[[[["] {
        let headers = wallet.notification(PATH, body.as_bytes()).unwrap();
        let error = refused(&receiver, PATH, &headers, body).await;
        assert!(matches!(error, Refused::Unreadable(_)), "{body:?}: {error}");
    }
}
