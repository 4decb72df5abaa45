//! What each way in which a call can go comes to: over real HTTP, with both cryptographic back ends and both transports.

use std::time::Duration;

use claro_client::{
    Client, Config, Outcome, text,
    v1::payments::{PayCode, PayResponse},
};
use countersign_runtime::{
    Call, Error, RetryPolicy, Settleable, Settled, Status,
    signature::{Backend, SigningKey, WalletKey},
};
use countersign_tests::{
    Fault, Step, There, Way,
    expected::ended,
    keys,
    requests::{apply_token, capture, code, inquiry, pay},
};

/// A way in which a call can go.
struct Row {
    /// What the wallet does with each request; after these it does right.
    steps: Vec<Step>,
    /// What is called, and how that ends.
    call: fn(&There, Way) -> String,
    ended: &'static str,
    /// How many requests the wallet gets.
    sent: usize,
}

fn row<const N: usize>(
    steps: [Step; N],
    call: fn(&There, Way) -> String,
    ended: &'static str,
    sent: usize,
) -> Row {
    Row { steps: steps.into(), call, ended, sent }
}

fn fault(fault: Fault) -> Step {
    fault.into()
}

fn right() -> Step {
    Step::default()
}

/// What the wallet says of a payment.
fn inquired(request_id: &str, status: &str) -> Step {
    let said = format!(
        r#"{{"result":{{"resultStatus":"S"}},"paymentRequestId":"{request_id}","paymentStatus":"{status}"}}"#
    );
    Step::from(said.as_str())
}

fn table() -> Vec<Row> {
    [one_attempt(), several_attempts(), keys_of_several_fields(), other_calls(), meanings(), settlings()]
        .into_iter()
        .flatten()
        .collect()
}

/// Neither a second attempt nor a step to where a redirect leads.
fn one_attempt() -> Vec<Row> {
    use Fault::*;
    [
        (TamperedBody, "Unknown Unverified BadSignature"),
        (AnotherKey, "Unknown Unverified BadSignature"),
        (AnotherPath, "Unknown Unverified BadSignature"),
        (NoSignature, "Unknown Unverified MissingHeader signature"),
        (UnsignedFailure, "Unknown Unverified MissingHeader signature"),
        (ErrorPage, "Unknown Unverified MissingHeader signature"),
        (Redirect, "Unknown Unverified MissingHeader signature"),
        (TwoSignatures, "Unknown Unverified RepeatedHeader signature"),
        (GarbageSignature, "Unknown Unverified Header"),
        (StaleTime, "Unknown Unverified StaleTime"),
        (FutureTime, "Unknown Unverified StaleTime"),
        (EarlyTime, "Unknown Unverified SignedBeforeRequest"),
        (NoTime, "Unknown Unverified MissingHeader response-time"),
        (GarbageTime, "Unknown Unverified BadTime"),
        (AnotherClient, "Unknown Unverified WrongClientId"),
        (StatusUnknown, "Unknown Status"),
        (StatusUnlisted, "Unknown UnrecognizedStatus"),
        (StatusFailed, "Failed USER_BALANCE_NOT_ENOUGH"),
        (NoResult, "Unknown Unreadable"),
        (TwoResults, "Unknown Unreadable"),
        (NotJson, "Unknown Unreadable"),
        (NeverAnswers, "Unknown Transport TimedOut"),
        (CutBefore, "Unknown Transport Disconnected"),
        (CutInside, "Unknown Transport Disconnected"),
        (TooLarge, "Unknown Transport TooLarge"),
        (TooLargeChunked, "Unknown Transport TooLarge"),
    ]
    .into_iter()
    .map(|(fault, ended)| {
        let call = if fault == NeverAnswers { paid_in_a_hurry } else { paid };
        row([fault.into()], call, ended, 1)
    })
    .chain([row([], paid, "Accepted", 1), row([], nobody_listens, "Err NotSent", 0)])
    .collect()
}

