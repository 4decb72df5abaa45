//! Every fault, and what it is to our client.

use super::support::{
    Answer, CLARO, Called, Letter, ORDER, PAY, SPECS, block_on, claro, client, config, connect, json,
};
use countersign_runtime::signature::{SigningKey, WalletKey, WalletKeys};
use countersign_runtime::transport::TransportFailure;
use countersign_runtime::{Cause, Client, Config, Endpoint, IdempotencyKey, Json, Outcome, VerifyError};
use countersign_sandbox::{Fault, Sandbox, Settings, When};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

static INQUIRY: Endpoint = Endpoint::new("v1", "payments/inquiryPayment").with_read_only();
static REFUND: Endpoint =
    Endpoint::new("v1", "payments/refund").with_idempotency_key(IdempotencyKey::all(&["refundRequestId"]));

/// Pays with a fault that the header names.
fn pay(sandbox: &Sandbox, change: impl FnOnce(Config) -> Config, fault: &str) -> Called {
    let client =
        Client::new(&CLARO, change(config(sandbox)).header("Sandbox-Fault", fault)).expect("a client");
    // A payment of its own each time.
    let order = ORDER.replace("order-1", &format!("order-{}", sandbox.received().len()));
    let body: Json = order.parse().expect("JSON");
    block_on(async { client.call_untyped(&PAY, &body).await })
}

/// Whether the wallet knows the payment of a request.
fn is_known(sandbox: &Sandbox, order: &serde_json::Value) -> bool {
    let about = serde_json::json!({ "partnerId": "P1", "paymentRequestId": order["paymentRequestId"] });
    let asked = super::support::call(&client(sandbox), &INQUIRY, &about.to_string());
    match told(&asked).as_str() {
        "Success" => true,
        "Failed: ORDER_NOT_EXIST" => false,
        other => panic!("{about}: {other}"),
    }
}

/// An outcome in a few words.
fn told(called: &Called) -> String {
    let transport = |failure| match failure {
        TransportFailure::TimedOut => "timed out",
        TransportFailure::Disconnected => "disconnected",
        TransportFailure::TooLarge => "too large",
        _ => "another failure of the transport",
    };
    match called {
        Ok(Outcome::Success(_)) => "Success".to_owned(),
        Ok(Outcome::Accepted(_)) => "Accepted".to_owned(),
        Ok(Outcome::Failed(failure)) => format!("Failed: {}", failure.code),
        Ok(Outcome::Unknown(unknown)) => match &unknown.cause {
            Cause::Status => format!("Unknown: {}", unknown.code.as_ref().expect("a code")),
            Cause::Transport(error) => format!("Unknown: {}", transport(error.failure())),
            Cause::Unverified(VerifyError::MissingHeader(name)) => format!("Unknown: no {name}"),
            Cause::Unverified(VerifyError::BadSignature(_)) => "Unknown: bad signature".to_owned(),
            Cause::Unverified(VerifyError::UnknownKey(_)) => "Unknown: unknown key".to_owned(),
            Cause::Unverified(VerifyError::StaleTime { .. }) => "Unknown: stale".to_owned(),
            Cause::Unverified(VerifyError::SignedBeforeRequest { .. }) => "Unknown: early".to_owned(),
            Cause::Unverified(VerifyError::WrongClientId) => "Unknown: wrong client id".to_owned(),
            Cause::Unreadable(_) => "Unknown: unreadable".to_owned(),
            Cause::UnrecognizedStatus => "Unknown: no status".to_owned(),
            other => format!("Unknown: {other:?}"),
        },
        other => format!("{other:?}"),
    }
}

/// Each fault, what its outcome is to our client, and whether the request was carried out all the same.
const TABLE: &[(&str, &str, bool)] = &[
    ("delay=20", "Accepted", true),
    ("timeout", "Unknown: timed out", true),
    ("cut-before", "Unknown: disconnected", true),
    ("cut-during", "Unknown: disconnected", true),
    ("cut-after", "Accepted", true),
    ("status=S:SUCCESS", "Success", true),
    ("status=A:ACCEPT", "Accepted", true),
    ("status=U:PAYMENT_IN_PROCESS", "Unknown: PAYMENT_IN_PROCESS", true),
    ("status=F:RISK_REJECT", "Failed: RISK_REJECT", false),
    ("status=R:WHATEVER", "Unknown: no status", true),
    ("tampered", "Unknown: bad signature", true),
    ("wrong-key", "Unknown: bad signature", true),
    ("rotated-key", "Unknown: unknown key", true),
    ("unsigned", "Unknown: no signature", true),
    ("stale-time", "Unknown: stale", true),
    ("stale-time=310", "Unknown: stale", true),
    ("stale-time=200", "Unknown: early", true),
    ("stale-time=20", "Accepted", true),
    ("wrong-client-id", "Unknown: wrong client id", true),
    ("duplicate-notification", "Accepted", true),
    ("late-notification=20", "Accepted", true),
    ("bad-gateway", "Unknown: no signature", true),
    ("huge-body=2", "Unknown: too large", true),
    // This wallet documents it with status U.
    ("rate-limit", "Unknown: REQUEST_TRAFFIC_EXCEED_LIMIT", false),
    ("unknown-enum", "Accepted", true),
    ("extra-fields", "Accepted", true),
    ("xml", "Accepted", true),
];

