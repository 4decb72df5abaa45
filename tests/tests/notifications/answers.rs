//! Received and answered by hand.

use bytes::Bytes;
use claro_client::{
    Receiver, WalletResult,
    v1::{
        payments::{PaymentNotification, PaymentNotificationAnswer, PaymentNotificationCode},
        types::NotifiedPaymentStatus,
    },
};
use countersign_runtime::{
    Dialect, Status,
    receiver::Reply,
    signature::{
        Algorithm, Backend, Content, ContentTemplate, Separator, SignatureEncoding, SignatureHeader,
        SigningKey, WalletKey,
    },
};
use countersign_tests::{Wallet, keys};
use http::{Request, StatusCode};

use crate::{
    ACKNOWLEDGED, Paid, Replied, sent,
    shop::{BODY, PATH, receiver},
    status, wallet,
};

#[tokio::test]
async fn a_notification_is_received_and_answered_by_hand() {
    for backend in Backend::all() {
        let wallet = Wallet::start(*backend).await.expect("the wallet starts");
        let ours = SigningKey::from_text_with(*backend, keys::MERCHANT).unwrap();
        let theirs = WalletKey::from_text_with(*backend, keys::WALLET_PUBLIC).unwrap();
        let receiver = Receiver::new(keys::CLIENT_ID, ours, theirs);

        let received = receiver.receive::<PaymentNotification>(sent(&wallet, PATH, BODY)).await.unwrap();
        assert_eq!(received.deviations(), []);
        assert_eq!(received.payment_status, NotifiedPaymentStatus::Success);
        assert_eq!(received.payment_amount.value, "10000");
        assert_eq!(received.payment_request_id.as_ref().unwrap(), &"order-1");
        assert_eq!((received.path(), received.raw_body().bytes().as_ref()), (PATH, BODY.as_bytes()));

        let answer = receiver.answer(&received, Reply::acknowledge()).await.unwrap();
        assert_eq!(answer.body(), ACKNOWLEDGED);
        assert_eq!(status(&wallet, &answer), "S", "{backend:?}");
        assert!(wallet.check_answer("/claro/notify", answer.headers(), answer.body()).is_err());
        assert!(wallet.check_answer(PATH, answer.headers(), b"{}").is_err());
    }
}

#[tokio::test]
async fn each_kind_of_answer() {
    let wallet = wallet().await;
    let receiver = receiver();
    let received = receiver.receive::<PaymentNotification>(sent(&wallet, PATH, BODY)).await.unwrap();
    let busy = WalletResult::new(Status::Unknown, "REQUEST_TRAFFIC_EXCEED_LIMIT", "Later, please.");
    for (reply, body) in [
        (Replied::acknowledge(), ACKNOWLEDGED),
        (Replied::acknowledge_with(&PaymentNotificationAnswer::new()).unwrap(), ACKNOWLEDGED),
        (
            Replied::later(),
            r#"{"result":{"resultStatus":"U","resultCode":"UNKNOWN_EXCEPTION","resultMessage":"Please send it again."}}"#,
        ),
        (
            Replied::refuse(PaymentNotificationCode::ParamIllegal, "No such order."),
            r#"{"result":{"resultStatus":"F","resultCode":"PARAM_ILLEGAL","resultMessage":"No such order."}}"#,
        ),
        (
            Replied::new(&busy),
            r#"{"result":{"resultStatus":"U","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT","resultMessage":"Later, please."}}"#,
        ),
    ] {
        let answer = receiver.answer(&received, reply).await.unwrap();
        assert_eq!(answer.body(), body);
        status(&wallet, &answer);
    }
    let unsigned = receiver.sign_answers(false).answer(&received, Reply::acknowledge()).await.unwrap();
    assert_eq!(unsigned.headers().keys().map(http::HeaderName::as_str).collect::<Vec<_>>(), ["content-type"]);
    assert_eq!(unsigned.body(), ACKNOWLEDGED);
}

#[tokio::test]
async fn the_six_part_template_is_verified_and_signed() {
    let (theirs, ours) =
        (SigningKey::from_text(keys::WALLET).unwrap(), WalletKey::from_text(keys::MERCHANT_PUBLIC));
    let time = "2024-05-28T12:12:12.123+08:00";
    let content = Content::six_part(PATH, keys::CLIENT_ID, "request-1", time, BODY.as_bytes());
    let signature = SignatureHeader::write(
        Algorithm::Rsa256,
        None,
        &theirs.sign(&content).unwrap(),
        SignatureEncoding::Base64UrlEncoded,
        Separator::CommaSpace,
    );
    let request = Request::post(PATH)
        .header("signature", signature)
        .header("request-id", "request-1")
        .header("request-time", time)
        .body(Bytes::from(BODY))
        .unwrap();
    let now = time.parse::<countersign_runtime::DateTime>().unwrap().unix_millis();
    let now = std::time::UNIX_EPOCH + std::time::Duration::from_millis(now.try_into().unwrap());
    let receiver = receiver().dialect(Dialect::new().content(ContentTemplate::SixPart)).clock(move || now);
    let answer = receiver.respond(request, async |_: Paid| Replied::acknowledge()).await;
    assert_eq!(answer.status(), StatusCode::OK);

    let header = |name: &str| answer.headers()[name].to_str().unwrap();
    let content = Content::six_part_answer(keys::CLIENT_ID, header("response-time"), answer.body());
    let signature = SignatureHeader::parse(header("signature").as_bytes()).unwrap().signature;
    assert_eq!(ours.unwrap().verify(&content, &signature), Ok(()));
}
