//! What the explorer answers, and whom it refuses.

use crate::support::{Letter, shipped};
use countersign_sandbox::{Fault, Sandbox, Settings};
use serde_json::{Value, json};

fn call(endpoint: &str, body: &str) -> String {
    json!({ "api": "claro", "endpoint": endpoint, "body": body, "fault": null }).to_string()
}

#[test]
fn the_page_and_its_files_are_served_and_nothing_else_is_taken() {
    let sandbox = shipped();
    for path in ["/", "/-/style.css", "/-/theme.js", "/-/app.js", "/-/icon.svg", "/-/apis.json", "/-/faults"]
    {
        let answer = Letter::get(path).send(&sandbox);
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.body.is_empty(), "{path}");
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    for path in ["/-/nothing", "/-", "/-/../app.js", "/-/index.html"] {
        assert_eq!(Letter::get(path).send(&sandbox).status, 404, "{path}");
    }
    assert_eq!(Letter::post("/-/apis.json").send(&sandbox).status, 405);
    // What is not the explorer's is for the wallet, which knows no such caller.
    for path in ["/", "/api/v1/payments/pay"] {
        let answer = Letter::new("POST", path).header("host", "127.0.0.1").body("{}").send(&sandbox).json();
        assert_eq!(answer["result"]["resultCode"], "INVALID_CLIENT", "{path}");
    }
}

#[test]
fn every_script_that_is_imported_is_served() {
    let sandbox = shipped();
    let mut open = vec!["/-/app.js".to_owned()];
    let mut seen = Vec::new();
    while let Some(path) = open.pop() {
        let answer = Letter::get(&path).send(&sandbox);
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.body;
        for name in text.lines().filter_map(|line| line.split(" from \"./").nth(1)?.strip_suffix("\";")) {
            let path = format!("/-/{name}");
            if !seen.contains(&path) {
                open.push(path);
            }
        }
        assert!(!text.contains("innerHTML") && !text.contains("document.write"), "{path}");
        seen.push(path);
    }
    assert!(seen.len() > 10, "{seen:?}");
}

#[test]
fn the_model_is_told_in_full() {
    let told = Letter::get("/-/apis.json").send(&shipped()).json();
    let claro =
        told["apis"].as_array().expect("a list").iter().find(|api| api["name"] == "claro").expect("claro");
    let v1 = &claro["versions"][0];
    let endpoints = v1["endpoints"].as_array().expect("a list");
    let pay = endpoints.iter().find(|endpoint| endpoint["id"] == "v1/payments/pay").expect("pay");
    assert_eq!(pay["route"], "/api/v1/payments/pay");
    assert_eq!(pay["idempotencyKey"], json!(["paymentRequestId"]));
    assert_eq!(pay["facts"][0], json!(["Same request by", "`paymentRequestId`"]));
    assert_eq!(pay["facts"][1], json!(["Unknown outcomes are settled by", "`v1/payments/inquiryPayment`"]));
    let ask = json!([["partnerId", "partnerId"], ["paymentRequestId", "paymentRequestId"]]);
    assert_eq!((&pay["settledBy"], &pay["ask"]), (&json!("v1/payments/inquiryPayment"), &ask));
    let told =
        endpoints.iter().find(|endpoint| endpoint["id"] == "v1/payments/notifyPayment").expect("notify");
    let ends = "`v1/payments/pay` with the same `paymentRequestId`: success if `paymentStatus` is `SUCCESS`, failure if \
                `paymentStatus` is `FAIL`";
    assert_eq!(told["facts"][1], json!(["Ends", ends]));
    let partner = &pay["request"][0];
    assert_eq!(
        (&partner["name"], &partner["required"], &partner["type"]["max"]),
        (&"partnerId".into(), &true.into(), &32.into())
    );
    assert_eq!(partner["doc"], "Partner that owns the order.");
    let process_fail = pay["results"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|result| result["code"] == "PROCESS_FAIL")
        .expect("listed");
    assert_eq!(process_fail["status"], "F");
    assert!(process_fail["todo"].as_str().expect("a text").starts_with("Final"), "{process_fail}");
    let request: Value =
        serde_json::from_str(pay["examples"][0]["request"].as_str().expect("a text")).expect("JSON");
    assert_eq!(request["paymentAmount"]["currency"], "USD");
    assert_eq!(v1["types"]["OsType"]["values"][0]["value"], "IOS");
    assert_eq!((&partner["condition"], &partner["nullable"]), (&json!(false), &json!(false)));
    let all = v1["endpoints"].as_array().expect("endpoints");
    let token =
        all.iter().find(|endpoint| endpoint["id"] == "v1/authorizations/applyToken").expect("applyToken");
    let code = token["request"].as_array().expect("fields").iter().find(|field| field["name"] == "authCode");
    assert_eq!(code.expect("the code")["condition"], true);
}

