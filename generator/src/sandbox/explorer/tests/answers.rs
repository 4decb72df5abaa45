//! What the explorer answers, and whom it refuses.

use super::fake::FakeHost;
use crate::sandbox::explorer::respond;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};

fn get(path: &str) -> http::request::Builder {
    Request::builder().uri(path).header("host", "127.0.0.1:8620")
}

fn post(path: &str) -> http::request::Builder {
    let request = get(path).method("POST").header("content-type", "application/json");
    request.header("x-countersign-explorer", "1").header("origin", "http://127.0.0.1:8620")
}

async fn ask(host: &FakeHost, request: http::request::Builder, body: &str) -> Option<Response<Bytes>> {
    respond(host, &request.body(Bytes::from(body.to_owned())).expect("a request")).await
}

async fn status(host: &FakeHost, request: http::request::Builder, body: &str) -> StatusCode {
    ask(host, request, body).await.expect("an answer of the explorer").status()
}

async fn json_of(host: &FakeHost, request: http::request::Builder, body: &str) -> Value {
    let answer = ask(host, request, body).await.expect("an answer of the explorer");
    serde_json::from_slice(answer.body()).expect("JSON")
}

fn call(endpoint: &str, body: &str) -> String {
    json!({ "api": "claro", "endpoint": endpoint, "body": body, "fault": null }).to_string()
}

