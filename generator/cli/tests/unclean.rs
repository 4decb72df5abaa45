//! Calls straight from specs whose answers have text that is not clean, or numbers that a float would round; and what of
//! sensitive values is shown.

#![cfg(feature = "sandbox")]

use crate::cli::{Run, command};
use crate::support::{API, Workshop};
use crate::wallet::{Does, Wallet};
use countersign_calling::{Caller, Ended, Options, Report, apis, assign, find_endpoint};
use countersign_runtime::Json;
use countersign_runtime::testing::{Reply, ScriptedWallet};
use std::fs;

const PAY: &str = "path: orders/pay
version: v1
summary: Pay an order.
request:
  total: { type: decimal, doc: How much. }
  extra: { type: json, doc: Any. }
  n: { type: integer, max: 5000, doc: Number. }
response:
  total: { type: decimal, doc: How much. }
  label: { type: string, max_length: 32, doc: Label. }
  extra: { type: json, doc: Any. }
  n: { type: integer, doc: Number. }
  m: { type: integer, doc: Number. }
  pin: { type: integer, min: 0, max: 9999, sensitive: true, doc: Secret. }
  card: { type: Card, sensitive: true, doc: Secret. }
  owner: { type: Owner, doc: Partly secret. }
  limits: { type: map, values: { type: integer, max: 9 }, sensitive: true, doc: Secret. }
results: []
";
const TYPES: &str = "Card:
  doc: A card.
  kind: { type: CardKind, doc: Kind. }
Owner:
  doc: An owner.
  phone: { type: string, max_length: 4, sensitive: true, doc: Phone. }
CardKind:
  type: enum
  doc: Kinds.
  values: [DEBIT, CREDIT]
";

/// A shop that pays in decimals.
fn shop() -> Workshop {
    let workshop = Workshop::new();
    workshop.spec("demo/api.yaml", API);
    workshop.spec("demo/v1/orders/pay.yaml", PAY);
    workshop.spec("demo/v1/types.yaml", TYPES);
    workshop
}

/// What is reported of a call of the shop, and the body that was sent.
fn reported(request: &Json, answer: &str) -> (Report, String) {
    let (shop, wallet) = (shop(), ScriptedWallet::new().expect("a wallet"));
    wallet.then(Reply::signed(answer.to_owned()));
    let apis = apis(shop.path("specs"), &["demo"]).expect("specs");
    let caller = Caller::new(apis, wallet.config()).expect("a caller");
    let report =
        block_on(caller.call("demo", "v1/orders/pay", request, &Options::default())).expect("a report");
    let sent = String::from_utf8(wallet.seen()[0].body().to_vec()).expect("text");
    (report, sent)
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

fn noted(report: &Report) -> Vec<String> {
    report.deviations.iter().map(ToString::to_string).collect()
}

#[test]
fn an_unclean_answer_is_the_success_that_was_signed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/answers/unclean");
    let mut read = 0;
    for file in fs::read_dir(folder).expect("a folder") {
        let file = file.expect("a file").path();
        let name = file.file_stem().expect("a name").display().to_string();
        let wallet = ScriptedWallet::new().expect("a wallet");
        wallet.then(Reply::signed(fs::read(&file).expect("read")));
        let claro = apis("../../specs", &["claro"]).expect("specs");
        let caller = Caller::new(claro, wallet.config()).expect("a caller");
        let request: Json = r#"{"partnerId":"P1","paymentRequestId":"1"}"#.parse().expect("JSON");
        let options = Options::default();
        let called = caller.call("claro", "v1/payments/inquiryPayment", &request, &options);
        let report = block_on(called).expect("a report");
        assert_eq!(report.outcome, Ended::Success, "{name}: {report:?}");
        let (path, what) = match name.as_str() {
            "surrogate-in-known-field" => ("extendInfo", "contains half of a surrogate pair"),
            "surrogate-in-message" => ("result.resultMessage", "contains half of a surrogate pair"),
            "surrogate-in-unknown-field" => ("goodsName", "contains half of a surrogate pair"),
            "number-out-of-range-in-unknown-field" => ("x", "is a number too large for a 64-bit float"),
            "raw-tab" => ("result.resultMessage", "contains a control character that is not escaped"),
            _ => ("result.resultMessage", "contains bytes that are not text of its charset"),
        };
        assert!(noted(&report).contains(&format!("`{path}` {what}")), "{name}: {:?}", report.deviations);
        let body = report.response.as_ref().and_then(|answer| answer.json()).expect("JSON");
        assert_eq!(body.get("paymentStatus").and_then(Json::as_str), Some("SUCCESS"), "{name}");
        read += 1;
    }
    assert_eq!(read, 7);
}

#[test]
fn numbers_are_sent_and_reported_digit_by_digit() {
    let request = r#"{"extra":{"a":[9007199254740993.5,1e3]},"total":12.50}"#;
    let answer = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"ok"},"total":9007199254740993.5,"extra":[12.50,1e3]}"#;
    let (report, sent) = reported(&request.parse().expect("JSON"), answer);
    assert_eq!(report.outcome, Ended::Success);
    assert_eq!(sent, request);
    assert_eq!(report.request.body, request);
    assert!(report.call.contains(request), "{}", report.call);
    let shown = report.response.as_ref().map(|answer| answer.body.as_str());
    assert_eq!(shown, Some(answer));
    let json = report.to_json_text();
    assert!(
        json.contains("\"total\": 9007199254740993.5") && json.contains("12.50,\n") && json.contains("1e3"),
        "{json}"
    );
    assert_eq!(noted(&report), [""; 0]);
}

