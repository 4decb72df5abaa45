//! Every fault, and what it is to our client.

use super::support::{
    Answer, CLARO, Called, Letter, ORDER, PAY, block_on, claro, client, config, connect, json,
};
use countersign::sandbox::{Fault, Sandbox, When};
use countersign_runtime::signature::{SigningKey, WalletKey, WalletKeys};
use countersign_runtime::transport::TransportFailure;
use countersign_runtime::{Cause, Client, Config, Endpoint, Json, Outcome, VerifyError};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

static INQUIRY: Endpoint = Endpoint::new("v1", "payments/inquiryPayment").with_read_only();

/// Pays with a fault that the header names.
fn pay(sandbox: &Sandbox, change: impl FnOnce(Config) -> Config, fault: &str) -> Called {
    let client =
        Client::new(&CLARO, change(config(sandbox)).header("Sandbox-Fault", fault)).expect("a client");
    // A payment of its own each time.
    let order = ORDER.replace("order-1", &format!("order-{}", sandbox.received().len()));
    let body: Json = order.parse().expect("JSON");
    block_on(async { client.call_untyped(&PAY, &body).await })
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
            Cause::Unverified(VerifyError::WrongClientId) => "Unknown: wrong client id".to_owned(),
            Cause::Unreadable(_) => "Unknown: unreadable".to_owned(),
            Cause::UnrecognizedStatus => "Unknown: no status".to_owned(),
            other => format!("Unknown: {other:?}"),
        },
        other => format!("{other:?}"),
    }
}

const TABLE: &[(&str, &str)] = &[
    ("delay=20", "Accepted"),
    ("timeout", "Unknown: timed out"),
    ("cut-before", "Unknown: disconnected"),
    ("cut-during", "Unknown: disconnected"),
    ("cut-after", "Accepted"),
    ("status=S:SUCCESS", "Success"),
    ("status=A:ACCEPT", "Accepted"),
    ("status=U:PAYMENT_IN_PROCESS", "Unknown: PAYMENT_IN_PROCESS"),
    ("status=F:RISK_REJECT", "Failed: RISK_REJECT"),
    ("status=R:WHATEVER", "Unknown: no status"),
    ("tampered", "Unknown: bad signature"),
    ("wrong-key", "Unknown: bad signature"),
    ("rotated-key", "Unknown: unknown key"),
    ("unsigned", "Unknown: no signature"),
    ("stale-time", "Unknown: stale"),
    ("stale-time=310", "Unknown: stale"),
    ("stale-time=200", "Accepted"),
    ("wrong-client-id", "Unknown: wrong client id"),
    ("duplicate-notification", "Accepted"),
    ("late-notification=20", "Accepted"),
    ("bad-gateway", "Unknown: no signature"),
    ("huge-body=2", "Unknown: too large"),
    // This wallet documents it with status U.
    ("rate-limit", "Unknown: REQUEST_TRAFFIC_EXCEED_LIMIT"),
    ("unknown-enum", "Accepted"),
    ("extra-fields", "Accepted"),
    ("xml", "Accepted"),
];

#[test]
fn each_fault_has_its_outcome() {
    let sandbox = claro();
    for (fault, expected) in TABLE {
        let time = Duration::from_millis(if *fault == "timeout" { 300 } else { 10_000 });
        let called = pay(&sandbox, |config| config.timeout(time), fault);
        assert_eq!(told(&called), *expected, "{fault}");
        let last = sandbox.received().pop().expect("one");
        let text = last.fault.as_ref().expect("a fault").to_string();
        assert!(text == *fault || text.starts_with(&format!("{fault}=")), "{fault}: {text}");
        let has_answer = !matches!(*fault, "timeout" | "cut-before");
        assert_eq!(last.answer.is_some(), has_answer, "{fault}");
    }
    let in_table: BTreeSet<&str> =
        TABLE.iter().map(|(fault, _)| fault.split('=').next().expect("a name")).collect();
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
    // The question about it is answered.
    let question = serde_json::json!({ "paymentRequestId": "fault:status=F:RISK_REJECT;0001" });
    let _ = call(&INQUIRY, &question).expect("sent");
    assert_eq!(sandbox.received().pop().expect("one").fault, None);
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
