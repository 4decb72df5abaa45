//! Requests that are in order.

use super::support::{
    self, CLARO, Letter, ORDER, PAY, Specs, block_on, body, call, claro, client, config, config_at,
};
use countersign_runtime::{Client, Dialect, Endpoint, Json, Outcome};
use countersign_sandbox::{Sandbox, Settings};

static DEMO_USER: Endpoint = Endpoint::new("v2", "users/inquiryUserInfo");
static SEND: Endpoint = Endpoint::new("v2", "messages/sendInbox");
static USER: Endpoint = Endpoint::new("v1", "customers/user/inquiryUserInfoByAccessToken");

#[test]
fn a_payment_is_answered_as_the_example_says() {
    let sandbox = claro();
    let client = client(&sandbox);
    let body: Json = ORDER.parse().expect("JSON");
    let outcome = block_on(async { client.call_untyped(&PAY, &body).await }).expect("sent");
    let Outcome::Accepted(answer) = outcome else { panic!("{outcome:?}") };
    assert_eq!(answer.deviations(), []);
    let answer: serde_json::Value = serde_json::from_str(&answer.to_string()).expect("JSON");
    assert_eq!(answer["actionForm"]["actionFormType"], "REDIRECTION");

    let received = sandbox.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].api.as_deref(), Some("claro"));
    assert_eq!(received[0].endpoint.as_deref(), Some("v1/payments/pay"));
    assert_eq!(received[0].refused, None);
    assert_eq!(received[0].json().expect("JSON")["paymentRequestId"], "order-1");
    let answered = received[0].answer.as_ref().expect("answered");
    assert_eq!(answered.result(), ("A".to_owned(), "ACCEPT".to_owned()));
    assert!(received[0].to_string().starts_with("#1 claro v1/payments/pay: A ACCEPT ("), "{}", received[0]);
}

#[test]
fn what_the_request_says_comes_back() {
    let specs = Specs::new(&[
        ("demo/api.yaml", "format: 1\nname: demo\ntitle: Demo\nbase_path: /api\n"),
        (
            "demo/v1/types.yaml",
            "Amount:\n  currency: { type: string, max_length: 3, required: true }\n  value: { type: string, max_length: 16, pattern: \"[0-9]+\", required: true }\nColour: { type: enum, values: [RED, BLUE] }\n",
        ),
        (
            "demo/v1/things/make.yaml",
            "path: things/make\nversion: v1\nsummary: Makes a thing.\nrequest:\n  name: { type: string, max_length: 8, required: true }\n  price: { type: Amount, required: true }\n  count: { type: integer }\nresponse:\n  name: { type: string, max_length: 4 }\n  price: { type: Amount, required: true }\n  thingId: { type: string, max_length: 12, min_length: 12, pattern: \"[0-9]*\", required: true }\n  colour: { type: Colour, required: true }\n  made: { type: datetime, required: true }\n  on: { type: date, required: true }\n  count: { type: integer, min: 5, required: true }\n  cost: { type: Amount, required: true }\n  parts: { type: list, items: { type: Colour }, required: true }\n  more: { type: map, values: { type: string, max_length: 3 }, required: true }\n  deep: { type: map, json_text: true, values: { type: boolean }, required: true }\n  late: { type: boolean, required_when: count = 5 }\n  left: { type: string, max_length: 1, one_of: side }\n  right: { type: string, max_length: 1, one_of: side }\n  page: { type: url, max_length: 64, required: true }\n  rate: { type: decimal, required: true }\n  flag: { type: boolean, wire: quoted, required: true }\n",
        ),
    ]);
    let sandbox = Sandbox::start(Settings::new(specs.path())).expect("started");
    static MAKE: Endpoint = Endpoint::new("v1", "things/make");
    let client = Client::new(&CLARO, config(&sandbox)).expect("a client");
    let request = r#"{"name":"lamp","price":{"currency":"PHP","value":"7"},"count":5}"#;
    let answer = body(call(&client, &MAKE, request));
    assert_eq!(answer["result"]["resultCode"], "SUCCESS");
    assert_eq!(answer["name"], "lamp");
    assert_eq!(answer["price"]["value"], "7");
    assert_eq!(answer["count"], 5);
    assert_eq!(answer["cost"]["currency"], "PHP", "the currency of the request: {answer}");
    assert_eq!(answer["thingId"].as_str().map(str::len), Some(12));
    assert_eq!(answer["colour"], "RED");
    assert_eq!(answer["late"], true);
    assert_eq!(answer["left"].is_string(), answer["right"].is_null());
    assert_eq!(answer["flag"], "true");
}

#[test]
fn the_same_request_gets_the_same_answer() {
    let sandbox = claro();
    let client = client(&sandbox);
    let ask = || {
        let request = r#"{"accessToken":"token","requestId":"1","templateCode":"code","templates":[]}"#;
        body(call(&client, &SEND, request))
    };
    assert_eq!(ask(), ask());
}

#[test]
fn apis_with_the_same_paths_get_a_port_each() {
    let sandbox = Sandbox::start(super::support::SPECS).expect("started");
    assert!(sandbox.ports().len() > 1, "claro and demo have the same paths: {:?}", sandbox.ports());
    assert_ne!(sandbox.url_of("claro"), sandbox.url_of("demo"));
    assert_eq!(sandbox.url_of("nobody"), None);
    for (api, base, endpoint) in
        [("claro", "/api", &USER), ("gcash", "/miniprogram/api", &USER), ("demo", "/api", &DEMO_USER)]
    {
        let config = config_at(&sandbox, sandbox.url_of(api).expect("served"));
        let client = Client::new(&support::api(api, base, Dialect::new()), config).expect("a client");
        let _ = call(&client, endpoint, r#"{"accessToken":"token"}"#).expect("sent");
        let ports = sandbox.ports().iter().filter(|port| port.apis.iter().any(|name| name == api));
        assert_eq!(ports.count(), 1, "{api}");
        let last = sandbox.received().pop().expect("one");
        assert_eq!((last.api.as_deref(), &last.refused), (Some(api), &None));
    }
}

#[test]
fn the_target_may_be_in_absolute_form_and_have_a_query() {
    let sandbox = claro();
    for (path, signed) in [
        ("https://wallet.example/api/v1/payments/pay", "/api/v1/payments/pay"),
        ("/api/v1/payments/pay?trace=1", "/api/v1/payments/pay?trace=1"),
    ] {
        let mut letter = Letter::to(&sandbox, path, ORDER);
        letter.signed_path = Some(signed.to_owned());
        let answer = letter.post(&sandbox);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.result()[0], "A", "{answer:?}");
        assert!(answer.is_signed());
        // Official clients look for headers in lower case only.
        let names: Vec<&str> = answer.headers.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["signature", "client-id", "response-time", "content-type", "trace-id"] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
    }
}