#[test]
fn what_was_received_is_told_once() {
    let sandbox = shipped();
    let sent = Letter::post("/-/call").body(call("v1/payments/inquiryPayment", "{}")).send(&sandbox);
    assert_eq!(sent.json()["steps"]["result"]["resultCode"], "PARAM_ILLEGAL");
    let entries = |after: u32| Letter::get(&format!("/-/received?after={after}")).send(&sandbox).json();
    assert_eq!(entries(0)["entries"][0]["endpoint"], "v1/payments/inquiryPayment");
    assert_eq!(entries(1)["entries"], json!([]));
    assert_eq!(entries(0)["run"], entries(1)["run"]);
}

#[test]
fn a_call_that_cannot_be_made_says_why() {
    let sandbox = shipped();
    for (body, why) in [
        ("{", "not JSON"),
        ("{}", "`body` is missing"),
        (r#"{ "body": "{}" }"#, "`api` is missing"),
        (&call("v1/payments/none", "{}"), "claro has no endpoint `v1/payments/none`; did you mean"),
        (&call("v1/payments/pay", "{"), "the body is not JSON"),
        (&call("v1/payments/pay", "[]"), "the body is not a JSON object"),
        (&call("v1/payments/notifyPayment", "{}"), "is a notification"),
    ] {
        let answer = Letter::post("/-/call").body(body).send(&sandbox);
        assert_eq!(answer.status, 400);
        let told = answer.json();
        assert!(told["error"].as_str().is_some_and(|text| text.contains(why)), "{told} should say {why}");
    }
    assert!(sandbox.received().is_empty());
}

/// The key of a map is repeated in the path of every problem inside of it.
#[test]
fn the_text_that_a_check_tells_is_limited() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join("claro").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("api.yaml", "format: 1\nname: claro\ntitle: Shop\n");
    write("v1/types.yaml", "Item:\n  name: { type: string, max_length: 8, doc: Name. }\n");
    let request = "request:\n  items: { type: map, values: { type: Item }, doc: Items. }\n";
    write("v1/pay.yaml", &format!("path: pay\nversion: v1\nsummary: Pays.\nread_only: true\n{request}"));
    let sandbox = Sandbox::start(Settings::new(folder.path())).expect("started");
    let unknown: serde_json::Map<String, Value> =
        (0..50).map(|number| (number.to_string(), json!(1))).collect();
    let body = json!({ "items": { "k".repeat(8000): unknown } });
    let told = Letter::post("/-/check").body(call("v1/pay", &body.to_string())).send(&sandbox);
    assert!(told.status == 200 && told.body.len() < 128 * 1024, "{} bytes", told.body.len());
    let told = told.json();
    let number = problems(&told).len();
    assert!((1..50).contains(&number) && told["more"] == true, "{number}");
}

/// `[path, message, missing]` of each problem.
fn problems(told: &Value) -> Vec<Value> {
    let problems = told["problems"].as_array().expect("a list").iter();
    problems.map(|problem| json!([problem["path"], problem["message"], problem["missing"]])).collect()
}