#[test]
fn each_fault_has_its_outcome() {
    let sandbox = claro();
    for (fault, expected, is_carried_out) in TABLE {
        let time = Duration::from_millis(if *fault == "timeout" { 300 } else { 10_000 });
        let called = pay(&sandbox, |config| config.timeout(time), fault);
        assert_eq!(told(&called), *expected, "{fault}");
        let last = sandbox.received().pop().expect("one");
        // No notification follows, as there is no address for it.
        let is_idle = fault.contains("notification");
        let text = if is_idle { &last.idle_fault } else { &last.fault };
        let text = text.as_ref().expect("a fault").to_string();
        assert!(text == *fault || text.starts_with(&format!("{fault}=")), "{fault}: {text}");
        let has_answer = !matches!(*fault, "timeout" | "cut-before");
        assert_eq!(last.answer.is_some(), has_answer, "{fault}");
        assert_eq!(is_known(&sandbox, &last.json().expect("JSON")), *is_carried_out, "{fault}");
    }
    let in_table: BTreeSet<&str> =
        TABLE.iter().map(|(fault, ..)| fault.split('=').next().expect("a name")).collect();
    let known: BTreeSet<&str> = Fault::ALL.iter().map(|known| known.name).collect();
    assert_eq!(in_table, known, "each fault is in the table");
}

#[test]
fn what_a_fault_says_is_in_the_answer() {
    let sandbox = claro();
    let answer = |fault: &str| match pay(&sandbox, |config| config, fault) {
        Ok(Outcome::Accepted(answer)) => json(&answer.to_string()),
        other => panic!("{fault}: {other:?}"),
    };
    assert_eq!(answer("unknown-enum")["actionForm"]["actionFormType"], "SANDBOX_UNLISTED");
    assert_eq!(answer("extra-fields")["sandboxExtra"]["added"][3], "text");
    let start = Instant::now();
    answer("delay=150");
    assert!(start.elapsed() >= Duration::from_millis(150));
}

/// What a shop on this machine is told of, in the order in which it comes: the ids of payments.
struct Shop {
    url: String,
    told: mpsc::Receiver<String>,
}

impl Shop {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/told", listener.local_addr().expect("an address"));
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let notice = read_body(&mut stream);
                let _ = tell.send(notice["paymentRequestId"].as_str().expect("an id").to_owned());
                let body =
                    r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}"#;
                let head =
                    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).expect("it is read");
            }
        });
        Self { url, told }
    }

    fn next(&self) -> String {
        self.told.recv_timeout(Duration::from_secs(20)).expect("it is told")
    }
}

fn read_body(stream: &mut TcpStream) -> serde_json::Value {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        match line.trim_end().to_ascii_lowercase().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().expect("a length"),
            Some(_) => {}
            None if line.trim_end().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    serde_json::from_slice(&body).expect("JSON")
}

#[test]
fn notifications_come_twice_or_late() {
    let sandbox = Sandbox::start(Settings::new(SPECS).api("claro").confirm_after(Duration::ZERO));
    let sandbox = sandbox.expect("started");
    let shop = Shop::open();
    let pay = |id: &str, fault: &str| {
        let mut order = json(ORDER);
        order["paymentRequestId"] = id.into();
        order["paymentNotifyUrl"] = shop.url.as_str().into();
        let mut letter = Letter::to(&sandbox, "/api/v1/payments/pay", order.to_string());
        letter.headers.push(("Sandbox-Fault".to_owned(), fault.to_owned()));
        assert_eq!(letter.post(&sandbox).result()[0], "A");
    };
    // Ten minutes: it does not come in this test.
    pay("late", "late-notification=600000");
    pay("twice", "duplicate-notification");
    assert_eq!([shop.next(), shop.next()], ["twice", "twice"]);
    let start = Instant::now();
    pay("soon", "late-notification=200");
    assert_eq!(shop.next(), "soon");
    assert!(start.elapsed() >= Duration::from_millis(200));
    pay("usual", "delay=0");
    assert_eq!(shop.next(), "usual");
}

