//! Signed answers and notifications with text that is not clean, and with numbers that a float would round. The signature
//! holds over the bytes, so that the outcome is the one that was signed; what is wrong in them is a deviation.

use std::fs;

use claro_client::{Client, Outcome, v1::payments::PaymentNotification};
use countersign_runtime::{
    Decimal, Endpoint, Json, Received, Response, Sensitive, Settled, Status, Unparsed, UntypedCode,
    Violation,
    codec::{Decode, Decoded, Encode, Fields, Shape, View, debug, empty},
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};
use countersign_tests::{Wallet, keys, requests};
use http::Request;

/// The answers, by the names of their files.
fn answers() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/answers/unclean");
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let answers: Vec<(String, Vec<u8>)> = files
        .map(|file| (file.file_stem().expect("a name").display().to_string(), fs::read(file).expect("read")))
        .collect();
    assert_eq!(answers.len(), 7);
    answers
}

/// What is noted, by where an answer's type has the field and where it has none.
fn noted(name: &str, knows_all_fields: bool) -> String {
    let (path, what) = match name {
        "surrogate-in-known-field" => ("extendInfo", "half of a surrogate pair"),
        "surrogate-in-message" => ("result.resultMessage", "half of a surrogate pair"),
        "surrogate-in-unknown-field" => ("goodsName", "half of a surrogate pair"),
        "number-out-of-range-in-unknown-field" => {
            return "`x` is a number too large for a 64-bit float".to_owned();
        }
        "raw-tab" => ("result.resultMessage", "a control character that is not escaped"),
        "cut-utf8" | "gbk-called-utf8" => ("result.resultMessage", "bytes that are not text of its charset"),
        other => panic!("{other}"),
    };
    // A notification's type may have no `result`, and then reads past it as a whole.
    let path = if knows_all_fields { path } else { path.split('.').next().unwrap_or_default() };
    format!("`{path}` contains {what}")
}

fn texts(deviations: &[Violation]) -> Vec<String> {
    deviations.iter().map(ToString::to_string).collect()
}

fn scene() -> (ScriptedWallet, Client) {
    let wallet = ScriptedWallet::new().expect("a back end");
    let client = Client::new(wallet.config()).expect("a client");
    (wallet, client)
}

#[tokio::test]
async fn a_typed_answer_is_the_success_that_was_signed() {
    for (name, body) in answers() {
        let (wallet, client) = scene();
        wallet.then(Reply::signed(body));
        let outcome = client.v1().payments().inquiry_payment(&requests::inquiry()).await.expect("sent");
        let Outcome::Success(answer) = outcome else { panic!("{name}: {outcome:?}") };
        assert_eq!(answer.payment_status.as_ref().expect("a status").to_string(), "SUCCESS", "{name}");
        assert_eq!(texts(answer.deviations()), [noted(&name, true)], "{name}");
        let message = match name.as_str() {
            "surrogate-in-message" | "cut-utf8" => "ok \u{fffd}",
            "raw-tab" => "a\tb",
            // The first two bytes of it are a letter in UTF-8, too.
            "gbk-called-utf8" => "\u{5a7}\u{fffd}\u{fffd}\u{fffd}\u{279}\u{fffd}",
            _ => "ok",
        };
        assert_eq!(answer.result().message, message, "{name}");
        let info = answer.extend_info.as_ref().map_or("", |info| info.as_str());
        assert_eq!(info, if name == "surrogate-in-known-field" { "shoe \u{fffd}" } else { "" }, "{name}");
    }
}

#[tokio::test]
async fn so_is_an_untyped_one() {
    static INQUIRY: Endpoint = Endpoint::new("v1", "payments/inquiryPayment").with_read_only();
    let request = r#"{"paymentRequestId":"order-1"}"#.parse().expect("JSON");
    for (name, body) in answers() {
        let wallet = ScriptedWallet::new().expect("a back end");
        let client = countersign_runtime::Client::new(&claro_client::API, wallet.config()).expect("a client");
        wallet.then(Reply::signed(body));
        let outcome = client.call_untyped(&INQUIRY, &request).await.expect("sent");
        let Outcome::Success(answer) = outcome else { panic!("{name}: {outcome:?}") };
        assert_eq!(answer.get("paymentId").and_then(|id| id.as_str()), Some("p"), "{name}");
        assert_eq!(texts(answer.deviations()), [noted(&name, true)], "{name}");
        if name.starts_with("number") {
            assert_eq!(answer.get("x"), Some(&countersign_runtime::Json::Null));
        }
    }
}

#[tokio::test]
async fn a_payment_is_settled_by_one() {
    for (name, body) in answers() {
        let (wallet, client) = scene();
        wallet.then(Reply::lost(TransportFailure::TimedOut));
        let outcome = client.v1().payments().pay(&requests::pay()).await.expect("it may have left");
        let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
        let about = [b"{\"paymentRequestId\":\"order-1\",".as_slice(), &body[1..]].concat();
        wallet.then(Reply::signed(about));
        let settled = client.settle(unknown).await;
        assert!(matches!(settled, Settled::Success(_)), "{name}: {settled:?}");
    }
}

