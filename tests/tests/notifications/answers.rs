//! Received and answered by hand.

use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use claro_client::{
    Receiver, WalletResult,
    v1::{
        payments::{PaymentNotification, PaymentNotificationAnswer, PaymentNotificationCode},
        types::NotifiedPaymentStatus,
    },
};
use countersign_runtime::{
    Condition, Dialect, Endpoint, RequestTime, Status, Text,
    codec::{Check, Decode, Decoded, Encode, Fields, Shape, View},
    receiver::{Notification, Reply},
    signature::{
        Algorithm, Backend, Content, ContentTemplate, Separator, SignatureEncoding, SignatureHeader,
        SigningKey, WalletKey,
    },
};
use countersign_tests::{Wallet, keys};
use http::{Request, StatusCode};

use crate::notifications::{
    ACKNOWLEDGED, Paid, Replied,
    bodies::timed,
    sent,
    shop::{BODY, PATH, receiver, receiver_of},
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
        let said = reply.status().as_str().to_owned();
        let answer = receiver.answer(&received, reply).await.unwrap();
        assert_eq!(answer.body(), body);
        assert_eq!(status(&wallet, &answer), said);
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
    let content = Content::six_part_response(keys::CLIENT_ID, header("response-time"), answer.body());
    let signature = SignatureHeader::parse(header("signature").as_bytes()).unwrap().signature;
    assert_eq!(ours.unwrap().verify(&content, &signature), Ok(()));
}

/// Antom's form: milliseconds since 1970 in requests, ISO 8601 in responses.
#[tokio::test]
async fn the_time_of_an_answer_is_in_the_form_of_responses() {
    let now = UNIX_EPOCH + Duration::from_millis(1_716_869_532_123);
    let epoch = Dialect::new().request_time(RequestTime::EpochMillis);
    for backend in Backend::all() {
        let ours = WalletKey::from_text_with(*backend, keys::MERCHANT_PUBLIC).unwrap();
        for (dialect, written) in [
            (epoch.clone(), "1716869532123"),
            (epoch.clone().response_time(RequestTime::Rfc3339Zulu), "2024-05-28T04:12:12Z"),
            (Dialect::new().response_time(RequestTime::EpochMillis), "1716869532123"),
            (Dialect::new(), "2024-05-28T04:12:12.123+00:00"),
        ] {
            let receiver = receiver_of(*backend).dialect(dialect).clock(move || now);
            let request = timed(*backend, Some("1716869532123"), None, "1716869532123");
            let answer = receiver.respond(request, async |_: Paid| Replied::acknowledge()).await;
            assert_eq!(answer.headers()["response-time"], written);
            let content = Content::new(PATH, keys::CLIENT_ID, written, answer.body());
            let signature =
                SignatureHeader::parse(answer.headers()["signature"].as_bytes()).unwrap().signature;
            assert_eq!(ours.verify(&content, &signature), Ok(()));
        }
    }
}

/// The wallet asks what stands on a card.
#[derive(Debug)]
struct AskCard;

impl Encode for AskCard {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("AskCard");
        visit(View::Object(&SHAPE, &[]));
    }
}

impl Decode for AskCard {
    fn empty() -> Self {
        Self
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [])
    }
}

impl countersign_runtime::Notification for AskCard {
    const ENDPOINT: &'static Endpoint = &Endpoint::new("v1", "payments/notifyPayment");
    type Answer = Card;
}

/// What we answer, as it is emitted for a field with `required_when: result.resultStatus = S`.
struct Card {
    number: Option<Text<8>>,
}

impl Encode for Card {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Card").checks(&[Check::RequiredWhen(
            "cardNo",
            const { &[Condition::is("result.resultStatus", &["S"])] },
        )]);
        visit(View::Object(&SHAPE, &[("cardNo", &self.number)]));
    }
}

impl Decode for Card {
    fn empty() -> Self {
        Self { number: None }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [("cardNo", &mut self.number)])
    }
}

#[tokio::test]
async fn what_an_answer_needs_with_its_status_is_checked() {
    const MISSING: &str = "`cardNo` is required when `result.resultStatus` is S, but missing";
    let given = Card { number: Some(Text::new("7").unwrap()) };
    let (wallet, log) = (wallet().await, crate::notifications::Log::default());
    let receiver = log.of(receiver());
    assert_eq!(Reply::<AskCard>::acknowledge_with(&Card { number: None }).unwrap_err().to_string(), MISSING);

    let send = async |reply: Reply<AskCard>| {
        let answer =
            receiver.respond(sent(&wallet, PATH, "{}"), async move |_: Notification<AskCard>| reply).await;
        (status(&wallet, &answer), log.take().pop().unwrap())
    };
    let failed = format!("the notification could not be handled: {MISSING}");
    assert_eq!(send(Reply::acknowledge()).await, ("U".to_owned(), failed));
    let handled = |status: &str| format!("the notification was handled and answered with status {status}");
    assert_eq!(send(Reply::later()).await, ("U".to_owned(), handled("U")));
    assert_eq!(send(Reply::refuse("NO_SUCH_CARD", "No.")).await, ("F".to_owned(), handled("F")));
    let reply = Reply::acknowledge_with(&given).unwrap();
    assert_eq!(send(reply.clone()).await, ("S".to_owned(), handled("S")));

    let received = receiver.receive::<AskCard>(sent(&wallet, PATH, "{}")).await.unwrap();
    let answer = receiver.answer(&received, reply).await.unwrap();
    assert_eq!(
        answer.body(),
        r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"},"cardNo":"7"}"#
    );
    let error = receiver.answer(&received, Reply::acknowledge()).await.unwrap_err().to_string();
    assert!(error.contains(MISSING), "{error}");
}

/// The wallet asks whose account it is.
#[derive(Debug)]
struct AskAccount;

impl Encode for AskAccount {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        AskCard.encode(visit);
    }
}

impl Decode for AskAccount {
    fn empty() -> Self {
        Self
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        AskCard.object(source)
    }
}

impl countersign_runtime::Notification for AskAccount {
    const ENDPOINT: &'static Endpoint = &Endpoint::new("v1", "payments/notifyPayment");
    type Answer = Account;
}

/// What we answer: a required field, and at least one of two others.
struct Account {
    id: Text<8>,
    name: Option<Text<8>>,
    alias: Option<Text<8>>,
}

impl Encode for Account {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Account").checks(&[Check::OneOf(&["name", "alias"])]);
        visit(View::Object(&SHAPE, &[("id", &self.id), ("name", &self.name), ("alias", &self.alias)]));
    }
}

impl Decode for Account {
    fn empty() -> Self {
        Self { id: Text::empty(), name: None, alias: None }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [("id", &mut self.id), ("name", &mut self.name), ("alias", &mut self.alias)])
    }
}

#[tokio::test]
async fn only_an_answer_with_status_s_needs_its_fields() {
    let (wallet, receiver) = (wallet().await, receiver());
    let received = receiver.receive::<AskAccount>(sent(&wallet, PATH, "{}")).await.unwrap();
    let error = receiver.answer(&received, Reply::acknowledge()).await.unwrap_err().to_string();
    assert!(error.contains("`id` is required") && error.contains("`name`, `alias` is required"), "{error}");
    for reply in [Reply::later(), Reply::refuse("NO_SUCH_ACCOUNT", "No.")] {
        let said = reply.status().as_str().to_owned();
        let answer = receiver.answer(&received, reply).await.unwrap();
        assert_eq!(status(&wallet, &answer), said);
    }
}
