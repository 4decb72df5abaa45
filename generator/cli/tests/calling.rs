//! Calls straight from specs, without a network: what a report says, and what it never shows.

#![cfg(feature = "sandbox")]

use countersign_calling::{
    Caller, Ended, Options, Refused, Report, apis, assign, example_body, find_endpoint, sign, signing_key,
};
use countersign_codegen::model::{Api, Shape, Type, misfits};
use countersign_runtime::testing::{Reply, ScriptedWallet};
use countersign_runtime::transport::TransportFailure;
use countersign_runtime::{Json, RetryPolicy};
use serde_json::{Value, json};

const PAY: &str = "v1/payments/pay";
const SECRET: &str = "sesame-28100001";

fn claro() -> Vec<Api> {
    apis("../../specs", &["claro"]).expect("specs")
}

fn payment() -> Value {
    json!({
        "partnerId": "P1", "paymentRequestId": "R1", "paymentOrderTitle": "SHOES",
        "paymentAuthCode": SECRET, "paymentAmount": { "currency": "USD", "value": "100" },
    })
}

fn value(json: &Json) -> Value {
    serde_json::from_str(&json.to_string()).expect("JSON")
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

fn call(wallet: &ScriptedWallet, body: &Value, options: &Options) -> Result<Report, Refused> {
    let caller = Caller::new(claro(), wallet.config()).expect("a caller").with_flags(["--keys", "my keys"]);
    block_on(caller.call("claro", PAY, body, options))
}

fn answered(reply: Reply) -> Report {
    let wallet = ScriptedWallet::new().expect("a wallet");
    wallet.then(reply);
    call(&wallet, &payment(), &Options::default()).expect("a report")
}

fn result(status: &str, code: &str) -> String {
    json!({ "result": { "resultStatus": status, "resultCode": code, "resultMessage": "said so" } })
        .to_string()
}

/// The user has a step to take, if there is a URL.
fn in_process(url: &str) -> String {
    let form = if url.is_empty() { json!({}) } else { json!({ "redirectionUrl": url }) };
    json!({ "result": { "resultStatus": "U", "resultCode": "PAYMENT_IN_PROCESS" }, "actionForm": form })
        .to_string()
}

#[test]
fn each_end_has_its_name_and_exit_code() {
    let table = [
        (Reply::signed(result("S", "SUCCESS")), Ended::Success, "Success", 0),
        (Reply::signed(result("A", "ACCEPT")), Ended::Accepted, "Accepted", 0),
        (Reply::signed(result("F", "RISK_REJECT")), Ended::Failed, "Failed", 3),
        (Reply::signed(result("U", "PAYMENT_IN_PROCESS")), Ended::Unknown, "Unknown", 4),
        (Reply::signed(in_process("")), Ended::Unknown, "Unknown", 4),
        (Reply::signed(in_process("https://wallet.invalid/pay")), Ended::Accepted, "Accepted", 0),
        (Reply::signed(result("F", "REPEAT_REQ_INCONSISTENT")), Ended::Unknown, "Unknown", 4),
        (Reply::unsigned(result("S", "SUCCESS")), Ended::Unknown, "Unknown", 4),
        (Reply::signed("no JSON"), Ended::Unknown, "Unknown", 4),
        (Reply::lost(TransportFailure::TimedOut), Ended::Unknown, "Unknown", 4),
    ];
    for (reply, ended, name, code) in table {
        let report = answered(reply);
        assert_eq!((report.outcome, report.outcome.name(), report.outcome.exit_code()), (ended, name, code));
        assert_eq!(report.to_json()["outcome"], name);
        let verified = report.response.as_ref().map(|answer| answer.unverified.is_none());
        assert_eq!(report.to_json()["answer"]["verified"], json!(verified), "{report:?}");
    }
    let wallet = ScriptedWallet::new().expect("a wallet");
    let mut options = Options::default();
    options.retry = Some(RetryPolicy::never());
    let report = call(&wallet, &payment(), &options).expect("a report");
    assert_eq!((report.outcome, report.outcome.exit_code(), report.attempts), (Ended::NotSent, 5, 1));
}

#[test]
fn the_spec_says_what_a_code_means() {
    let report = answered(Reply::signed(result("F", "USER_BALANCE_NOT_ENOUGH")));
    let says = report.result.expect("a result");
    assert_eq!((says.status.as_str(), says.code.as_str()), ("F", "USER_BALANCE_NOT_ENOUGH"));
    assert_eq!(says.doc.as_deref(), Some("The user does not have enough money."));
    let to_do = report.to_do.as_deref().expect("words");
    assert!(to_do.starts_with("Final: nothing has happened"), "{to_do}");
    assert!(report.next.is_none());
    let report = answered(Reply::signed(result("F", "EXPIRED_ACCESS_TOKEN")));
    assert!(report.to_do.expect("words").starts_with("Get a new token"));
}

#[test]
fn an_unknown_outcome_comes_with_the_question() {
    let report = answered(Reply::lost(TransportFailure::Disconnected));
    let next = report.next.expect("something to do");
    let line = "countersign call claro v1/payments/inquiryPayment --set partnerId=P1 --set paymentRequestId=R1 --keys 'my keys'";
    assert_eq!(next.line.as_deref(), Some(line));
    assert!(report.cause.expect("a cause").contains("connection broke"));
}

#[test]
fn what_is_said_to_be_sent_is_what_was_sent() {
    let wallet = ScriptedWallet::new().expect("a wallet");
    wallet.then(Reply::signed(result("S", "SUCCESS")));
    let mut options = Options::default();
    options.show_sensitive = true;
    options.fault = Some("late".to_owned());
    options.headers = vec![("Agent-Token".to_owned(), "token-1".to_owned())];
    let report = call(&wallet, &payment(), &options).expect("a report");
    let [seen] = &wallet.seen()[..] else { panic!("one request") };
    assert_eq!(seen.body(), report.request.body.as_bytes());
    for (name, value) in &report.request.headers {
        assert_eq!(seen.headers()[name.as_str()], value.as_str(), "{name}");
    }
    assert_eq!(seen.headers()["sandbox-fault"], "late");
    let (id, time) = (report.request.header("Client-Id"), report.request.header("Request-Time"));
    let (id, time) = (id.expect("an id"), time.expect("a time"));
    let content = format!("POST /api/v1/payments/pay\n{id}.{time}.{}", report.request.body);
    assert_eq!(report.request.content, content);

    // The command `sign` makes the same headers of the same bytes.
    let key = include_str!("../../../runtime/src/testing/merchant.pem");
    let key = signing_key(key, None).expect("a key");
    let dialect = &claro()[0].dialect;
    let signed = sign(dialect, &key, id, &report.request.path, time.into(), seen.body()).expect("signed");
    assert_eq!(signed.content, content.as_bytes());
    for (name, value) in &signed.headers {
        assert_eq!(seen.headers()[name.as_str()], value.as_str(), "{name}");
    }
}

#[test]
fn nothing_sensitive_is_shown() {
    let body = json!({
        "result": { "resultStatus": "S", "resultCode": "SUCCESS", "resultMessage": "" },
        "accessToken": SECRET, "accessTokenExpiryTime": "x",
    });
    let wallet = ScriptedWallet::new().expect("a wallet");
    wallet.then(Reply::signed(body.to_string()));
    let caller = Caller::new(claro(), wallet.config()).expect("a caller");
    let request = json!({ "grantType": "AUTHORIZATION_CODE", "authCode": SECRET });
    let mut options = Options::default();
    options.headers = vec![("Agent-Token".to_owned(), SECRET.to_owned())];
    let report = block_on(caller.call("claro", "v1/authorizations/applyToken", &request, &options));
    let report = report.expect("a report");
    assert_eq!(report.outcome, Ended::Success);
    assert!(!format!("{report:?} {}", report.to_json()).contains(SECRET), "{report:?}");
    assert!(report.request.body.contains("[hidden]") && report.curl.is_none());
    assert!(report.response.expect("an answer").body.contains("\"accessToken\":\"[hidden]\""));
    assert!(report.rust.contains("std::env::var(\"AUTH_CODE\")"), "{}", report.rust);
    assert_eq!(wallet.seen()[0].body(), request.to_string().as_bytes());

    wallet.then(Reply::signed(body.to_string()));
    options.show_sensitive = true;
    let report = block_on(caller.call("claro", "v1/authorizations/applyToken", &request, &options));
    let report = report.expect("a report");
    assert!(report.response.expect("an answer").body.contains(SECRET) && report.curl.is_some());
}

#[test]
fn what_breaks_the_spec_is_not_sent_unless_asked_for() {
    let wallet = ScriptedWallet::new().expect("a wallet");
    let mut body = payment();
    body["paymentAmount"]["value"] = json!(100);
    body["partnerId"] = json!("x".repeat(33));
    body["paymentAuthCode"] = json!(28100001);
    let Err(Refused::Violations(found)) = call(&wallet, &body, &Options::default()) else {
        panic!("refused")
    };
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    let expected = [
        "`partnerId` has 33 characters; `max_length` is 32",
        "`paymentAmount.value` is 100, not a text",
        "`paymentAuthCode` is not what the spec asks for (the value is sensitive, and not shown)",
    ];
    assert_eq!(found, expected);
    assert!(wallet.seen().is_empty());

    wallet.then(Reply::signed(result("F", "PARAM_ILLEGAL")));
    let mut options = Options::default();
    options.unchecked = true;
    let report = call(&wallet, &body, &options).expect("a report");
    assert_eq!((report.outcome, report.violations.len()), (Ended::Failed, 3));
    assert!(report.rust.starts_with("// The generated crate has no way to write this"), "{}", report.rust);
}

/// A server calls from its own tasks.
#[test]
fn a_call_can_move_between_threads() {
    fn moves<T: Send>(value: T) -> T {
        value
    }
    let wallet = ScriptedWallet::new().expect("a wallet");
    wallet.then(Reply::signed(result("S", "SUCCESS")));
    let caller = std::sync::Arc::new(Caller::new(claro(), wallet.config()).expect("a caller"));
    let task = moves(async move {
        let report = caller.call("claro", PAY, &payment(), &Options::default()).await;
        report.map(|report| report.outcome)
    });
    let ended = std::thread::spawn(|| block_on(task)).join().expect("no panic");
    assert_eq!(ended.expect("a report"), Ended::Success);
}

#[test]
fn endpoints_by_their_end_and_near_names() {
    let apis = claro();
    let find = |name| find_endpoint(&apis[0], name).map(|(_, one)| format!("{}/{}", one.version, one.path));
    for name in ["v1/payments/pay", "/v1/payments/pay.yaml", "inquiryPayment", "payments/inquiryPayment"] {
        assert!(find(name).is_ok(), "{name}");
    }
    let says = |name| find(name).expect_err(name).to_string();
    assert_eq!(says("pay"), "`pay` could be `v1/payments/pay` and `v2/payments/pay`; write one of them");
    assert!(says("pya").ends_with("did you mean `v1/payments/pay` or `v2/payments/pay`?"), "{}", says("pya"));
    assert!(says("v1/payments/inquirePayment").ends_with("did you mean `v1/payments/inquiryPayment`?"));
    assert!(says("ay").contains("no endpoint `ay`"), "only whole segments count: {}", says("ay"));
}

#[test]
fn notifications_are_not_called() {
    let wallet = ScriptedWallet::new().expect("a wallet");
    let caller = Caller::new(claro(), wallet.config()).expect("a caller");
    let refused = block_on(caller.call("claro", "notifyPayment", &json!({}), &Options::default()));
    assert!(matches!(refused, Err(Refused::Notification(_))));
    let refused =
        block_on(caller.call("clara", PAY, &json!({}), &Options::default())).expect_err("no such API");
    assert_eq!(refused.to_string(), "there is no API `clara`; did you mean `claro`?");
}

#[test]
fn values_are_typed_by_the_spec() {
    let apis = claro();
    let (version, pay) = find_endpoint(&apis[0], PAY).expect("an endpoint");
    let mut body = Json::Object(Default::default());
    for assignment in [
        "partnerId=007",
        "paymentAmount.value=100",
        "paymentFactor.isCashierPayment=true",
        "extraParams.ORDER.referenceOrderId=A=1",
        "extraParams.ORDER.goods.goodsName=shoe",
    ] {
        assign(&mut body, assignment, &pay.request, version, false).expect(assignment);
    }
    let set = value(&body);
    let order: Value =
        serde_json::from_str(set["extraParams"]["ORDER"].as_str().expect("JSON as text")).expect("JSON");
    assert_eq!(order, json!({ "referenceOrderId": "A=1", "goods": { "goodsName": "shoe" } }));
    assert_eq!(set["partnerId"], "007");
    assert_eq!(set["paymentAmount"], json!({ "value": "100" }));
    assert_eq!(set["paymentFactor"], json!({ "isCashierPayment": true }));

    let mut refused = |assignment: &str| {
        assign(&mut body, assignment, &pay.request, version, false).expect_err(assignment).to_string()
    };
    for (assignment, says) in [
        ("paymentFactor.isCashierPayment=maybe", "must be `true` or `false`"),
        ("extraParams.ORDER.goods[0].goodsName=x", "there is no field `0`"),
        ("partnerId.x=1", "a single value has no fields"),
        ("paymentAmount.valeu=1", "did you mean `value`?"),
        ("paymentAmount=1", "an object as JSON"),
        ("partnerId", "not of the form path=value"),
        ("a..b=1", "is not a path"),
    ] {
        assert!(refused(assignment).contains(says), "{}", refused(assignment));
    }
    let mut body = Json::Object(Default::default());
    assign(&mut body, "paymentFactor.isCashierPayment=maybe", &pay.request, version, true).expect("lenient");
    assign(&mut body, "new[0].name=5", &pay.request, version, true).expect("lenient");
    assert_eq!(
        value(&body),
        json!({ "paymentFactor": { "isCashierPayment": "maybe" }, "new": [{ "name": 5 }] })
    );
}

#[test]
fn items_of_lists_come_one_after_the_other() {
    let apis = apis("../../specs", &["alipay-connect"]).expect("specs");
    let (version, pay) = find_endpoint(&apis[0], "v2/payments/pay").expect("an endpoint");
    let mut body = Json::Object(Default::default());
    let mut set = |assignment: &str| {
        assign(&mut body, assignment, &pay.request, version, false).map_err(|error| error.to_string())
    };
    for assignment in
        ["order.goods[0].goodsName=shoe", "order.goods[1].goodsName=hat", "order.goods[0].goodsName=boot"]
    {
        set(assignment).expect(assignment);
    }
    assert!(
        set("order.goods[7].goodsName=x")
            .expect_err("too far")
            .contains("the next item of the list is `[2]`")
    );
    assert!(set("order.goods.goodsName=x").expect_err("no item").contains("give an index"));
    assert_eq!(
        value(&body),
        json!({ "order": { "goods": [{ "goodsName": "boot" }, { "goodsName": "hat" }] } })
    );
    countersign_calling::remove(&mut body, "order.goods[0]", &pay.request, version, false).expect("a path");
    let late = countersign_calling::remove(&mut body, "order.goods[1]", &pay.request, version, false);
    assert!(late.expect_err("too far").to_string().contains("there is no item `[1]`"));
    assert_eq!(value(&body), json!({ "order": { "goods": [{ "goodsName": "hat" }] } }));
}

#[test]
fn an_example_gets_a_fresh_id_where_the_caller_chooses_it() {
    let apis = claro();
    let body = |endpoint: &str, fresh| {
        let (version, endpoint) = find_endpoint(&apis[0], endpoint).expect("an endpoint");
        example_body(endpoint, version, None, fresh).expect("an example")
    };
    let (as_is, one, other) = (body(PAY, false), body(PAY, true), body(PAY, true));
    assert_eq!(as_is["paymentRequestId"], "2019112719074101000700000077771xxxx");
    assert_ne!(one["paymentRequestId"], other["paymentRequestId"]);
    assert_eq!(one["paymentRequestId"].as_str().map(str::len), Some(30));
    // A token that exists is no id of one's own choosing.
    let cancel = "v1/authorizations/cancelToken";
    assert_eq!(body(cancel, true), body(cancel, false));
    let (version, pay) = find_endpoint(&apis[0], PAY).expect("an endpoint");
    let missing = example_body(pay, version, Some("casier"), true).expect_err("no such example").to_string();
    assert!(missing.contains("there is `cashier payment`"), "{missing}");
}

#[test]
fn every_example_of_every_api_can_be_written_in_rust() {
    let wallet = ScriptedWallet::new().expect("a wallet");
    let caller = Caller::new(apis("../../specs", &[]).expect("specs"), wallet.config()).expect("a caller");
    let mut written = 0;
    for api in caller.apis() {
        for version in &api.versions {
            for endpoint in
                version.endpoints.iter().filter(|one| one.kind == countersign_codegen::model::Kind::Call)
            {
                for body in endpoint.examples.iter().filter_map(|example| example.request.as_ref()) {
                    let broken = countersign_calling::violations(body, endpoint, version);
                    let text = countersign_calling::rust_snippet(api, version, endpoint, body, &broken);
                    let is_code = text.contains("async fn call(");
                    assert_eq!(is_code, broken.is_empty(), "{}/{}: {text}", api.name, endpoint.path);
                    written += usize::from(is_code);
                }
            }
        }
    }
    assert!(written > 10, "{written}");
}

/// Of every wallet that has a type of money.
#[test]
fn amounts_have_the_form_of_their_table() {
    let apis = apis("../../specs", &[]).expect("specs");
    let versions = apis.iter().flat_map(|api| api.versions.iter().map(move |version| (&api.name, version)));
    let mut checked = 0;
    for (api, version) in versions {
        let Some(amount) = version.type_named("Amount") else { continue };
        let Shape::Object(fields) = &amount.shape else { panic!("{api}: an object") };
        let found = |currency: &str, value: &Value| {
            misfits(&json!({ "currency": currency, "value": value }), fields, version).len()
        };
        let value = fields.iter().find(|field| field.name == "value").expect("a value");
        let (right, wrong) = match value.ty {
            // One wallet wants a number.
            Type::Integer { .. } => (json!(100), vec![json!(-1), json!(1.5), json!(2_147_483_648_u32)]),
            _ => (json!("100"), ["-1.5", "10.00", "1e5", "+1", ""].map(Value::from).to_vec()),
        };
        assert_eq!(found("USD", &right), 0, "{api}");
        for currency in ["usd", "US", "USDT"] {
            assert_ne!(found(currency, &right), 0, "{api}: {currency}");
        }
        for value in wrong {
            assert_ne!(found("USD", &value), 0, "{api}: {value}");
        }
        checked += 1;
    }
    assert!(checked >= 5, "{checked}");
}
