//! What is special about the messages of an endpoint: the made-up shop of `tests/specs`, called straight from its specs.

use super::support::{Specs, block_on, config};
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

/// The status of a flat result can be what an inquiry settles by: it is that of the payment.
#[test]
fn a_flat_status_settles() {
    const PAY: &str = "path: pay\nversion: v1\nsummary: Pays.\nidempotency_key: orderNo\nsettled_by: { endpoint: v1/ask, status: ended, success: [PAID], failure: [LOST] }\nsandbox: { role: pay, fields: { request_id: orderNo, amount: price, page_url: page, expires_at: until } }\nrequest:\n  orderNo: { type: string, max_length: 64, required: true }\n  price: { type: Amount, required: true }\n  until: { type: datetime }\nresponse:\n  page: { type: url, max_length: 99 }\nresults: [{ code: ACCEPT, status: A }]\n";
    const ASK: &str = "path: ask\nversion: v1\nsummary: Asks.\nresult: { in: body, status: ended, code: code, message: message, statuses: { PAID: S, LOST: F, OPEN: U } }\nsandbox: { role: ask, fields: { request_id: orderNo } }\nrequest:\n  orderNo: { type: string, max_length: 64, required: true }\nresponse:\n  orderNo: { type: string, max_length: 64 }\n";
    let specs = Specs::new(&[
        ("demo/api.yaml", "format: 1\nname: demo\ntitle: Demo\nbase_path: /api\n"),
        ("demo/v1/pay.yaml", PAY),
        ("demo/v1/ask.yaml", ASK),
        (
            "demo/v1/types.yaml",
            "Amount:\n  role: money\n  currency: { type: string, max_length: 3, required: true }\n  value: { type: string, max_length: 16, required: true }\n",
        ),
    ]);
    for (wait, until, ended) in [
        (0, "2099-01-01T00:00:00Z", "PAID"),
        (60, "2099-01-01T00:00:00Z", "OPEN"),
        (0, "2020-01-01T00:00:00Z", "LOST"),
    ] {
        let settings = Settings::new(specs.path()).confirm_after(std::time::Duration::from_secs(wait));
        let sandbox = Sandbox::start(settings).unwrap_or_else(|error| panic!("{error}"));
        let caller =
            Caller::new(apis(specs.path(), &["demo"]).expect("specs"), config(&sandbox)).expect("a caller");
        let call = |endpoint, body| {
            block_on(caller.call("demo", endpoint, &body, &Options::default())).expect("sent")
        };
        let price = json!({ "currency": "USD", "value": "100" });
        call("v1/pay", json!({ "orderNo": "1", "price": price, "until": until }));
        let told = answer(&call("v1/ask", json!({ "orderNo": "1" })));
        assert_eq!((&told["ended"], &told["orderNo"]), (&json!(ended), &json!("1")), "{told}");
    }
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
