//! The examples of `specs/README.md` are specs.

use crate::support::Workshop;
use countersign_codegen::format::format;
use countersign_codegen::model::Dialect;

fn reference() -> String {
    std::fs::read_to_string("../../specs/README.md").expect("the reference")
}

/// The examples below a heading, or all.
fn examples(heading: &str) -> Vec<String> {
    let reference = reference();
    let section = match heading {
        "" => reference.as_str(),
        heading => reference.split_once(&format!("# {heading}\n")).expect("a heading").1,
    };
    let blocks = section.split("```yaml\n").skip(1);
    blocks.map(|block| block.split("```").next().expect("its end").to_owned()).collect()
}

fn first(heading: &str) -> String {
    examples(heading).into_iter().next().expect("an example")
}

/// Ids, amounts and states, as the examples name them.
const FIELDS: &str = "  paymentRequestId: { type: string, max_length: 64, required: true, doc: Your id. }
  paymentId: { type: string, max_length: 64, doc: The wallet's id. }
  paymentStatus: { type: string, max_length: 16, doc: How it stands. }
  notifyType: { type: string, max_length: 16, doc: What it is. }
  paymentResult: { type: Stand, doc: How it stands. }
  result: { type: Stand, doc: How it stands. }
";

/// An endpoint with these keys.
fn endpoint(path: &str, keys: &str, response: bool) -> String {
    let answered = FIELDS.replace("  result: { type: Stand, doc: How it stands. }\n", "");
    let response = if response { format!("response:\n{answered}") } else { String::new() };
    format!("path: {path}\nversion: v1\nsummary: Does something.\n{keys}request:\n{FIELDS}{response}")
}

#[test]
fn every_example_is_yaml_as_specs_are_written_in() {
    let examples = examples("");
    assert!(examples.len() >= 10, "{}", examples.len());
    for example in examples {
        assert!(format(&example).is_ok(), "{example}");
    }
}

#[test]
fn what_it_says_of_outcomes_is_checked_without_a_finding() {
    let workshop = Workshop::new();
    let types = format!(
        "{}\nStand:\n  resultStatus: {{ type: string, max_length: 2, doc: How it stands. }}\n",
        first("Types")
    );
    workshop.spec("demo/v1/types.yaml", types);
    workshop.spec("demo/api.yaml", format!("{}{}", crate::support::API, first("Money")));
    let keyed = "idempotency_key: paymentRequestId\n";
    let pay = format!("{keyed}{}", first("Unknown outcomes"));
    let results = "results:\n  - { code: ORDER_NOT_EXIST, status: F, doc: There is none. }\n";
    let ask = endpoint("payments/inquiryPayment", "", true) + results;
    workshop.spec("demo/v1/payments/pay.yaml", endpoint("payments/pay", &pay, true));
    workshop.spec("demo/v1/payments/cancel.yaml", endpoint("payments/cancel", keyed, true));
    workshop.spec("demo/v1/payments/inquiryPayment.yaml", ask);
    let session = endpoint("payments/createPaymentSession", keyed, true);
    workshop.spec("demo/v1/payments/createPaymentSession.yaml", session);
    let notify = first("What a notification ends");
    workshop.spec("demo/v1/payments/notifyPayment.yaml", endpoint("payments/notifyPayment", &notify, false));
    let summary = workshop.check().map_err(|error| error.to_string()).expect("no errors");
    let findings = summary.report.findings().kept().iter();
    let messages: Vec<&str> = findings.map(|finding| finding.message.as_str()).collect();
    // Two types stand there for their form.
    assert_eq!(
        messages,
        ["type `Amount` is not used", "type `OsType` is not used", "type `ContactType` is not used"]
    );
}

#[test]
fn it_has_every_key_of_a_dialect() {
    for key in Dialect::KEYS {
        assert!(reference().contains(&format!("\n| `{}` | `", key.name)), "{}", key.name);
    }
}
