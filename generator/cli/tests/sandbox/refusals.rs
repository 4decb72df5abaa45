//! Requests that are not in order: each with the code that a wallet gives, signed when it is known who asks.

use super::support::{Letter, ORDER, SPECS, claro, json};
use countersign_runtime::RequestTime;
use countersign_sandbox::{Sandbox, Settings};
use std::time::{Duration, SystemTime};

const PAY: &str = "/api/v1/payments/pay";

/// Posts a letter after a change, and says what came: HTTP status, signed or not, code, and the message as the log has it.
fn refused(sandbox: &Sandbox, change: impl FnOnce(&mut Letter)) -> (u16, bool, String, String) {
    let mut letter = Letter::to(sandbox, PAY, ORDER);
    change(&mut letter);
    let answer = letter.post(sandbox);
    let [status, code, message] = answer.result();
    assert_eq!(status, "F", "{answer:?}");
    assert_eq!(answer.header("response-time").is_some(), answer.is_signed(), "both or neither");
    let last = sandbox.received().pop().expect("one");
    let (logged, whole) = last.refused.clone().expect("the log says why");
    assert_eq!(logged, code);
    let sent = message.strip_suffix(" ... (all of it is in the sandbox's log)").unwrap_or(&message);
    assert!(whole.starts_with(sent) && (whole == message || sent.len() < message.len()), "{message}");
    (answer.status, answer.is_signed(), code, whole)
}

fn ago(seconds: u64) -> String {
    RequestTime::Rfc3339Millis.write(SystemTime::now() - Duration::from_secs(seconds))
}

#[test]
fn who_is_not_known_gets_an_unsigned_answer() {
    let sandbox = claro();
    type Change = fn(&mut Letter);
    let table: &[(&str, Change, &str, &str)] = &[
        ("another method", |it| it.method = "PUT", "INVALID_API", "PUT, not POST"),
        ("no client id", |it| it.without = vec!["Client-Id"], "INVALID_CLIENT", "`Client-Id` is missing"),
        (
            "another client id",
            |it| it.client_id = "2020".to_owned(),
            "INVALID_CLIENT",
            "the sandbox knows SANDBOX_",
        ),
        ("no signature", |it| it.without = vec!["Signature"], "INVALID_SIGNATURE", "`Signature` is missing"),
        ("no time", |it| it.without = vec!["Request-Time"], "PARAM_ILLEGAL", "`Request-Time` is missing"),
        ("another key version", |it| it.version = 7, "KEY_NOT_FOUND", "version 7"),
        (
            "another path",
            |it| it.signed_path = Some("/v1/payments/pay".to_owned()),
            "INVALID_SIGNATURE",
            "POST /api/v1",
        ),
        (
            "another algorithm",
            |it| {
                it.without = vec!["Signature"];
                it.headers.push(("Signature".to_owned(), "algorithm=ECC224, signature=AAAA".to_owned()));
            },
            "INVALID_SIGNATURE",
            "ECC224",
        ),
        (
            "two signatures",
            |it| it.headers.push(("Signature".to_owned(), "algorithm=RSA256, signature=AAAA".to_owned())),
            "PARAM_ILLEGAL",
            "more than once",
        ),
        (
            "garbage for a signature",
            |it| {
                it.without = vec!["Signature"];
                it.headers.push(("Signature".to_owned(), "x".to_owned()));
            },
            "INVALID_SIGNATURE",
            "it has no signature",
        ),
    ];
    for (what, change, code, message) in table {
        let (status, signed, found, said) = refused(&sandbox, change);
        assert_eq!((status, signed, found.as_str()), (200, false, *code), "{what}: {said}");
        assert!(said.contains(message), "{what}: {said}");
    }
}