#[tokio::test]
async fn the_page_and_its_files_are_served_and_nothing_else_is_taken() {
    let host = FakeHost::shipped();
    for path in ["/", "/-/style.css", "/-/theme.js", "/-/app.js", "/-/icon.svg", "/-/apis.json", "/-/faults"]
    {
        let answer = ask(&host, get(path), "").await.expect(path);
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert!(!answer.body().is_empty(), "{path}");
        let policy = answer.headers()["content-security-policy"].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        assert!(!answer.headers().contains_key("access-control-allow-origin"));
    }
    for path in ["/-/nothing", "/-", "/-/../app.js", "/-/index.html"] {
        assert_eq!(status(&host, get(path), "").await, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(ask(&host, get("/api/v1/payments/pay").method("POST"), "{}").await.is_none());
    assert!(ask(&host, get("/").method("POST"), "{}").await.is_none());
    assert_eq!(status(&host, post("/-/apis.json"), "").await, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn every_script_that_is_imported_is_served() {
    let host = FakeHost::shipped();
    let mut open = vec!["/-/app.js".to_owned()];
    let mut seen = Vec::new();
    while let Some(path) = open.pop() {
        let answer = ask(&host, get(&path), "").await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let text = String::from_utf8(answer.body().to_vec()).expect("UTF-8");
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

#[tokio::test]
async fn the_model_is_told_in_full() {
    let host = FakeHost::shipped();
    let told = json_of(&host, get("/-/apis.json"), "").await;
    let claro =
        told["apis"].as_array().expect("a list").iter().find(|api| api["name"] == "claro").expect("claro");
    let v1 = &claro["versions"][0];
    let endpoints = v1["endpoints"].as_array().expect("a list");
    let pay = endpoints.iter().find(|endpoint| endpoint["id"] == "v1/payments/pay").expect("pay");
    assert_eq!(pay["route"], "/api/v1/payments/pay");
    assert_eq!(pay["idempotencyKey"], json!(["paymentRequestId"]));
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
    let expiry = &pay["response"][3];
    assert_eq!(
        expiry["condition"],
        json!({ "path": ["paymentFactor", "isAuthorizationPayment"], "value": "true" })
    );
}

#[tokio::test]
async fn a_call_is_passed_on_as_it_was_typed_and_told_for_other_tools() {
    let host = FakeHost::shipped();
    let body = "{\n  \"partnerId\": \"it's\", \"paymentRequestId\": \"1\", \"paymentOrderTitle\": \"SHOES\",\n  \"paymentAmount\": { \"value\": \"1\", \"currency\": \"USD\" }\n}";
    let told = json_of(&host, post("/-/call"), &call("v1/payments/pay", body)).await;
    assert_eq!(told["steps"]["outcome"], "Accepted");
    assert_eq!(host.orders.lock().expect("orders")[0].body, body, "not a byte is changed");
    let command = told["command"].as_str().expect("a command");
    assert!(
        command.contains("countersign call claro v1/payments/pay") && command.contains(r"it'\''s"),
        "{command}"
    );
    let rust = told["rust"].as_str().expect("Rust");
    assert!(rust.contains("partner_id: text!(\"it's\")"), "{rust}");
    let received = json_of(&host, get("/-/received?after=0"), "").await;
    assert_eq!(received["entries"][0]["endpoint"], "v1/payments/pay");
    assert_eq!(json_of(&host, get("/-/received?after=1"), "").await["entries"], json!([]));
}

#[tokio::test]
async fn a_call_that_cannot_be_made_says_why() {
    let host = FakeHost::shipped();
    for (body, why) in [
        ("{", "not JSON"),
        ("{}", "`api` is missing"),
        (&call("v1/payments/none", "{}"), "there is no endpoint `v1/payments/none` in `claro`"),
        (&call("v1/payments/pay", "{"), "the body is not JSON"),
        (&call("v1/payments/pay", "[]"), "the body is not a JSON object"),
        (&call("v1/payments/notifyPayment", "{}"), "is a notification"),
    ] {
        let answer = ask(&host, post("/-/call"), body).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        let told: Value = serde_json::from_slice(answer.body()).expect("JSON");
        assert!(told["error"].as_str().is_some_and(|text| text.contains(why)), "{told} should say {why}");
    }
    let long = "x".repeat(32 * 1024 + 1);
    assert_eq!(status(&host, post("/-/call"), &long).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(host.orders.lock().expect("orders").is_empty());
}

#[tokio::test]
async fn faults_are_switched() {
    let host = FakeHost::shipped();
    let order = |fault: Value| json!({ "endpoint": "claro/v1/payments/pay", "fault": fault }).to_string();
    assert_eq!(status(&host, post("/-/faults"), &order("failed".into())).await, StatusCode::OK);
    assert_eq!(
        json_of(&host, get("/-/faults"), "").await["on"],
        json!({ "claro/v1/payments/pay": "failed" })
    );
    assert_eq!(status(&host, post("/-/faults"), &order(Value::Null)).await, StatusCode::OK);
    assert_eq!(json_of(&host, get("/-/faults"), "").await["on"], json!({}));
    assert_eq!(status(&host, post("/-/faults"), &order("none such".into())).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn other_web_sites_and_other_names_are_refused() {
    let host = FakeHost::shipped();
    let pay = call("v1/payments/pay", "{}");
    let bare = |host: &str| Request::builder().uri("/-/call").method("POST").header("host", host);
    let json = |request: http::request::Builder| request.header("content-type", "application/json");
    let own = |request: http::request::Builder| json(request).header("x-countersign-explorer", "1");
    let refused = [
        bare("127.0.0.1:8620"),
        json(bare("127.0.0.1:8620")),
        bare("127.0.0.1:8620").header("x-countersign-explorer", "1").header("content-type", "text/plain"),
        own(bare("127.0.0.1:8620")).header("origin", "http://evil.example"),
        own(bare("127.0.0.1:8620")).header("origin", "http://127.0.0.1:9999"),
        own(bare("127.0.0.1:8620")).header("origin", "null"),
        own(bare("127.0.0.1:8620")).header("sec-fetch-site", "cross-site"),
        own(bare("127.0.0.1:8620")).header("sec-fetch-site", "same-site"),
        own(bare("evil.example:8620")),
        own(bare("127.0.0.1.evil.example")),
        own(bare("10.0.0.7:8620")),
        own(bare("localhost:8620")).header("host", "evil.example"),
        own(Request::builder().uri("/-/call").method("POST")),
    ];
    for request in refused {
        let shown = format!("{request:?}");
        assert_eq!(status(&host, request, &pay).await, StatusCode::FORBIDDEN, "{shown}");
    }
    assert!(host.orders.lock().expect("orders").is_empty(), "nothing was called");
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
        assert_eq!(status(&host, own(bare(name)), &pay).await, StatusCode::OK, "{name}");
    }
}

#[tokio::test]
async fn reading_is_for_this_machine_too() {
    let host = FakeHost::shipped();
    let foreign = Request::builder().uri("/-/received").header("host", "rebound.example");
    assert_eq!(status(&host, foreign, "").await, StatusCode::FORBIDDEN);
    let embedded =
        || get("/-/received").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "no-cors");
    assert_eq!(status(&host, embedded(), "").await, StatusCode::FORBIDDEN);
    let link = get("/").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    assert_eq!(status(&host, link, "").await, StatusCode::OK, "a link may open the page");
    let frame = get("/").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "no-cors");
    assert_eq!(status(&host, frame, "").await, StatusCode::FORBIDDEN);
}
