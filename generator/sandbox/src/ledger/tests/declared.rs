//! What an endpoint does is declared: under other paths and names it does the same, and without a declaration nothing.

use super::super::LedgerResponse;
use super::support::{Wallet, api, endpoint, failed, pay, start};
use countersign_codegen::Generator;
use countersign_codegen::model::Status;
use serde_json::{Value, json};
use std::time::Duration;

const FILES: &[(&str, &str)] = &[
    ("api.yaml", "format: 1\nname: shop\ntitle: Shop\n"),
    (
        "v1/types.yaml",
        "Sum:
  role: money
  currency: { type: string, max_length: 3, required: true, doc: ISO 4217. }
  value: { type: integer, min: 0, required: true, doc: In the smallest unit. }
Order:
  id: { type: string, max_length: 32, required: true, doc: Our id. }
State:
  nested: { type: Inner, doc: The state. }
Inner:
  word: { type: enum, values: [PAID, PENDING, FAILED], doc: The state. }
",
    ),
    (
        "v1/buy.yaml",
        "path: buy
version: v1
summary: Buys.
idempotency_key: ours
sandbox:
  role: pay
  fields: { request_id: ours, id: theirs, amount: sum, compared: shop, page_url: goTo }
  when: { agreed: [mode = QUIET and shop is present] }
request:
  ours: { type: string, max_length: 32, required: true, doc: Our id. }
  sum: { type: Sum, required: true, doc: How much. }
  shop: { type: string, max_length: 32, doc: Where. }
  mode: { type: string, max_length: 32, doc: How. }
response:
  theirs: { type: string, max_length: 12, doc: Their id. }
  goTo: { type: url, max_length: 256, doc: The page. }
",
    ),
    (
        "v1/scan.yaml",
        "path: scan
version: v1
summary: Shows a code.
sandbox: { role: pay, fields: { request_id: order.id, amount: sum, order_code: code }, when: { order_code: mode = CODE } }
request:
  order: { type: Order, required: true, doc: The order. }
  sum: { type: Sum, required: true, doc: How much. }
  mode: { type: string, max_length: 32, doc: How. }
response:
  code: { type: url, max_length: 256, doc: The code. }
",
    ),
    (
        "v1/state.yaml",
        "path: state
version: v1
summary: Tells the state.
read_only: true
sandbox: { role: ask, fields: { id: number, status: state.nested.word, amount: sum } }
request:
  number: { type: string, max_length: 32, required: true, doc: Their id. }
response:
  number: { type: string, max_length: 32, doc: Their id. }
  state: { type: State, doc: The state. }
  sum: { type: Sum, doc: How much. }
",
    ),
    (
        "v1/back.yaml",
        "path: back
version: v1
summary: Gives money back.
idempotency_key: again
sandbox: { role: refund, fields: { request_id: again, payment_id: number, amount: sum }, when: { remaining: whole = true } }
request:
  again: { type: string, max_length: 32, required: true, doc: Our id. }
  number: { type: string, max_length: 32, required: true, doc: Their id. }
  sum: { type: Sum, doc: How much. }
  whole: { type: boolean, wire: quoted, doc: All that is left. }
response:
  sum: { type: Sum, doc: How much. }
",
    ),
];

fn shop() -> Wallet {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in FILES {
        let path = folder.path().join("shop").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let (mut apis, _) = Generator::new(folder.path()).read().unwrap_or_else(|error| panic!("{error}"));
    Wallet::of_api(apis.remove(0))
}

fn buy(id: &str, value: u64) -> Value {
    json!({ "ours": id, "shop": "one", "sum": { "currency": "EUR", "value": value } })
}

#[test]
fn a_wallet_may_have_other_names() {
    let wallet = shop();
    let accepted = wallet.ask("v1/buy", &buy("a", 100));
    assert_eq!(accepted.status, Status::Accepted);
    assert!(accepted.text("goTo").ends_with(accepted.text("theirs")), "{accepted:?}");
    assert!(accepted.text("theirs").len() <= 12, "{accepted:?}");
    let number = json!({ "number": accepted.text("theirs") });
    let state = |word: &str| Some(json!({ "nested": { "word": word } }));
    assert_eq!(wallet.ask("v1/state", &number).fields.get("state").cloned(), state("PENDING"));
    wallet.pass(Duration::from_secs(2));
    let paid = wallet.ask("v1/state", &number);
    assert_eq!(paid.fields.get("state").cloned(), state("PAID"));
    assert_eq!(paid.fields["sum"], json!({ "currency": "EUR", "value": 100 }));

    let mut other = buy("a", 100);
    other["shop"] = json!("two");
    assert_eq!(wallet.result("v1/buy", &other), failed("REPEAT_REQ_INCONSISTENT"));
    let back = |id: &str, more: Value| {
        let mut request = json!({ "again": id, "number": accepted.text("theirs") });
        request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        wallet.ask("v1/back", &request)
    };
    let some = back("r1", json!({ "sum": { "currency": "EUR", "value": 30 } }));
    assert_eq!(some.status, Status::Success);
    let rest = back("r2", json!({ "whole": "true" }));
    assert_eq!(rest.fields["sum"], json!({ "currency": "EUR", "value": 70 }));
    assert_eq!(back("r3", json!({ "sum": { "currency": "EUR", "value": 1 } })).status, Status::Failed);
}

#[test]
fn a_case_is_told_by_its_condition() {
    let wallet = shop();
    let mut quiet = buy("a", 100);
    quiet["mode"] = json!("QUIET");
    assert_eq!(wallet.ask("v1/buy", &quiet).status, Status::Success);
    quiet["ours"] = json!("b");
    quiet.as_object_mut().expect("an object").remove("shop");
    assert_eq!(wallet.ask("v1/buy", &quiet).status, Status::Accepted);
}

/// Without a page to open, a user who has a code to scan has a step to take.
#[test]
fn a_code_alone_is_a_step_to_take() {
    let wallet = shop();
    let scan = |id: &str, mode: &str| {
        let sum = json!({ "currency": "EUR", "value": 1 });
        wallet.ask("v1/scan", &json!({ "order": { "id": id }, "sum": sum, "mode": mode }))
    };
    let shown = scan("a", "CODE");
    assert_eq!(shown.status, Status::Accepted);
    assert!(shown.text("code").contains("/cashier?paymentId="), "{shown:?}");
    assert_eq!(scan("b", "OTHER").status, Status::Success);
}

#[test]
fn nothing_is_recognised_by_its_path() {
    let mut claro = api("claro").clone();
    let endpoints = claro.versions.iter_mut().flat_map(|version| &mut version.endpoints);
    endpoints.for_each(|endpoint| endpoint.sandbox = None);
    let wallet = Wallet::of_api(claro);
    let (_, endpoint) = endpoint(wallet.api, "v1/payments/pay");
    let answer = wallet.ledger.answer(wallet.api, endpoint, &pay("order", 100), start(), None);
    assert_eq!(answer, Ok(LedgerResponse::Untracked));
}