#[test]
fn who_is_known_gets_a_signed_answer() {
    let sandbox = claro();
    type Change = fn(&mut Letter);
    let table: &[(&str, Change, &str, &str)] = &[
        ("too old", |it| it.time = ago(6 * 60), "PARAM_ILLEGAL", "6 minutes from now"),
        (
            "too new",
            |it| it.time = RequestTime::EpochMillis.write(SystemTime::now() + Duration::from_secs(400)),
            "PARAM_ILLEGAL",
            "6 minutes from now",
        ),
        ("no time at all", |it| it.time = "now".to_owned(), "PARAM_ILLEGAL", "\"now\""),
        (
            "no such path",
            |it| it.path = "/api/v1/payments/pya".to_owned(),
            "INVALID_API",
            "did you mean /api/v1/payments/pay?; the specs are as they were at the start: after a new one, start the sandbox again",
        ),
        (
            "a notification",
            |it| it.path = "/api/v1/payments/notifyPayment".to_owned(),
            "INVALID_API",
            "no endpoint",
        ),
        ("dots", |it| it.path = "/api/v1/../v1/payments/pay".to_owned(), "INVALID_API", "no endpoint"),
        ("escapes", |it| it.path = "/api/v1/payments/%70ay".to_owned(), "INVALID_API", "no endpoint"),
        ("two slashes", |it| it.path = "//api/v1/payments/pay".to_owned(), "INVALID_API", "no endpoint"),
        ("no body", |it| it.body.clear(), "PARAM_ILLEGAL", "not JSON"),
        ("no JSON", |it| it.body = b"{\"a\":".to_vec(), "PARAM_ILLEGAL", "not JSON"),
        ("no UTF-8", |it| it.body = b"{\"a\":\"\xff\"}".to_vec(), "PARAM_ILLEGAL", "not JSON"),
        (
            "too deep",
            |it| it.body = [b"[".repeat(100_000), b"]".repeat(100_000)].concat(),
            "PARAM_ILLEGAL",
            "recursion limit",
        ),
        ("a list", |it| it.body = b"[]".to_vec(), "PARAM_ILLEGAL", "$ is not an object"),
    ];
    for (what, change, code, message) in table {
        let (status, signed, found, said) = refused(&sandbox, change);
        assert_eq!((status, signed, found.as_str()), (200, true, *code), "{what}: {said}");
        assert!(said.contains(message), "{what}: {said}");
    }
}

#[test]
fn times_within_five_minutes_are_taken_in_every_form() {
    let sandbox = claro();
    for form in [
        RequestTime::Rfc3339Millis,
        RequestTime::Rfc3339Seconds,
        RequestTime::Rfc3339Zulu,
        RequestTime::NoColon,
        RequestTime::EpochMillis,
    ] {
        let mut letter = Letter::to(&sandbox, PAY, ORDER);
        letter.time = form.write(SystemTime::now() - Duration::from_secs(290));
        assert_eq!(letter.post(&sandbox).result()[0], "A", "{form:?}");
    }
}

