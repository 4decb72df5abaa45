//! What specs become in Rust, where a mistake would compile and cost money.

mod support;

use countersign::model::Dialect;
use support::Workshop;

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
        text.contains("Self::Limit => Some(Action::RetryLater)") && text.matches("Self::Busy").count() == 1,
        "{text}"
    );
    assert!(text.contains("`BUSY`, unknown.") && text.contains("`LIMIT`, failed, retry later."), "{text}");
    for part in [
        "Self::Closed => Some(Action::Final)",
        "Self::Expired => Some(Action::RenewToken)",
        "Self::Open => Some(Action::Ask)",
        "_ => None",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn what_settles_what() {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/results.yaml", RESULTS);
    let inquiry = "path: orders/ask
version: v1
summary: Asks.
tells: { status: order.state, success: [DONE], failure: [FAIL, \"no\"], not_found: [CLOSED] }
request:
  note: { type: string, max_length: 8 }
  id: { type: string, max_length: 64, one_of: which }
  theirs: { type: string, max_length: 64, one_of: which }
  shop: { type: string, max_length: 64, required: true }
response:
  order: { type: Order }
";
    workshop.spec("demo/v1/types.yaml", "Order:\n  state: { type: string, max_length: 8 }\n");
    workshop.spec("demo/v1/orders/ask.yaml", inquiry);
    call(&workshop, "place", "idempotency_key: id\nsettled_by: v1/orders/ask\n");
    let asked = emitted(&workshop, "v1/orders/ask.rs");
    let tells = "impl Inquiry for AskResponse { const TELLS: Tells = Tells::new(\"order.state\") .with_success(&[\"DONE\"]) \
                 .with_failure(&[\"FAIL\", \"no\"]) .with_not_found(&[\"CLOSED\"]); }";
    assert!(asked.contains(tells) && asked.contains(".with_read_only()"), "{asked}");
    let placed = emitted(&workshop, "v1/place.rs");
    let settles = "impl Settles for PlaceResponse { type By = crate::v1::orders::AskResponse; \
                   const CARRIED: &'static [&'static str] = &[\"id\", \"shop\"]; }";
    assert!(placed.contains(settles), "{placed}");
    assert!(emitted(&workshop, "lib.rs").contains("pub fn settle<R: countersign_runtime::Settles>("));
    assert!(emitted(&workshop, "v1/mod.rs").contains("`v1/orders/ask`: `client.settle(unknown)` asks it."));

    // Nothing is settled by an answer that may be about another call.
    call(&workshop, "place", "idempotency_key: shop\nsettled_by: v1/orders/ask\n");
    workshop.spec("demo/v1/orders/ask.yaml", inquiry.replace("  shop:", "  other:"));
    assert!(!emitted(&workshop, "v1/place.rs").contains("Settles"));
    assert!(!emitted(&workshop, "lib.rs").contains("pub fn settle"));
    assert!(emitted(&workshop, "v1/mod.rs").contains("An unknown outcome is settled by `v1/orders/ask`."));
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
            support::API
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
        ".unsigned_answers(countersign_runtime::UnsignedAnswers::FailuresRead)",
        ".encrypted(true)",
    ];
    assert_eq!(expected.len(), Dialect::KEYS.len());
    for part in expected {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_reference_has_every_key_of_a_dialect() {
    let reference = std::fs::read_to_string("../specs/README.md").expect("the reference");
    for key in Dialect::KEYS {
        assert!(reference.contains(&format!("\n| `{}` | `", key.name)), "{}", key.name);
    }
}