#[test]
fn the_new_key_is_the_wallets_own() {
    let sandbox = claro();
    let key = |text: &str| WalletKey::from_text(text).expect("a key");
    let keys = [(1, key(sandbox.wallet_key())), (2, key(sandbox.next_wallet_key()))];
    let keys = WalletKeys::by_version(keys).expect("keys");
    let own = SigningKey::from_text(sandbox.merchant_key()).expect("a key");
    let both = Config::new(sandbox.url(), sandbox.client_id(), own, keys);
    assert_eq!(told(&pay(&sandbox, |_| both.clone(), "rotated-key")), "Accepted");
    assert_eq!(told(&pay(&sandbox, |_| both, "wrong-key")), "Unknown: bad signature");
}

#[test]
fn a_connection_that_is_cut_after_an_answer_was_to_be_kept() {
    let sandbox = claro();
    for (fault, is_kept) in [("cut-after", false), ("delay=0", true)] {
        let mut letter = Letter::to(&sandbox, "/api/v1/payments/pay", ORDER);
        letter.without = vec!["Connection"];
        letter.headers.push(("Sandbox-Fault".to_owned(), fault.to_owned()));
        let mut stream = connect(&sandbox);
        stream.write_all(&letter.bytes(sandbox.merchant_key())).expect("written");
        let answer = Answer::read_from(&mut stream);
        assert_eq!((answer.result()[0].as_str(), answer.header("connection")), ("A", None));
        // The same once more: is anybody there?
        let _ = stream.write_all(&letter.bytes(sandbox.merchant_key()));
        let mut byte = [0];
        assert_eq!(matches!(stream.read(&mut byte), Ok(1)), is_kept, "{fault}");
    }
}

#[test]
fn a_text_in_the_body_names_a_fault_too() {
    let sandbox = claro();
    let client = client(&sandbox);
    let mut order = json(ORDER);
    order["paymentRequestId"] = "fault:status=F:RISK_REJECT;0001".into();
    let call =
        |endpoint, body: &serde_json::Value| super::support::call(&client, endpoint, &body.to_string());
    assert_eq!(told(&call(&PAY, &order)), "Failed: RISK_REJECT");
    // What only names the payment is answered, be it a question or a refund.
    let mut about =
        serde_json::json!({ "partnerId": "P1", "paymentRequestId": "fault:status=F:RISK_REJECT;0001" });
    let _ = call(&INQUIRY, &about).expect("sent");
    assert_eq!(sandbox.received().pop().expect("one").fault, None);
    about["refundRequestId"] = "refund-1".into();
    about["refundAmount"] = serde_json::json!({ "currency": "USD", "value": "1" });
    assert_eq!(told(&call(&REFUND, &about)), "Failed: ORDER_NOT_EXIST");
    about["refundRequestId"] = "fault:status=U:UNKNOWN_EXCEPTION".into();
    assert_eq!(told(&call(&REFUND, &about)), "Unknown: UNKNOWN_EXCEPTION");
}

#[test]
fn a_payment_that_timed_out_can_be_cancelled_by_its_id() {
    let sandbox = Sandbox::start(Settings::new(SPECS).api("demo")).expect("started");
    let id = "fault:status=U:PAYMENT_IN_PROCESS;0001";
    let amount = serde_json::json!({ "currency": "USD", "value": "1" });
    let order = serde_json::json!({ "appId": "A1", "paymentRequestId": id, "paymentAmount": amount });
    let asked = Letter::to(&sandbox, "/api/v2/payments/pay", order.to_string()).post(&sandbox);
    assert_eq!(asked.result()[0], "U");
    let about = serde_json::json!({ "paymentRequestId": id });
    let cancelled = Letter::to(&sandbox, "/api/v2/payments/cancel", about.to_string()).post(&sandbox);
    assert_eq!(cancelled.result()[0], "S");
}