#[test]
fn values_are_set_digit_by_digit() {
    let shop = shop();
    let apis = apis(shop.path("specs"), &["demo"]).expect("specs");
    let (version, pay) = find_endpoint(&apis[0], "v1/orders/pay").expect("an endpoint");
    let mut body: Json = r#"{"extra":{"kept":0.10}}"#.parse().expect("JSON");
    for assignment in ["total=12.50", "extra.more=1.0e1", "extra.list=[2.20]", "n=7"] {
        assign(&mut body, assignment, &pay.request, version, false).expect(assignment);
    }
    assert_eq!(body.to_string(), r#"{"extra":{"kept":0.10,"list":[2.20],"more":1.0e1},"n":7,"total":12.50}"#);
}

#[test]
fn whole_numbers_may_have_a_point_or_an_exponent() {
    let answer = include_str!("../../../tests/answers/whole-numbers.json");
    let (report, _) = reported(&r#"{"n":100.0}"#.parse().expect("JSON"), answer);
    assert_eq!(noted(&report), [""; 0]);
    let (report, _) =
        reported(&"{}".parse().expect("JSON"), &answer.replace("100.0", "100.5").replace("1e3", "\"1e3\""));
    assert_eq!(noted(&report), ["`n` is 100.5, not a 64-bit integer"]);
}

#[test]
fn nothing_of_a_sensitive_value_is_reported_whatever_its_type() {
    let fields = [
        r#""pin":18446744073709551615"#,
        r#""pin":77077"#,
        r#""pin":"PLANTED""#,
        r#""pin":77077e999"#,
        r#""pin":77077,"pin":null"#,
        r#""owner":{"phone":"PLANTED"},"owner":null"#,
        r#""card":{"kind":"PLANTED"}"#,
        r#""card":{"PLANTED":77077}"#,
        r#""card":{"PLANTED":"\ud83d"}"#,
        r#""card":"{\"kind\":\"PLANTED\"""#,
        r#""card":["PLANTED"]"#,
        r#""owner":{"phone":"PLANTED"}"#,
        r#""owner":{"phone":77077}"#,
        r#""owner":{"phone":"PLANTED\ud83d"}"#,
        r#""owner":"{\"phone\":\"PLANTED\"}""#,
        r#""owner":[{"phone":"PLANTED"}]"#,
        r#""limits":{"PLANTED":77077}"#,
        r#""limits":{"PLANTED":"\ud83d"}"#,
        r#""limits":{"PLANTED":{"PLANTED":[1e999]}}"#,
    ];
    let mut deviations = 0;
    for field in fields {
        let answer = format!(
            r#"{{"result":{{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"ok"}},{field}}}"#
        );
        let (report, _) = reported(&"{}".parse().expect("JSON"), &answer);
        let shown = format!("{report:?} {} {}", report.to_json(), report.to_json_text());
        for marker in ["PLANTED", "77077", "18446744073709551615"] {
            assert!(!shown.contains(marker), "{field}: {shown}");
        }
        deviations += noted(&report).len();
    }
    // Nothing is hidden by being left out: all but a field that the spec lacks and a `null` are noted.
    assert!(deviations >= fields.len() - 2, "{deviations}");
}

#[test]
fn the_command_keeps_digits_and_reads_on() {
    let shop = shop();
    fs::create_dir_all(shop.path("keys")).expect("a folder");
    fs::write(shop.path("keys/client_id"), "2022091495540562874792\n").expect("written");
    fs::write(shop.path("keys/merchant.pem"), include_str!("../../../tests/keys/merchant.pkcs8.pem"))
        .expect("written");
    let public = include_str!("../../../tests/keys/wallet.public.pem");
    fs::write(shop.path("keys/wallet.public.pem"), public).expect("written");
    let answer = "{\"result\":{\"resultStatus\":\"S\",\"resultCode\":\"SUCCESS\",\"resultMessage\":\"ok \\ud83d\"},\"total\":12.50,\"extra\":9007199254740993.5,\"new\":\"a\tb\"}";
    for json in [false, true] {
        let wallet = Wallet::that(Does::Signs(answer.to_owned()));
        let mut arguments = vec!["call", "demo", "v1/orders/pay", "--keys", "keys", "--url", &wallet.url];
        arguments.extend(["--body", r#"{"extra":0.10}"#, "--set", "total=12.50"]);
        arguments.extend(json.then_some("--json"));
        let mut command = command(&shop, &arguments);
        let run = Run::of(command.env("HOME", shop.path(".")).output().expect("it runs")).ended(0);
        assert_eq!(wallet.seen()[0].body, r#"{"extra":0.10,"total":12.50}"#);
        assert!(
            run.out.contains("\"total\": 12.50") && run.out.contains("\"extra\": 9007199254740993.5"),
            "{}",
            run.out
        );
        assert!(
            run.out.contains("half of a surrogate pair") && run.out.contains("a control character"),
            "{}",
            run.out
        );
    }
}