fn several_attempts() -> Vec<Row> {
    use Fault::*;
    vec![
        row([fault(CutBefore)], paid_again, "Accepted", 2),
        row(
            [fault(CutBefore), fault(CutInside), fault(CutBefore)],
            paid_again,
            "Unknown Transport Disconnected",
            3,
        ),
        // What failed may be the repetition only.
        row([fault(CutBefore), fault(StatusFailed)], paid_again, "Unknown FailedRepeat", 2),
        row([fault(CutBefore), fault(StatusUnknown)], paid_again, "Unknown Status", 2),
        row([fault(CutBefore), fault(AnotherKey)], paid_again, "Unknown Unverified BadSignature", 2),
        // The caller says that an earlier request may have left.
        row([fault(StatusFailed)], paid_repeatedly, "Unknown FailedRepeat", 1),
        row([], paid_repeatedly, "Accepted", 1),
        row([], nobody_listens_to_a_repeat, "Unknown NotSent", 0),
        // No key tells the wallet that it is the same request.
        row([fault(CutBefore)], token_again, "Unknown Transport Disconnected", 1),
    ]
}

fn other_calls() -> Vec<Row> {
    vec![row([right()], asked, "Failed ORDER_NOT_EXIST", 1)]
}

/// A key counts when every field of it is there.
fn keys_of_several_fields() -> Vec<Row> {
    use Fault::*;
    vec![
        row([fault(CutBefore), said("S", "SUCCESS", "")], code_of_a_page, "Success", 2),
        row([fault(CutBefore)], code_of_the_home_page, "Unknown Transport Disconnected", 1),
        row([fault(CutBefore)], code_without_parameters, "Unknown Transport Disconnected", 1),
    ]
}