#[tokio::test]
async fn a_notification_reaches_its_handler() {
    const PATH: &str = "/claro/notify";
    let wallet = Wallet::start(Default::default()).await.expect("the wallet starts");
    let ours = countersign_runtime::signature::SigningKey::from_text(keys::MERCHANT).expect("a key");
    let theirs = countersign_runtime::signature::WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
    let receiver = claro_client::Receiver::new(keys::CLIENT_ID, ours, theirs);
    for (name, body) in answers() {
        let mut request = Request::post(PATH).body(body.clone().into()).expect("a request");
        *request.headers_mut() = wallet.notification(PATH, &body).expect("a notification");
        let notification = receiver
            .receive::<PaymentNotification>(request)
            .await
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(notification.payment_id, "p", "{name}");
        let found = texts(notification.deviations());
        // `extendInfo` is none of its fields, and what it lacks is noted as well.
        assert!(found.contains(&noted(&name, false)), "{name}: {found:?}");
    }
}

/// An answer as the generator writes it, of a shop that pays in decimals.
struct Order {
    total: Option<Unparsed<Decimal>>,
    label: Option<Received<32>>,
    extra: Option<Json>,
    n: Option<i64>,
    m: Option<i64>,
    pin: Option<Sensitive<i64>>,
    card: Option<Sensitive<Card>>,
}

impl Encode for Order {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Order");
        visit(View::Object(
            &SHAPE,
            &[
                ("total", &self.total),
                ("label", &self.label),
                ("extra", &self.extra),
                ("n", &self.n),
                ("m", &self.m),
                ("pin", &self.pin),
                ("card", &self.card),
            ],
        ));
    }
}

impl Decode for Order {
    fn empty() -> Self {
        Self {
            total: empty(),
            label: empty(),
            extra: empty(),
            n: empty(),
            m: empty(),
            pin: empty(),
            card: empty(),
        }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [
            ("total", &mut self.total),
            ("label", &mut self.label),
            ("extra", &mut self.extra),
            ("n", &mut self.n),
            ("m", &mut self.m),
            ("pin", &mut self.pin),
            ("card", &mut self.card),
        ])
    }
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug(self, f)
    }
}

/// A request without fields.
struct AskForOrder;

impl Encode for AskForOrder {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("AskForOrder");
        visit(View::Object(&SHAPE, &[]));
    }
}

impl countersign_runtime::Request for AskForOrder {
    type Response = Order;
    const ENDPOINT: &'static Endpoint = &Endpoint::new("v1", "orders/inquiry").with_read_only();
}

impl Response for Order {
    type Code = UntypedCode;
}

#[derive(Debug)]
struct Card {
    kind: Option<Status>,
}

impl Encode for Card {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Card");
        visit(View::Object(&SHAPE, &[("kind", &self.kind)]));
    }
}

impl Decode for Card {
    fn empty() -> Self {
        Self { kind: empty() }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [("kind", &mut self.kind)])
    }
}

async fn order(body: &str) -> countersign_runtime::VerifiedResponse<Order> {
    let wallet = ScriptedWallet::new().expect("a back end");
    let client = countersign_runtime::Client::new(&claro_client::API, wallet.config()).expect("a client");
    wallet.then(Reply::signed(body.to_owned()));
    match client.call(&AskForOrder).await.expect("sent") {
        Outcome::Success(answer) => answer,
        outcome => panic!("{outcome:?}"),
    }
}

#[tokio::test]
async fn numbers_are_read_digit_by_digit() {
    for number in ["9007199254740993.5", "12.50", "-0.10"] {
        let answer = order(&format!(
            r#"{{"result":{{"resultStatus":"S"}},"total":{number},"label":{number},"extra":{{"a":[{number}]}}}}"#
        ))
        .await;
        assert_eq!(answer.total.as_ref().expect("a total").parse().expect("a decimal").as_str(), number);
        assert_eq!(*answer.label.as_ref().expect("a label"), number);
        assert_eq!(answer.extra.as_ref().expect("any").to_string(), format!(r#"{{"a":[{number}]}}"#));
        assert_eq!(texts(answer.deviations()), ["`label` is a number, expected text"]);
    }
}

#[tokio::test]
async fn whole_numbers_may_have_a_point_or_an_exponent() {
    let answer = order(include_str!("../answers/whole-numbers.json")).await;
    assert_eq!((answer.n, answer.m), (Some(100), Some(1000)));
    assert_eq!(texts(answer.deviations()), [""; 0]);
    let answer = order(r#"{"result":{"resultStatus":"S"},"n":100.5}"#).await;
    assert_eq!(answer.n, None);
    assert_eq!(texts(answer.deviations()), ["`n` is a number with a fraction, expected an integer"]);
}

#[tokio::test]
async fn nothing_of_a_sensitive_object_or_number_is_shown() {
    let answer =
        order(r#"{"result":{"resultStatus":"S"},"pin":18446744073709551615,"card":{"kind":"VIRTUAL"}}"#)
            .await;
    let shown = format!("{answer:?} {:?} {:?}", answer.deviations(), texts(answer.deviations()));
    assert_eq!(answer.deviations().len(), 2, "{shown}");
    assert!(!shown.contains("VIRTUAL") && !shown.contains("18446744073709551615"), "{shown}");
    assert_eq!(answer.card.as_ref().expect("a card").kind.as_ref().expect("a kind").as_str(), "VIRTUAL");
}
