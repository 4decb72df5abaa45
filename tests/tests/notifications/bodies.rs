//! Signed bodies that say nothing, or say it twice, and what they are signed over.

use bytes::Bytes;
use claro_client::v1::payments::PaymentNotification;
use countersign_runtime::{
    VerifyError,
    receiver::Refused,
    signature::{Algorithm, Backend, Content, Separator, SignatureEncoding, SignatureHeader, SigningKey},
};
use countersign_tests::{Wallet, keys};
use http::{Request, StatusCode};

use crate::notifications::{
    HANDLED, Log, Paid, Replied, sent,
    shop::{BODY, PATH, receiver, receiver_of},
    status,
};

#[tokio::test]
async fn a_signed_body_that_is_no_object_is_not_acknowledged() {
    for backend in Backend::all() {
        let (wallet, log) = (Wallet::start(*backend).await.unwrap(), Log::default());
        let receiver = log.of(receiver_of(*backend));
        let handler = async |_: Paid| -> Replied { panic!("it was handled") };
        for body in ["", "[]", "[{}]", "null", "7", "1.5", "true", "\"x\"", "\"{}\"", "\"\"", "{", "{}{}"] {
            let answer = receiver.respond(sent(&wallet, PATH, body), handler).await;
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(answer.body(), Refused::answer().body(), "{body}");
            let told = log.take();
            assert!(told[0].starts_with("the notification is signed, but can't be read: "), "{told:?}");
        }
    }
}

#[tokio::test]
async fn a_field_that_comes_twice_is_refused() {
    let amount = r#""paymentAmount": { "currency": "USD", "value": "10000" }"#;
    let twice = [
        (r#""paymentId": "#, r#""paymentId": "1", "paymentId": "#, "`paymentId`"),
        (r#""paymentStatus": "#, r#""paymentStatus": "SUCCESS", "paymentStatus": "#, "`paymentStatus`"),
        (amount, &format!("{amount}, {amount}"), "`paymentAmount`"),
        (r#""value": "#, r#""value": "1", "value": "#, "`paymentAmount.value`"),
        // Nor does `null` take a value back.
        (amount, &format!(r#"{amount}, "paymentAmount": null"#), "`paymentAmount`"),
        (r#""paymentStatus": "#, r#""paymentStatus": null, "paymentStatus": "#, "`paymentStatus`"),
    ];
    for backend in Backend::all() {
        let (wallet, log) = (Wallet::start(*backend).await.unwrap(), Log::default());
        let receiver = log.of(receiver_of(*backend));
        for (once, twice, path) in twice {
            let body = BODY.replace(once, twice);
            assert_ne!(body, BODY);
            let handler = async |_: Paid| -> Replied { panic!("it was handled") };
            let answer = receiver.respond(sent(&wallet, PATH, &body), handler).await;
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(answer.body(), Refused::answer().body());
            let why =
                format!("the notification is signed, but can't be read: {path} is given more than once");
            assert_eq!(log.take(), [why]);
        }
        // What the spec does not have is not read, once or twice.
        let body = BODY.replacen('{', r#"{ "more": 1, "more": 2,"#, 1);
        let answer =
            receiver.respond(sent(&wallet, PATH, &body), async |_: Paid| Replied::acknowledge()).await;
        assert_eq!(status(&wallet, &answer), "S");
        assert_eq!(log.take(), [HANDLED]);
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_without_a_server_too() {
    let (wallet, log) = (Wallet::start(Backend::default()).await.unwrap(), Log::default());
    let handler = async |_: Paid| Replied::acknowledge();
    let short = log.of(receiver()).max_body(BODY.len() - 1);
    let answer = short.respond(sent(&wallet, PATH, BODY), handler).await;
    assert_eq!((answer.status(), answer.body()), (StatusCode::BAD_REQUEST, Refused::answer().body()));
    assert_eq!(log.take(), [format!("the notification's body has more than {} bytes", BODY.len() - 1)]);
    let refused = short.receive::<PaymentNotification>(sent(&wallet, PATH, BODY)).await.unwrap_err();
    assert!(matches!(refused, Refused::TooLong { limit } if limit == BODY.len() - 1), "{refused}");
    let enough = log.of(receiver()).max_body(BODY.len());
    assert_eq!(status(&wallet, &enough.respond(sent(&wallet, PATH, BODY), handler).await), "S");
}

/// A notification with these times, signed over one of them.
pub(crate) fn timed(
    backend: Backend,
    request: Option<&str>,
    response: Option<&str>,
    signed: &str,
) -> Request<Bytes> {
    let key = SigningKey::from_text_with(backend, keys::WALLET).expect("a key");
    let signature =
        key.sign(&Content::new(PATH, keys::CLIENT_ID, signed, BODY.as_bytes())).expect("a signature");
    let (algorithm, encoding) = (Algorithm::Rsa256, SignatureEncoding::Base64);
    let signature = SignatureHeader::write(algorithm, None, &signature, encoding, Separator::Comma);
    let mut builder = Request::post(PATH).header("signature", signature);
    for (name, time) in [("request-time", request), ("response-time", response)] {
        if let Some(time) = time {
            builder = builder.header(name, time);
        }
    }
    builder.body(Bytes::from(BODY)).expect("a request")
}

#[tokio::test]
async fn a_notification_is_signed_over_request_time_and_no_other() {
    const SENT: &str = "2024-05-28T12:12:12.123+08:00";
    const ANSWERED: &str = "2024-05-28T12:12:13.123+08:00";
    let now = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1_716_869_532_123);
    for backend in Backend::all() {
        let receiver = receiver_of(*backend).clock(move || now);
        for response in [None, Some(ANSWERED), Some("never")] {
            let request = timed(*backend, Some(SENT), response, SENT);
            let received = receiver.receive::<PaymentNotification>(request).await.unwrap();
            assert_eq!(received.signed_at().unix_millis(), 1_716_869_532_123, "{response:?}");
        }
        let both = timed(*backend, Some(SENT), Some(ANSWERED), ANSWERED);
        let refused = receiver.receive::<PaymentNotification>(both).await.unwrap_err();
        assert!(matches!(refused, Refused::Unverified(VerifyError::BadSignature(_))), "{refused}");
        let other = timed(*backend, None, Some(ANSWERED), ANSWERED);
        let refused = receiver.receive::<PaymentNotification>(other).await.unwrap_err();
        let missing = matches!(&refused, Refused::Unverified(VerifyError::MissingHeader(name)) if name == "request-time");
        assert!(missing, "{refused}");
    }
}