#[test]
fn a_body_is_checked_and_not_sent() {
    let sandbox = shipped();
    let check = |endpoint: &str, body: Value| {
        Letter::post("/-/check").body(call(endpoint, &body.to_string())).send(&sandbox).json()
    };
    let body = json!({
        "partnerId": "P".repeat(33), "paymentOrderTitle": "SHOES", "paymentAmount": { "currency": "USD" },
        "paymentExpiryTime": "noon", "paymentFactor": { "isCashierPayment": "maybe" }, "other": 1,
    });
    let told = check("v1/payments/pay", body);
    let time = "is \"noon\", not a date and time with an offset (RFC 3339)";
    let expected = [
        json!([["other"], "is not in the spec", false]),
        json!([["partnerId"], "has 33 characters; `max_length` is 32", false]),
        json!([["paymentExpiryTime"], time, false]),
        json!([["paymentFactor", "isCashierPayment"], "is \"maybe\", not true or false", false]),
        json!([["paymentAmount", "value"], "is required, but missing", true]),
        json!([["paymentRequestId"], "is required, but missing", true]),
    ];
    let mut found = problems(&told);
    found.sort_by_key(|problem| (problem[2].as_bool(), problem[0].to_string()));
    assert_eq!((found.as_slice(), &told["more"]), (&expected[..], &json!(false)));
    // Of an object that is missing, the form has controls for what is inside.
    let missing = problems(&check("v1/payments/pay", json!({})));
    let missing: Vec<&Value> = missing.iter().map(|problem| &problem[0]).collect();
    assert!(missing.contains(&&json!(["paymentAmount", "currency"])), "{missing:?}");
    assert!(!missing.contains(&&json!(["paymentAmount"])), "{missing:?}");
    let none = check("v1/payments/inquiryPayment", json!({ "partnerId": "P1", "paymentRequestId": "R1" }));
    assert!(problems(&none).is_empty(), "{none}");
    for (body, why) in [
        ("{", "not JSON"),
        (&call("v1/payments/pay", "{"), "the body is not JSON"),
        (&call("v1/payments/pay", r#"{"partnerId":"1","partnerId":"2"}"#), "is given more than once"),
        (&call("v1/payments/none", "{}"), "there is no endpoint `v1/payments/none`"),
    ] {
        let answer = Letter::post("/-/check").body(body).send(&sandbox);
        assert_eq!(answer.status, 400);
        let told = answer.json();
        assert!(told["error"].as_str().is_some_and(|text| text.contains(why)), "{told} should say {why}");
    }
    assert!(sandbox.received().is_empty());
}

#[test]
fn what_a_check_tells_is_limited_and_repeats_no_secret() {
    let sandbox = shipped();
    let check = |body: &Value| Letter::post("/-/check").body(call("v1/payments/pay", &body.to_string()));
    let many: serde_json::Map<String, Value> =
        (0..2000).map(|number| (number.to_string(), json!(1))).collect();
    let told = check(&json!(many)).send(&sandbox).json();
    assert_eq!((problems(&told).len(), &told["more"]), (100, &json!(true)));
    let too_long = check(&json!({ "partnerId": "x".repeat(33 * 1024) })).send(&sandbox);
    assert_eq!(too_long.status, 413);
    let secret = json!({ "paymentAuthCode": { "secret": "4711-secret" } });
    let told = check(&secret).send(&sandbox).body;
    assert!(told.contains("paymentAuthCode") && !told.contains("4711-secret"), "{told}");
}

/// In its own form, whoever refuses it: the server reads up to a megabyte, and the explorer takes less.
#[test]
fn a_body_that_is_too_long_is_refused_as_the_page_expects() {
    let sandbox = shipped();
    for length in [33 * 1024, 1024 * 1024 + 1] {
        let answer = Letter::post("/-/check").body("x".repeat(length)).send(&sandbox);
        assert_eq!(answer.status, 413);
        let told = answer.json();
        assert!(told["error"].as_str().is_some_and(|text| text.contains(" bytes")), "{told}");
    }
}

#[test]
fn what_is_long_is_told_in_parts() {
    let sandbox = shipped();
    let long = "x".repeat(33 * 1024);
    assert_eq!(Letter::post("/-/call").body(&long).send(&sandbox).status, 413);
    for _ in 0..6 {
        Letter::post("/api/v1/payments/pay").body(&long).send(&sandbox);
    }
    let told = |after: u64| Letter::get(&format!("/-/received?after={after}")).send(&sandbox).json();
    let first = told(0);
    let entries = first["entries"].as_array().expect("a list");
    assert_eq!((&first["more"], entries.len()), (&json!(true), 4), "up to 128 KB");
    let body = entries[0]["request"]["body"].as_str().expect("text");
    assert!(body.ends_with("xxx... (33792 bytes)") && body.len() < 32 * 1024 + 50, "{}", body.len());
    let rest = told(4);
    assert_eq!((&rest["more"], &rest["entries"][1]["seq"]), (&json!(false), &json!(6)));
}

#[test]
fn faults_are_switched() {
    let sandbox = shipped();
    let switch = |fault: Value| {
        let order = json!({ "endpoint": "claro/v1/payments/pay", "fault": fault }).to_string();
        Letter::post("/-/faults").body(order).send(&sandbox).status
    };
    let on = || Letter::get("/-/faults").send(&sandbox).json()["on"].clone();
    assert_eq!((switch("unsigned".into()), switch("tampered".into())), (200, 200));
    assert_eq!(on(), json!({ "claro/v1/payments/pay": "tampered" }), "the last one counts");
    assert_eq!(switch(Value::Null), 200);
    assert_eq!((on(), sandbox.faults().len()), (json!({}), 0));
    assert_eq!(switch("none such".into()), 400);
    sandbox.fault("v1/payments/pay", Fault::Unsigned).expect("an endpoint");
    assert_eq!(switch("tampered".into()), 200, "in front of the rule for all APIs");
    assert_eq!(on()["claro/v1/payments/pay"], "tampered");
    assert_eq!(switch(Value::Null), 400, "the other rule stays, and the page says so");
    assert_eq!(on()["claro/v1/payments/pay"], "unsigned");
}

#[test]
fn other_web_sites_and_other_names_are_refused() {
    let sandbox = shipped();
    let pay = call("v1/payments/pay", "{}");
    let bare = |host: &str| Letter::new("POST", "/-/call").header("host", host).body(&pay);
    let check = |host: &str| Letter::new("POST", "/-/check").header("host", host).body(&pay);
    let json = |request: Letter| request.header("content-type", "application/json");
    let refused = [
        bare("127.0.0.1:8620"),
        json(bare("127.0.0.1:8620")),
        bare("127.0.0.1:8620").header("x-countersign-explorer", "1").header("content-type", "text/plain"),
        bare("127.0.0.1:8620").own().header("origin", "http://evil.example"),
        bare("127.0.0.1:8620").own().header("origin", "http://127.0.0.1:9999"),
        bare("127.0.0.1:8620").own().header("origin", "null"),
        bare("127.0.0.1:8620").own().header("sec-fetch-site", "cross-site"),
        bare("127.0.0.1:8620").own().header("sec-fetch-site", "same-site"),
        bare("evil.example:8620").own(),
        bare("127.0.0.1.evil.example").own(),
        bare("10.0.0.7:8620").own(),
        bare("localhost:8620").own().header("host", "evil.example"),
        check("127.0.0.1:8620"),
        check("127.0.0.1:8620").own().header("origin", "http://evil.example"),
        check("evil.example:8620").own(),
        Letter::new("POST", "/-/call").own().body(&pay),
    ];
    for (number, request) in refused.iter().enumerate() {
        assert_eq!(request.send(&sandbox).status, 403, "request {number}");
    }
    assert!(sandbox.received().is_empty(), "nothing was called");
    for name in [
        "localhost",
        "localhost:8620",
        "LOCALHOST:1",
        "wallet.localhost:80",
        "127.0.0.1",
        "127.8.9.1:1",
        "[::1]:8620",
        "[::1]",
    ] {
        assert_eq!(bare(name).own().send(&sandbox).status, 200, "{name}");
    }
}

#[test]
fn reading_is_for_this_machine_too() {
    let sandbox = shipped();
    let foreign = Letter::new("GET", "/-/received").header("host", "rebound.example");
    assert_eq!(foreign.send(&sandbox).status, 403);
    let from_elsewhere = |path: &str, mode: &str| {
        Letter::get(path).header("sec-fetch-site", "cross-site").header("sec-fetch-mode", mode).send(&sandbox)
    };
    assert_eq!(from_elsewhere("/-/received", "no-cors").status, 403);
    assert_eq!(from_elsewhere("/", "navigate").status, 200, "a link may open the page");
    assert_eq!(from_elsewhere("/", "no-cors").status, 403);
}

#[test]
fn headers_of_an_endpoint_are_checked_and_sent() {
    const SHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specs");
    let sandbox = Sandbox::start(Settings::new(SHOP)).expect("started");
    let apis = Letter::get("/-/apis.json").send(&sandbox).json();
    let endpoints = apis["apis"]
        .as_array()
        .expect("APIs")
        .iter()
        .find(|api| api["name"] == "shop")
        .expect("the shop")["versions"][2]["endpoints"]
        .as_array()
        .expect("endpoints");
    let of = |id: &str| endpoints.iter().find(|one| one["id"] == id).expect("an endpoint");
    let headers = &of("v3/agents/send")["headers"];
    assert_eq!((&headers[0]["name"], &headers[0]["required"]), (&json!("Agent-Token"), &json!(true)));
    assert_eq!(of("v3/agents/upload")["notCallable"], "Multipart body.");
    assert_eq!(of("v3/agents/find")["fieldResults"][0]["field"], "reason");
    assert!(of("v3/agents/refund")["result"].as_str().expect("words").contains("`ACCEPT` (accepted)"));

    let body = json!({ "orderNo": "1", "basket": { "shop": "Corner" } }).to_string();
    let order = |headers: Value| {
        json!({ "api": "shop", "endpoint": "v3/agents/send", "body": body, "headers": headers, "fault": null })
            .to_string()
    };
    let check = |headers: Value| Letter::post("/-/check").body(order(headers)).send(&sandbox).json();
    let missing = &check(json!({}))["problems"][0];
    assert_eq!((&missing["path"], &missing["missing"]), (&json!(["headers", "Agent-Token"]), &json!(true)));
    assert_eq!(check(json!({ "Agent-Token": "t", "Agent-Lane": "" }))["problems"], json!([]));
    let sent = Letter::post("/-/call").body(order(json!({ "Agent-Token": "t" }))).send(&sandbox).json();
    assert_eq!(sent["steps"]["outcome"], "Success", "{sent}");
    let swipe =
        json!({ "api": "shop", "endpoint": "v3/agents/swipe", "body": "{\"orderNo\":\"1\"}" }).to_string();
    let sent = Letter::post("/-/call").body(&swipe).send(&sandbox).json();
    assert_eq!(sent["steps"]["outcome"], "Success", "this sandbox has a path for it: {sent}");
}