#[test]
fn every_violation_is_named_with_its_place_limit_and_value() {
    let sandbox = claro();
    let mut order = json(ORDER);
    order["paymentAmount"]["currency"] = "DOLLARS".into();
    order["paymentOrderTitle"] = "x".repeat(257).into();
    order["envInfo"] = serde_json::json!({ "terminalType": "TOASTER" });
    order["colour"] = "red".into();
    order["paymentAuthCode"] = 987_654_321.into();
    order.as_object_mut().expect("an object").remove("partnerId");
    let (_, signed, code, message) = refused(&sandbox, |it| it.body = order.to_string().into_bytes());
    assert!(signed);
    assert_eq!(code, "PARAM_ILLEGAL");
    for part in [
        "$.paymentAmount.currency has 7 characters; `max_length` is 3",
        "$.paymentOrderTitle has 257 characters; `max_length` is 256",
        "$.envInfo.terminalType is \"TOASTER\", not one of",
        "$.partnerId is required, but missing",
        "$.paymentAuthCode is not what the spec asks for (the value is sensitive",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    assert!(!message.contains("987654321"), "a sensitive value is not shown: {message}");
    assert!(!message.contains("colour"), "an unknown field is ignored, and refuses nothing: {message}");
}

/// What takes a hundred times its length in memory once it is read, is not read: neither as it is, nor as text.
#[test]
fn a_body_with_too_many_values_is_refused() {
    let sandbox = claro();
    let objects = |number| r#"{"":0},"#.repeat(number);
    for (number, is_read) in [(1000, true), (20_000, false)] {
        for body in [
            format!(r#"{{"extendInfo":[{}0]}}"#, objects(number)),
            format!(r#"{{"extraParams":{{"ORDER":"[{}0]"}}}}"#, objects(number).replace('"', "\\\"")),
        ] {
            let (status, signed, code, message) = refused(&sandbox, |letter| letter.body = body.into());
            assert_eq!((status, signed, code.as_str()), (200, true, "PARAM_ILLEGAL"));
            assert_eq!(message.contains("more values than fit into 8 MB"), !is_read, "{message}");
        }
    }
}

/// Of an endpoint that is not known completely, unknown fields are no harm, however many: what is wrong is still found.
#[test]
fn unknown_fields_hide_nothing() {
    let sandbox = claro();
    let mut refund = json("{}");
    for number in 0..1500 {
        refund[format!("x{number}")] = "y".into();
    }
    let (_, _, _, message) = refused(&sandbox, |letter| {
        letter.path = "/api/v1/payments/refund".to_owned();
        letter.body = refund.to_string().into_bytes();
    });
    assert!(message.starts_with("$.partnerId is required"), "{message}");
}

/// As wallets do it.
#[test]
fn fields_that_the_spec_lacks_are_ignored_and_noted() {
    let sandbox = claro();
    let mut order = json(ORDER);
    order["colour"] = "red".into();
    order["paymentAmount"]["colour"] = "red".into();
    order["paymentId"] = "mine".into();
    let answer = Letter::to(&sandbox, PAY, order.to_string()).post(&sandbox);
    assert_eq!(answer.result()[0], "A");
    assert_ne!(answer.json()["paymentId"], "mine", "it means nothing");
    let received = sandbox.received();
    let [received] = received.as_slice() else { panic!("{received:?}") };
    assert_eq!(received.ignored, ["$.colour", "$.paymentId", "$.paymentAmount.colour"]);
    assert!(
        received.to_string().contains("not in the spec, and ignored: $.colour, $.paymentId, $.paymentAmount")
    );
    assert_eq!(received.refused, None);
    // They are ignored in a repeat, too.
    assert_eq!(
        Letter::to(&sandbox, PAY, ORDER).post(&sandbox).json()["paymentId"],
        answer.json()["paymentId"]
    );
}

#[test]
fn a_strict_sandbox_refuses_fields_that_the_spec_lacks() {
    let sandbox = strict();
    let mut order = json(ORDER);
    order["colour"] = "red".into();
    let (_, signed, code, message) = refused(&sandbox, |it| it.body = order.to_string().into_bytes());
    assert!(signed);
    assert_eq!((code.as_str(), message.as_str()), ("PARAM_ILLEGAL", "$.colour is not in the spec"));
    assert_eq!(Letter::to(&sandbox, PAY, ORDER).post(&sandbox).result()[0], "A");
}

fn strict() -> Sandbox {
    Sandbox::start(Settings::new(SPECS).api("claro").strict(true)).expect("started")
}

#[test]
fn a_message_has_an_end() {
    let sandbox = strict();
    let mut order = json(ORDER);
    for number in 0..500 {
        order[format!("x{number}")] = "y".into();
    }
    order["z".repeat(10_000)] = "y".into();
    let (_, _, _, message) = refused(&sandbox, |it| it.body = order.to_string().into_bytes());
    assert!(message.ends_with("and 481 more"), "{message}");
    assert!(message.len() < 10_000);
}
