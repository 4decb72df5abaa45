//! What is special about the messages of an endpoint: the made-up shop of `tests/specs`, called straight from its specs.

use super::support::{block_on, config};
use countersign_calling::{Caller, Options, Refused, Report, apis};
use countersign_sandbox::{Sandbox, Settings};
use serde_json::{Value, json};

const SHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specs");

fn shop() -> Sandbox {
    Sandbox::start(Settings::new(SHOP)).expect("started")
}

fn call(
    sandbox: &Sandbox,
    endpoint: &str,
    body: &Value,
    headers: &[(&str, &str)],
    unchecked: bool,
) -> Result<Report, Refused> {
    let caller = Caller::new(apis(SHOP, &["shop"]).expect("specs"), config(sandbox)).expect("a caller");
    let mut options = Options::default();
    options.headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    options.unchecked = unchecked;
    block_on(caller.call("shop", endpoint, body, &options))
}

fn order() -> Value {
    json!({ "orderNo": "1001", "basket": { "shop": "Corner", "colour": "red" }, "gift": true })
}

fn answer(report: &Report) -> Value {
    serde_json::from_str(&report.response.as_ref().expect("a response").body).expect("JSON")
}

#[test]
fn headers_are_checked_before_sending_and_by_the_wallet() {
    let sandbox = shop();
    for (headers, wrong) in [
        (&[][..], "`headers.Agent-Token` is a required header, but missing"),
        (&[("Agent-Token", "PLANTED-PLANTED-1")], "has 17 characters; `max_length` is 16"),
        (
            &[("agent-token", "t"), ("Agent-Lane", "UP")],
            "`headers.Agent-Lane` does not match the `pattern` [a-z]+",
        ),
    ] {
        let refused = call(&sandbox, "v3/agents/send", &order(), headers, false).expect_err(wrong);
        let told = refused.to_string();
        assert!(told.contains(wrong) && !told.contains("PLANTED"), "{told}");
        let report = call(&sandbox, "v3/agents/send", &order(), headers, true).expect("sent all the same");
        let message = &report.result.as_ref().expect("a result").message;
        let said = wrong.trim_start_matches('`').split('`').next_back().expect("words");
        assert!(message.contains(said.trim()) && !message.contains("PLANTED"), "{message}");
        assert_eq!(report.outcome.name(), "Failed");
    }
    let report =
        call(&sandbox, "v3/agents/send", &order(), &[("Agent-Token", "PLANTED")], false).expect("sent");
    assert_eq!(report.outcome.name(), "Success", "{report:?}");
    assert!(!format!("{report:?}").contains("PLANTED") && !report.to_json_text().contains("PLANTED"));
}

#[test]
fn a_flat_result_is_given_and_read() {
    let sandbox = shop();
    let report = call(&sandbox, "v3/agents/refund", &json!({ "refundNo": "R-1" }), &[], false).expect("sent");
    assert_eq!(report.outcome.name(), "Success");
    assert!(report.deviations.is_empty(), "{:?}", report.deviations);
    let answered = answer(&report);
    assert_eq!(answered["resultStatus"], "SUCCESS");
    assert!(answered["refundId"].is_string() && answered.get("result").is_none(), "{answered}");

    let report =
        call(&sandbox, "v3/agents/refund", &json!({ "refundNo": "" , "more": "x".repeat(40) }), &[], true);
    assert_eq!(report.expect("sent").outcome.name(), "Success", "unknown fields are ignored");
    let report =
        call(&sandbox, "v3/agents/refund", &json!({ "refundNo": "x".repeat(40) }), &[], true).expect("sent");
    assert_eq!(report.outcome.name(), "Failed");
    let answered = answer(&report);
    assert_eq!(
        (&answered["resultStatus"], &answered["resultCode"]),
        (&json!("FAIL"), &json!("PARAM_ILLEGAL"))
    );
}

#[test]
fn faults_speak_the_words_of_the_endpoint() {
    let sandbox = shop();
    let caller = Caller::new(apis(SHOP, &["shop"]).expect("specs"), config(&sandbox)).expect("a caller");
    for (fault, outcome) in
        [("status=U:SLOW", "Unknown"), ("status=F:NO_MONEY", "Failed"), ("status=A:ACCEPT", "Accepted")]
    {
        let mut options = Options::default();
        options.fault = Some(fault.to_owned());
        let report =
            block_on(caller.call("shop", "v3/agents/refund", &json!({ "refundNo": "R-1" }), &options));
        assert_eq!(report.expect("sent").outcome.name(), outcome, "{fault}");
    }
}

#[test]
fn what_a_client_cannot_call_is_refused_with_the_reason() {
    let sandbox = shop();
    let refused =
        call(&sandbox, "v3/agents/upload", &json!({ "name": "a" }), &[], true).expect_err("refused");
    assert_eq!(refused.to_string(), "v3/agents/upload cannot be called: Multipart body");
    // The sandbox's client id is one of those that begin with `SANDBOX_`.
    let refused = call(&sandbox, "v3/agents/swipe", &json!({ "orderNo": "1001" }), &[], false);
    let told = refused.expect_err("refused").to_string();
    assert!(told.contains("v3/agents/swipe has no path in the wallet's sandbox"), "{told}");
}