/// What a signed response means besides its status.
fn meanings() -> Vec<Row> {
    vec![
        row([said("F", "REPEAT_REQ_INCONSISTENT", "")], paid, "Unknown FailedAsk", 1),
        row([said("F", "RISK_REJECT", "")], paid, "Failed RISK_REJECT", 1),
        row(
            [said("U", "PAYMENT_IN_PROCESS", r#","actionForm":{"actionFormType":"X"}"#)],
            paid,
            "Accepted",
            1,
        ),
        row([said("U", "PAYMENT_IN_PROCESS", r#","actionForm":{}"#)], paid, "Unknown Status", 1),
        row([said("U", "PAYMENT_IN_PROCESS", "")], paid, "Unknown Status", 1),
        row([said("S", "SUCCESS", r#","captureRequestId":"capture-1""#)], captured, "Success", 1),
        row([said("S", "SUCCESS", r#","captureRequestId":"capture-2""#)], captured, "Unknown OtherId", 1),
        row([said("F", "RISK_REJECT", r#","captureRequestId":"capture-2""#)], captured, "Unknown OtherId", 1),
        row(
            [said("S", "SUCCESS", r#","captureRequestId":"capture-1","captureRequestId":"capture-1""#)],
            captured,
            "Unknown OtherId",
            1,
        ),
        // Neither half a character nor a raw tab nor a number beyond all numbers hides what the wallet has signed.
        row([said("S", "SUCCESS", r#","extendInfo":"shoe \ud83d""#)], paid, "Success", 1),
        row([said("S", "SUCCESS", ",\"extendInfo\":\"a\tb\",\"x\":1e999")], paid, "Success", 1),
        // A question is asked again where the wallet says so.
        row([said("U", "UNKNOWN_EXCEPTION", ""), said("S", "SUCCESS", "")], asked, "Success", 2),
        row(
            [said("U", "UNKNOWN_EXCEPTION", ""), said("F", "ORDER_NOT_EXIST", "")],
            asked,
            "Failed ORDER_NOT_EXIST",
            2,
        ),
    ]
}

fn settlings() -> Vec<Row> {
    use Fault::*;
    let paid_another = r#"{"result":{"resultStatus":"S"},"paymentRequestId":"order-1","paymentStatus":"SUCCESS",
        "paymentAmount":{"currency":"USD","value":"9999"}}"#;
    let unnamed = r#"{"result":{"resultStatus":"S"},"paymentStatus":"SUCCESS"}"#;
    vec![
        row([fault(CutInside)], settled, "Settled::Success", 2),
        row([fault(NotJson), fault(StatusUnknown)], settled, "Settled::Unknown", 2),
        row([fault(NotJson), fault(StatusFailed)], settled, "Settled::Unknown", 2),
        row([fault(NotJson), inquired("order-1", "FAIL")], settled, "Settled::Failed", 2),
        row([fault(NotJson), inquired("order-2", "FAIL")], settled, "Settled::Unknown", 2),
        row([fault(NotJson), inquired("", "SUCCESS")], settled, "Settled::Unknown", 2),
        row([fault(NotJson), unnamed.into()], settled, "Settled::Unknown", 2),
        row([fault(NotJson), paid_another.into()], settled, "Settled::Conflict", 2),
        row(
            [said("F", "REPEAT_REQ_INCONSISTENT", ""), inquired("order-1", "SUCCESS")],
            settled,
            "Settled::Success",
            2,
        ),
        row([right(), inquired("order-1", "SUCCESS")], settled_after_the_cashier, "Settled::Success", 2),
        row([right(), paid_another.into()], settled_after_the_cashier, "Settled::Conflict", 2),
        row([right(), said("F", "ORDER_NOT_EXIST", "")], settled_after_the_cashier, "Settled::Unknown", 2),
    ]
}

/// A result, and fields beside it.
fn said(status: &str, code: &str, fields: &str) -> Step {
    let said = format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}{fields}}}"#);
    Step::from(said.as_str())
}

fn paid(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v1().payments().pay(&pay())))
}

fn paid_in_a_hurry(there: &There, way: Way) -> String {
    let request = pay();
    let call = there.client.v1().payments().pay(&request).timeout(Duration::from_millis(300));
    ended(&there.outcome(way, call))
}

/// As after a crash.
fn paid_repeatedly(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v1().payments().pay(&pay()).repeat()))
}

/// With a policy that sends again what was lost.
fn paid_again(there: &There, way: Way) -> String {
    ended(&there.outcome(way, eager(there.client.v1().payments().pay(&pay()))))
}

fn token_again(there: &There, way: Way) -> String {
    ended(&there.outcome(way, eager(there.client.v1().authorizations().apply_token(&apply_token()))))
}

fn asked(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v1().payments().inquiry_payment(&inquiry())))
}

fn captured(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v2().payments().capture(&capture())))
}

fn code_of_a_page(there: &There, way: Way) -> String {
    let request = code().app_qr_code_page(text!("pages/index")).app_qr_code_params(text!("x=1"));
    ended(&there.outcome(way, eager(there.client.v2().miniprogram().qrcode().create(&request))))
}

fn code_of_the_home_page(there: &There, way: Way) -> String {
    ended(&there.outcome(way, eager(there.client.v2().miniprogram().qrcode().create(&code()))))
}

fn code_without_parameters(there: &There, way: Way) -> String {
    let request = code().app_qr_code_page(text!("pages/index")).app_qr_code_params(text!(""));
    ended(&there.outcome(way, eager(there.client.v2().miniprogram().qrcode().create(&request))))
}

/// Pays, and has an outcome that is unknown settled.
fn settled(there: &There, way: Way) -> String {
    let outcome = there.outcome(way, there.client.v1().payments().pay(&pay()));
    match outcome {
        Ok(Outcome::Unknown(unknown)) => settle(there, way, unknown),
        outcome => ended(&outcome),
    }
}

/// Pays, and asks how it went on when the user has a step to take.
fn settled_after_the_cashier(there: &There, way: Way) -> String {
    let outcome = there.outcome(way, there.client.v1().payments().pay(&pay()));
    match outcome {
        Ok(Outcome::Accepted(pending)) => settle(there, way, pending),
        outcome => ended(&outcome),
    }
}

fn settle(there: &There, way: Way, call: impl Settleable<Response = PayResponse>) -> String {
    let settle = there.client.settle(call).every(Duration::from_millis(1)).during(Duration::ZERO);
    let settled = match way {
        Way::Awaited => there.done(settle),
        Way::Blocking => settle.wait(),
    };
    let name = match settled {
        Settled::Success(_) => "Success",
        Settled::Failed(_) => "Failed",
        Settled::Conflict(_) => "Conflict",
        Settled::Unknown(_) => "Unknown",
    };
    format!("Settled::{name}")
}

fn nobody_listens(there: &There, way: Way) -> String {
    for client in unreachable() {
        let error =
            there.outcome(way, eager(client.v1().payments().pay(&pay()))).expect_err("nobody listens");
        assert!(matches!(&error, Error::NotSent(_)), "{error:?}");
        assert!(error.to_string().starts_with("could not connect, nothing was sent: "), "{error}");
        assert_eq!(error.exchange().expect("a request").attempts(), 3, "no connection is tried again");
    }
    "Err NotSent".to_owned()
}

fn nobody_listens_to_a_repeat(there: &There, way: Way) -> String {
    let [ended, other] = unreachable()
        .map(|client| ended(&there.outcome(way, eager(client.v1().payments().pay(&pay())).repeat())));
    assert_eq!(ended, other);
    ended
}

/// Clients of a wallet at which nobody listens.
fn unreachable() -> [Client; 2] {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|free| free.local_addr())
        .expect("a port")
        .port();
    ["127.0.0.1", "localhost"].map(|host| {
        let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
        let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
        let config = Config::new(format!("http://{host}:{port}"), keys::CLIENT_ID, ours, theirs);
        Client::new(config).expect("a client")
    })
}

fn eager<Q>(call: Call<'_, Q>) -> Call<'_, Q> {
    let pause = Duration::from_millis(1);
    call.retry(RetryPolicy::default().delays(pause, pause).resend_lost(true))
}

/// A wallet for each back end and each transport.
fn everywhere(check: impl Fn(There, Way, Backend)) {
    for backend in Backend::all() {
        for way in Way::ALL {
            check(There::start(*backend).expect("a wallet"), way, *backend);
        }
    }
}

#[test]
fn both_back_ends_are_tested() {
    assert_eq!(Backend::all().len(), 2);
}

#[test]
fn every_row_of_the_table_holds() {
    for (at, row) in table().iter().enumerate() {
        everywhere(|there, way, backend| {
            for step in &row.steps {
                there.wallet.then(step.clone());
            }
            let found = ((row.call)(&there, way), there.wallet.seen().len());
            assert_eq!(
                found,
                (row.ended.to_owned(), row.sent),
                "row {at}, {:?}, {way:?}, {backend:?}",
                row.steps
            );
        });
    }
}

#[test]
fn the_table_has_every_fault() {
    let table = table();
    for fault in Fault::ALL {
        let has = |row: &Row| row.steps.iter().any(|step| step.fault == Some(*fault));
        assert!(table.iter().any(has), "{fault:?}");
    }
}

#[test]
fn a_wallet_that_does_right_is_understood() {
    everywhere(|there, way, backend| {
        let outcome = there.outcome(way, there.client.v1().payments().pay(&pay())).unwrap();
        let Outcome::Accepted(pending) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert!(pending.payment_id.is_some());
        assert!(pending.action_form.is_some());
        assert_eq!(pending.result().status, Status::Accepted);
        assert_eq!(pending.deviations(), []);
        assert_eq!(pending.exchange().trace_id(), Some("0ba604b415744"));

        let [seen] = there.wallet.seen().try_into().unwrap();
        assert_eq!(seen.refused, None, "{backend:?}");
        assert_eq!(seen.path, "/api/v1/payments/pay");
        assert_eq!(seen.body, pending.exchange().request().body());
        for (name, value) in pending.exchange().request().headers() {
            assert_eq!(seen.headers.get(name), Some(value), "{name}");
        }
    });
}

#[test]
fn a_failure_says_why() {
    everywhere(|there, way, backend| {
        there.wallet.misbehave(Fault::StatusFailed);
        let outcome = there.outcome(way, there.client.v1().payments().pay(&pay())).unwrap();
        let Outcome::<PayResponse>::Failed(failure) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert_eq!(failure.code, PayCode::UserBalanceNotEnough);
        assert_eq!(failure.answer.deviations(), []);
        assert_eq!(failure.to_string(), "USER_BALANCE_NOT_ENOUGH: user balance not enough");
    });
}

/// Of connections that were left in the middle, none is used again.
#[test]
fn an_answer_after_a_fault_is_understood_again() {
    for way in Way::ALL {
        let there = There::start(Backend::default()).unwrap();
        let request = pay();
        let name = || there.outcome(way, there.client.v1().payments().pay(&request)).unwrap().name();
        for fault in
            [Fault::CutInside, Fault::TooLargeChunked, Fault::TooLarge, Fault::TamperedBody, Fault::CutBefore]
        {
            there.wallet.then(fault);
            assert_eq!(name(), "Unknown", "{fault:?}");
            // The same request id: the wallet knows the payment already, and says so.
            assert_eq!(name(), "Accepted", "{fault:?}");
        }
        assert_eq!(there.wallet.seen().len(), 10);
    }
}