#[test]
fn a_fault_that_is_none_is_refused() {
    let sandbox = claro();
    for (name, value) in [("Sandbox-Fault", "timeuot"), ("sandbox-fault", "delay=soon")] {
        let mut letter = Letter::to(&sandbox, "/api/v1/payments/pay", ORDER);
        letter.headers.push((name.to_owned(), value.to_owned()));
        let [_, code, message] = letter.post(&sandbox).result();
        assert_eq!(code, "PARAM_ILLEGAL");
        assert!(message.contains("`Sandbox-Fault`"), "{message}");
    }
}

#[test]
fn a_fault_for_an_endpoint_that_is_not_there_is_an_error() {
    let sandbox = claro();
    let said = sandbox.fault("v1/payment/pay", Fault::Timeout).unwrap_err().to_string();
    assert_eq!(said, "there is no endpoint `v1/payment/pay`; did you mean `v1/payments/pay`?");
    assert_eq!(sandbox.faults(), []);
}

#[test]
fn a_wrong_key_is_no_key_of_the_wallet() {
    let sandbox = claro();
    for theirs in [sandbox.wallet_key(), sandbox.next_wallet_key()] {
        let theirs = WalletKey::from_text(theirs).expect("a key");
        let ours = SigningKey::from_text(sandbox.merchant_key()).expect("a key");
        let config = Config::new(sandbox.url(), sandbox.client_id(), ours, theirs);
        assert_eq!(told(&pay(&sandbox, |_| config, "wrong-key")), "Unknown: bad signature");
    }
}

#[test]
fn endpoints_have_faults_until_they_are_cleared() {
    let sandbox = claro();
    let client = client(&sandbox);
    let outcomes = |count: usize| -> Vec<String> {
        let order = || ORDER.replace("order-1", &format!("order-{}", sandbox.received().len()));
        (0..count).map(|_| told(&super::support::call(&client, &PAY, &order()))).collect()
    };
    let refused = || Fault::Status { status: "F".to_owned(), code: "RISK_REJECT".to_owned() };
    sandbox.fault("v1/payments/pay", refused()).expect("an endpoint");
    sandbox.fault("v1/payments/refund", Fault::CutBefore).expect("an endpoint");
    assert_eq!(outcomes(2), ["Failed: RISK_REJECT", "Failed: RISK_REJECT"]);
    assert_eq!(sandbox.faults().len(), 2);
    sandbox.clear_faults();
    assert_eq!(sandbox.faults(), []);
    assert_eq!(outcomes(1), ["Accepted"]);
    sandbox.fault_when("v1/payments/pay", When::Nth(2), refused()).expect("an endpoint");
    assert_eq!(outcomes(3), ["Accepted", "Failed: RISK_REJECT", "Accepted"]);
    sandbox.clear_faults();
    sandbox.fault_when("v1/payments/pay", When::Every(2), refused()).expect("an endpoint");
    assert_eq!(outcomes(4), ["Accepted", "Failed: RISK_REJECT", "Accepted", "Failed: RISK_REJECT"]);
}

#[test]
fn the_log_says_when_a_fault_had_nothing_to_apply_to() {
    let sandbox = claro();
    let last = || sandbox.received().pop().expect("a request");
    let client =
        Client::new(&CLARO, config(&sandbox).header("Sandbox-Fault", "unknown-enum")).expect("a client");
    // There is no enum in the response to a refund, and without an address no notification follows a payment.
    let refund = r#"{"partnerId":"P1","refundRequestId":"R1","paymentRequestId":"none","refundAmount":{"currency":"USD","value":"1"}}"#;
    let _ = super::support::call(&client, &REFUND, refund);
    assert_eq!((&last().fault, &last().idle_fault), (&None, &Some(Fault::UnknownEnum)));
    assert!(last().to_string().contains(", fault unknown-enum had nothing to apply to ("), "{}", *last());
    let _ = pay(&sandbox, |config| config, "duplicate-notification");
    assert_eq!((&last().fault, &last().idle_fault), (&None, &Some(Fault::DuplicateNotification)));
    let order =
        ORDER.replace("order-1", "told").replacen('{', r#"{ "paymentNotifyUrl": "http://127.0.0.1:9/", "#, 1);
    let mut letter = Letter::to(&sandbox, "/api/v1/payments/pay", order);
    letter.headers.push(("Sandbox-Fault".to_owned(), "duplicate-notification".to_owned()));
    letter.post(&sandbox);
    assert_eq!((&last().fault, &last().idle_fault), (&Some(Fault::DuplicateNotification), &None));
    // XML has no result that the log could read.
    let _ = pay(&sandbox, |config| config, "xml");
    assert!(last().to_string().contains("claro v1/payments/pay: HTTP 200, fault xml ("), "{}", *last());
}
