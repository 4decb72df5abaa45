//! What specs become in Rust, where a mistake would compile and cost money.

use crate::support::Workshop;
use countersign_codegen::model::Dialect;

const RESULTS: &str = "results:
  - { code: SUCCESS, status: S }
  - { code: BUSY, status: U, action: retry_later }
  - { code: OPEN, status: U, action: ask }
  - { code: LIMIT, status: F, action: retry_later }
  - { code: EXPIRED, status: F, action: renew_token }
  - { code: CLOSED, status: F, action: final }
";

/// The generated file, in one line.
fn emitted(workshop: &Workshop, path: &str) -> String {
    workshop.generator().generate().expect("generated");
    let text = workshop.output().remove(&format!("demo/src/{path}")).expect("a file");
    String::from_utf8(text).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn call(workshop: &Workshop, name: &str, keys: &str) {
    let text = format!(
        "path: {name}\nversion: v1\nsummary: Does something.\n{keys}request:\n  \
         id: {{ type: string, max_length: 8, required: true }}\n  shop: {{ type: string, max_length: 8 }}\n"
    );
    workshop.spec(&format!("demo/v1/{name}.yaml"), text);
}

#[test]
fn only_what_the_wallet_knows_again_is_sent_again() {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/results.yaml", RESULTS);
    call(&workshop, "keyed", "idempotency_key: id\n");
    call(&workshop, "reading", "read_only: true\n");
    call(&workshop, "neither", "");
    let again = ".with_retried_codes(&[\"BUSY\"])";
    let retry = "Self::Busy | Self::Limit => Some(Action::RetryLater)";
    for name in ["keyed", "reading"] {
        let text = emitted(&workshop, &format!("v1/{name}.rs"));
        assert!(text.contains(again) && text.contains(retry), "{text}");
    }
    let text = emitted(&workshop, "v1/neither.rs");
    assert!(!text.contains("with_retried_codes"), "{text}");
    assert!(
        text.contains("Self::Limit => Some(Action::RetryLater)") && !text.contains("Self::Busy"),
        "{text}"
    );
    assert!(text.contains("`BUSY` (U).") && text.contains("`LIMIT` (F, retry later)."), "{text}");
    for part in [
        "Self::Closed => Some(Action::Final)",
        "Self::Expired => Some(Action::RenewToken)",
        "Self::Open => Some(Action::Ask)",
        "_ => None",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

const TYPES: &str = "Money:
  role: money
  currency: { type: string, max_length: 3, required: true }
  value: { type: string, max_length: 16, required: true }
Order:
  number: { type: string, max_length: 64 }
  state: { type: string, max_length: 8 }
  price: { type: Money }
";

const INQUIRY: &str = "path: orders/ask
version: v1
summary: Asks.
request:
  note: { type: string, max_length: 8 }
  number: { type: string, max_length: 64, one_of: which }
  theirs: { type: string, max_length: 64, one_of: which }
  shop: { type: string, max_length: 64, required: true }
response:
  number: { type: string, max_length: 64 }
  price: { type: Money }
  order: { type: Order }
  orders: { type: list, items: { type: Order }, max_items: 9 }
";

/// A shop whose orders are placed by `place`, which has these keys, and asked about by `orders/ask`.
fn shop(keys: &str) -> Workshop {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/results.yaml", RESULTS);
    workshop.spec("demo/v1/types.yaml", TYPES);
    workshop.spec("demo/v1/orders/ask.yaml", INQUIRY);
    workshop.spec("demo/v1/place.yaml", order("place", keys));
    workshop
}

fn order(name: &str, keys: &str) -> String {
    format!(
        "path: {name}\nversion: v1\nsummary: Does something.\n{keys}request:\n  \
         id: {{ type: string, max_length: 64, required: true }}\n  \
         shop: {{ type: string, max_length: 8, required: true }}\n  price: {{ type: Money }}\n  \
         token: {{ type: string, max_length: 64, sensitive: true }}\nresponse:\n  id: {{ type: string, max_length: 64 }}\n  \
         page: {{ type: url, max_length: 99 }}\n"
    )
}

#[test]
fn a_call_says_how_its_outcome_is_found_out() {
    let workshop = shop(
        "idempotency_key: { all: [shop, id] }\nsettled_by:\n  endpoint: v1/orders/ask\n  ask: { number: id }\n  \
         status: order.state\n  success: [DONE]\n  failure: [FAIL, \"no\"]\n  unnamed: accepted\n  \
         not_found: { codes: [CLOSED, LIMIT], final_after: { times: 3, every: 2m } }\n",
    );
    let placed = emitted(&workshop, "v1/place.rs");
    for part in [
        "use std::time::Duration;",
        ".with_idempotency_key(IdempotencyKey::all(&[\"shop\", \"id\"])) .with_settled_by(&SETTLED_BY)",
        "static SETTLED_BY: Settling = Settling::new( <crate::v1::orders::AskRequest as Request>::ENDPOINT, \
         StatusMapping::new(\"order.state\", &[\"DONE\"], &[\"FAIL\", \"no\"]), )",
        ".with_ask(&[(\"number\", \"id\"), (\"shop\", \"shop\")])",
        ".with_ids(Ids::all(&[(\"number\", \"id\")])) .with_money(&[(\"price\", \"price\")])",
        "NotFound::new(&[\"CLOSED\", \"LIMIT\"]) .final_after(3u32, Duration::from_secs(120u64))",
        ".with_unnamed_accepted()",
        "impl SettledBy for PlaceResponse { type Inquiry = crate::v1::orders::AskResponse; }",
    ] {
        assert!(placed.contains(part), "{part}: {placed}");
    }
    assert!(!placed.contains("Closable") && !placed.contains("with_sensitive_fields"), "{placed}");
    assert!(emitted(&workshop, "v1/orders/ask.rs").contains(".with_read_only()"));
    assert!(emitted(&workshop, "lib.rs").contains("pub fn settle<S: countersign_runtime::Settleable>("));
    assert!(emitted(&workshop, "v1/mod.rs").contains("`v1/orders/ask`: `client.settle(unknown)` asks it."));
}

#[test]
fn an_entry_of_a_list_and_a_key_of_which_one_field_is_enough() {
    let workshop = shop(
        "idempotency_key: { any: [id, shop] }\nsettled_by:\n  endpoint: v1/orders/ask\n  ask: { number: id }\n  \
         in: orders\n  where: { number: id }\n  status: state\n  success: [DONE]\n",
    );
    let placed = emitted(&workshop, "v1/place.rs");
    for part in [
        "IdempotencyKey::any(&[\"id\", \"shop\"])",
        "StatusMapping::new(\"state\", &[\"DONE\"], &[])",
        ".with_ids(Ids::any(&[])) .with_money(&[(\"price\", \"price\")]) \
         .with_entry(ListEntry::new(\"orders\", &[(\"number\", \"id\")]))",
    ] {
        assert!(placed.contains(part), "{part}: {placed}");
    }
    assert!(emitted(&workshop, "v1/mod.rs").contains("The same `id` or `shop`, whichever is given, means"));
}

#[test]
fn a_call_that_can_be_closed() {
    let workshop = shop(
        "idempotency_key: id\nsettled_by: { endpoint: v1/orders/ask, ask: { number: id }, status: order.state, \
         success: [DONE] }\nclosed_by: v1/cancel\n",
    );
    call(&workshop, "cancel", "idempotency_key: id\n");
    let placed = emitted(&workshop, "v1/place.rs");
    let closing = ".with_closed_by( Closing::new(<crate::v1::CancelRequest as Request>::ENDPOINT, &[(\"id\", \"id\")]), )";
    assert!(placed.contains(closing), "{placed}");
    assert!(placed.contains("impl Closable for PlaceResponse {}"), "{placed}");
    let docs = emitted(&workshop, "v1/mod.rs").replace("/// ", "");
    assert!(docs.contains("Giving it up cancels it by `v1/cancel`."), "{docs}");
}

#[test]
fn nothing_is_settled_where_the_spec_says_no_status() {
    let workshop =
        shop("idempotency_key: id\nsettled_by: { endpoint: v1/orders/ask, ask: { number: id } }\n");
    assert!(!emitted(&workshop, "v1/place.rs").contains("Settle"));
    assert!(!emitted(&workshop, "lib.rs").contains("pub fn settle"));
    assert!(emitted(&workshop, "v1/mod.rs").contains("An unknown outcome is settled by `v1/orders/ask`."));
}

#[test]
fn a_response_is_read_by_its_ids_and_codes() {
    let workshop = shop("idempotency_key: id\n");
    let results = "results:\n  - { code: STANDS, status: F, action: ask }\n  \
                   - { code: WAITING, status: U, action: ask, outcome: { accepted: [page, id] } }\n";
    workshop.spec("demo/v1/place.yaml", order("place", "idempotency_key: id\n") + results);
    let placed = emitted(&workshop, "v1/place.rs");
    for part in [
        ".with_response_ids(&[\"id\"])",
        ".with_asked_codes(&[\"STANDS\"])",
        ".with_accepted_codes(const { &[AcceptedCode::new(\"WAITING\", &[\"page\", \"id\"])] })",
    ] {
        assert!(placed.contains(part), "{part}: {placed}");
    }
}

#[test]
fn a_notification_ends_calls_row_by_row() {
    let workshop = shop("idempotency_key: { all: [id, shop] }\n");
    let notification = "path: notify
version: v1
summary: Tells.
kind: notification
idempotency_key: { all: [number, kind, order.state, note, page, extra] }
settles:
  - { endpoints: [v1/place], id: { number: id }, when: kind = PAID | OPEN and note is absent and page is present and extra != X,
      status: order.state, success: [DONE], failure: [FAIL] }
  - { endpoints: [v1/place], id: { any: [shop, id] }, status: kind, success: [PAID] }
request:
  number: { type: string, max_length: 64, required: true }
  kind: { type: string, max_length: 8 }
  id: { type: string, max_length: 64 }
  shop: { type: string, max_length: 64 }
  price: { type: Money }
  note: { type: string, max_length: 8 }
  extra: { type: string, max_length: 8 }
  page: { type: string, max_length: 8 }
  order: { type: Order }
";
    workshop.spec("demo/v1/notify.yaml", notification);
    let text = emitted(&workshop, "v1/notify.rs");
    for part in [
        "IdempotencyKey::all(&[\"number\", \"kind\", \"order.state\", \"note\", \"page\", \"extra\"])",
        "VerdictRule::new( &[\"v1/place\"], Ids::all(&[(\"number\", \"id\")]), \
         StatusMapping::new(\"order.state\", &[\"DONE\"], &[\"FAIL\"]), )",
        "Condition::is(\"kind\", &[\"PAID\", \"OPEN\"])",
        "Condition::absent(\"note\")",
        "Condition::present(\"page\")",
        "Condition::is_not(\"extra\", &[\"X\"])",
        "Ids::any(&[(\"shop\", \"shop\"), (\"id\", \"id\")]), StatusMapping::new(\"kind\", &[\"PAID\"], &[]), ) \
         .with_money(&[(\"price\", \"price\")])",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn sensitive_fields_that_are_compared_are_named() {
    let workshop = shop(
        "idempotency_key: { all: [id, token] }\nsettled_by: { endpoint: v1/orders/ask, ask: { number: id, theirs: shop }, \
         status: order.state, success: [DONE], unnamed: accepted }\n",
    );
    let hidden = |fields: &str| {
        let placed = emitted(&workshop, "v1/place.rs");
        assert!(placed.contains(&format!(".with_sensitive_fields(&[{fields}])")), "{placed}");
    };
    hidden("\"token\"");
    // Its value is also that of a sensitive field.
    let theirs = "theirs: { type: string, max_length: 64, ";
    let sensitive = INQUIRY.replace(theirs, &format!("{theirs}sensitive: true, "));
    workshop.spec("demo/v1/orders/ask.yaml", sensitive);
    hidden("\"token\", \"shop\"");
    // A part of it is not to be shown.
    workshop.spec("demo/v1/orders/ask.yaml", INQUIRY);
    let value = "value: { type: string, ";
    workshop.spec("demo/v1/types.yaml", TYPES.replace(value, &format!("{value}sensitive: true, ")));
    hidden("\"token\", \"price\"");
}

#[test]
fn a_dialect_says_what_is_unusual() {
    let workshop = Workshop::new();
    call(&workshop, "pay", "");
    let usual = emitted(&workshop, "lib.rs");
    assert!(usual.contains("with_dialect(countersign_runtime::Dialect::new());"), "{usual}");
    workshop.spec(
        "demo/api.yaml",
        format!(
            "{}dialect:\n  request_time: no_colon\n  response_time: rfc3339_zulu\n  header_separator: \",\"\n  signature_encoding: base64url\n  \
             algorithm_label: long\n  key_version: left_out\n  content: six_part\n  path_suffix: .htm\n  \
             sandbox_base_path: /sandbox\n  content_type: application/json\n  accept: \"\"\n  \
             headers: {{ X-B: two, X-A: \"o\\\"ne\" }}\n  scalars: quoted\n  unsigned_answers: failures_read\n  \
             encrypted: true\n",
            crate::support::API
        ),
    );
    let text = emitted(&workshop, "lib.rs");
    let expected = [
        ".request_time(countersign_runtime::RequestTime::NoColon)",
        ".response_time(countersign_runtime::RequestTime::Rfc3339Zulu)",
        ".header_separator(countersign_runtime::signature::Separator::Comma)",
        ".signature_encoding( countersign_runtime::signature::SignatureEncoding::Base64Url, )",
        ".algorithm_label(countersign_runtime::AlgorithmLabel::Long)",
        ".key_version(countersign_runtime::KeyVersionPair::LeftOut)",
        ".content(countersign_runtime::signature::ContentTemplate::SixPart)",
        ".path_suffix(\".htm\")",
        ".sandbox_base_path(\"/sandbox\")",
        ".content_type(\"application/json\")",
        ".accept(None)",
        ".headers(&[(\"X-A\", \"o\\\"ne\"), (\"X-B\", \"two\")])",
        ".scalars(countersign_runtime::Scalars::Quoted)",
        ".unsigned_answers(countersign_runtime::UnsignedResponses::FailuresRead)",
        ".encrypted(true)",
    ];
    assert_eq!(expected.len(), Dialect::KEYS.len());
    for part in expected {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn amounts_are_compared_with_the_range_of_their_type() {
    let workshop = Workshop::new();
    let pay = "path: pay\nversion: v1\nsummary: Pays.\nrequest:\n  price: { type: Price, required: true }\n";
    workshop.spec("demo/v1/pay.yaml", pay);
    let api = format!(
        "{}currencies: {{ IDR: {{ multiple_of: 100 }}, IQD: {{ exponent: 0 }} }}\n",
        crate::support::API
    );
    workshop.spec("demo/api.yaml", api);
    let limits = |value: &str, more: &str| {
        let currency = "  currency: { type: string, max_length: 3, required: true }\n";
        let value = format!("  value: {{ {value}, required: true }}\n");
        workshop.spec("demo/v1/types.yaml", format!("Price:\n  role: money\n{currency}{value}{more}"));
        let text = emitted(&workshop, "limits.rs");
        let from = text.find("amounts {").expect("amounts");
        text[from..].to_owned()
    };
    let one = "currencies { \"IDR\" => None, 100, \"IQD\" => Some(0), 1, } }";
    for (value, steps, covered) in [
        ("type: string, max_length: 16, pattern: \"[1-9][0-9]*\"", "1, 10000000000000000,", "1"),
        ("type: string, max_length: 4, pattern: \"[0-9]+\"", "10000,", "0"),
        ("type: string, min_length: 3, max_length: 4, pattern: \"[0-9]+\"", "100, 10000,", "1"),
        ("type: string, pattern: \"[1-9][0-9]{0,11}\"", "1, 1000000000000,", "1"),
        ("type: string", "10000000000000000000,", "0"),
        ("type: integer", "9223372036854775808,", "0"),
        ("type: integer, min: 0, max: 2147483647", "2147483648,", "0"),
        ("type: integer, min: 100", "100, 9223372036854775808,", "1"),
    ] {
        let expected =
            format!("amounts {{ {steps} }} money {{ crate::v1::types::Price => {covered}, }} {one}");
        assert_eq!(limits(value, ""), expected, "{value}");
    }
    // What is more than a currency and a value, or no digits, is made field by field.
    let none = format!("amounts {{}} money {{}} {one}");
    assert_eq!(limits("type: string", "  note: { type: string, max_length: 8 }\n"), none);
    assert_eq!(limits("type: string, sensitive: true", ""), none);
    assert_eq!(limits("type: string, pattern: \"[0-9]+[.][0-9]{2}\"", ""), none);
    assert!(!emitted(&workshop, "lib.rs").contains("macro_rules! money"));
}

#[test]
fn a_setter_for_an_option_gives_way_to_a_field_of_its_name() {
    let workshop = Workshop::new();
    workshop.spec(
        "demo/v1/pay.yaml",
        "path: pay\nversion: v1\nsummary: Pays.\nrequest:\n  tip: { type: integer }\n  maybeTip: { type: integer }\n  \
         type: { type: string, max_length: 8, sensitive: true }\n",
    );
    let text = emitted(&workshop, "v1/pay.rs");
    assert_eq!(text.matches("pub fn maybe_tip(").count(), 1, "{text}");
    assert!(text.contains("pub fn maybe_maybe_tip(mut self, value: Option<i64>) -> Self {"), "{text}");
    assert!(
        text.contains(
            "pub fn maybe_type(mut self, value: Option<Text<8>>) -> Self { self.r#type = value.map(Sensitive::new);"
        ),
        "{text}"
    );
}
