//! `new`: files to be filled in.

use crate::cli::run;
use crate::support::Workshop;
use std::fs;
use std::path::Path;
use std::process::Command;

fn read(workshop: &Workshop, path: &str) -> String {
    fs::read_to_string(workshop.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The template with the `#` taken from every line that shows how a key is written.
fn uncommented(template: &str) -> String {
    let shows_a_key = |line: &str| {
        !line.starts_with("# yaml-language-server: ")
            && line.strip_prefix("# ").is_some_and(|rest| {
                rest.starts_with([' ', '-'])
                    || (rest.starts_with(|c: char| c.is_lowercase()) && rest.contains(": "))
                    || rest
                        .strip_suffix(':')
                        .is_some_and(|key| key.chars().all(|c| c.is_alphabetic() || c == '_'))
            })
    };
    let lines: Vec<String> = template
        .lines()
        .filter_map(|line| {
            if shows_a_key(line) {
                line.strip_prefix("# ").map(str::to_owned)
            } else {
                (!line.starts_with('#')).then(|| line.to_owned())
            }
        })
        .collect();
    let mut text = String::new();
    for (line, next) in lines.iter().zip(lines.iter().skip(1).map(String::as_str).chain([""])) {
        let filled = line.strip_suffix(" {}").filter(|_| next.starts_with(' '));
        text.push_str(filled.unwrap_or(line));
        text.push('\n');
    }
    text
}

#[test]
fn an_endpoint_is_filled_in_and_generated() {
    let workshop = Workshop::furnished();
    let written = run(&workshop, &["new", "demo", "v1/payments/capture"]).ended(0);
    assert_eq!(
        written.out,
        "wrote specs/demo/v1/payments/capture.yaml\n\
         next: fill it in, then run `countersign check` and `countersign generate`\n"
    );
    let path = "specs/demo/v1/payments/capture.yaml";
    run(&workshop, &["check"]).ended(0);
    let unfinished = run(&workshop, &["check", "--deny", "warnings", "--format", "short"]).ended(1);
    let found = format!("{path}:4:10: error[C0030]: the `summary` is still to be written");
    assert!(unfinished.err.starts_with(&found), "{}", unfinished.err);
    fill_in(&workshop, path);
    let checked = run(&workshop, &["check", "--deny", "warnings"]).ended(0);
    assert!(checked.out.starts_with("checked 1 API, 3 endpoints "), "{}", checked.out);

    let fields = "request:\n  captureRequestId: { type: string, max_length: 64, required: true, doc: Our id. }\n  \
                  captureAmount: { type: Amount, required: true, doc: How much. }";
    let response = "response:\n  captureId: { type: string, max_length: 64, doc: Their id. }";
    let text = read(&workshop, path);
    let text = text.replacen("request: {}", fields, 1).replacen("response: {}", response, 1);
    workshop.write(path, text);
    run(&workshop, &["generate", "--deny", "warnings"]).ended(0);
    let method = read(&workshop, "generated/demo/src/v1/payments/mod.rs");
    assert!(method.contains("pub fn capture"), "{method}");
    let endpoint = read(&workshop, "generated/demo/src/v1/payments/capture.rs");
    for part in ["pub capture_request_id: Text<64", "pub capture_amount: ", "pub capture_id: "] {
        assert!(endpoint.contains(part), "{part}");
    }
    run(&workshop, &["generate", "--check"]).ended(0);

    let program = "use demo_client::{Client, text, v1::{payments::{CaptureRequest, CaptureRequired}, types::{Amount, AmountRequired}}};
pub async fn capture(demo: &Client) -> Result<(), demo_client::Error> {
    let request = CaptureRequest::new(CaptureRequired {
        capture_request_id: text!(\"capture-1\"),
        capture_amount: Amount::new(AmountRequired { value: text!(\"100\") }),
    });
    demo.v1().payments().capture(&request).await.map(drop)
}
";
    compiles(&workshop, program);
}

/// Writes the summary of a new endpoint.
fn fill_in(workshop: &Workshop, path: &str) {
    let text = read(workshop, path);
    assert_eq!(text.matches("summary: TODO ").count(), 1, "{text}");
    workshop.write(path, text.replace("summary: TODO ", "summary: Says "));
}

/// Checks a program that uses the generated crate and the copy of the runtime, without fetching anything.
fn compiles(workshop: &Workshop, program: &str) {
    let manifest = "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
                    demo-client = { path = \"../generated/demo\", default-features = false }\n";
    workshop.write("program/Cargo.toml", manifest);
    workshop.write("program/src/lib.rs", program);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    fs::copy(lock, workshop.path("program/Cargo.lock")).expect("a copy of the lock file");
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("program"))
        .current_dir(workshop.path("program"))
        .output()
        .expect("cargo");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn what_the_comments_show_is_right() {
    let workshop = Workshop::new();
    for call in ["v1/payments/inquiryPayment", "v1/payments/cancel", "v1/payments/capture-it"] {
        run(&workshop, &["new", "demo", call]).ended(0);
    }
    run(&workshop, &["new", "demo", "v1/payments/notifyCapture-it", "--kind", "notification"]).ended(0);
    run(&workshop, &["new", "--api", "shop"]).ended(0);
    for path in
        ["demo/v1/payments/capture-it.yaml", "demo/v1/payments/notifyCapture-it.yaml", "shop/api.yaml"]
    {
        let template = read(&workshop, &format!("specs/{path}"));
        let text = uncommented(&template);
        assert!(text.lines().count() > 10 && !text.contains('#') || path == "shop/api.yaml", "{text}");
        workshop.spec(path, text);
    }
    workshop.spec("demo/v1/types.yaml", AMOUNT);
    for endpoint in ["inquiryPayment", "cancel", "capture-it", "notifyCapture-it"] {
        fill_in(&workshop, &format!("specs/demo/v1/payments/{endpoint}.yaml"));
    }
    let capture = read(&workshop, "specs/demo/v1/payments/capture-it.yaml");
    for key in [
        "doc: |",
        "idempotency_key: captureItRequestId\n",
        "settled_by:\n  endpoint: v1/payments/inquiryPayment\n  ask: ",
        "closed_by: v1/payments/cancel\n",
        "sandbox: { role: capture, fields: { id: captureItId, request_id: captureItRequestId, payment_id: paymentId, ",
        "partial: true\n",
        "deprecated: ",
        "request:\n  captureItRequestId: ",
        "response:\n  captureItId",
        "results:\n  - ",
        "examples:\n  - ",
    ] {
        assert!(capture.contains(key), "{key}: {capture}");
    }
    let told = read(&workshop, "specs/demo/v1/payments/notifyCapture-it.yaml");
    for key in [
        "idempotency_key: { all: [captureItId, captureItStatus] }\n",
        "settles:\n  - endpoints: [v1/payments/capture-it]\n    id: captureItRequestId\n",
    ] {
        assert!(told.contains(key), "{key}: {told}");
    }
    let shop = read(&workshop, "specs/shop/api.yaml");
    assert!(
        shop.contains("\ndialect:\n  request_time: rfc3339_millis ") && shop.contains("\ncurrencies: { IDR")
    );
    // The inquiry has to be asked by the id of the call, to name it, and to say how it ended; the cancel, too, takes the id.
    let id =
        "  captureItRequestId: { type: string, max_length: 64, required: true, doc: Id of the request. }";
    let response = "response:\n  captureItRequestId: { type: string, max_length: 64, doc: Id of the request. }\n  \
                    captureItStatus: { type: string, max_length: 8, doc: How it stands. }\n\
                    results: [{ code: ORDER_NOT_EXIST, status: F, doc: Not there. }]";
    for (call, response) in [("inquiryPayment", response), ("cancel", "response: {}")] {
        let path = format!("demo/v1/payments/{call}.yaml");
        let text = read(&workshop, &format!("specs/{path}"));
        let text = text.replacen("request: {}", &format!("request:\n{id}"), 1);
        workshop.spec(&path, text.replacen("response: {}", response, 1));
    }
    run(&workshop, &["check", "--deny", "warnings"]).ended(0);
    run(&workshop, &["generate"]).ended(0);
}

const AMOUNT: &str = "Amount:
  role: money
  currency: { type: string, max_length: 3, required: true, doc: The currency. }
  value: { type: integer, min: 1, required: true, doc: Of the smallest unit. }
";

#[test]
fn the_role_that_is_offered_fits_the_call() {
    for (endpoint, role) in [
        ("v1/payments/pay", "pay"),
        ("v1/payments/createPayment", "pay"),
        ("v1/payments/cancelPayment", "cancel"),
        ("v1/payments/refund", "refund"),
        ("v1/payments/void", "void"),
        ("v1/payments/inquiryPayment", "ask"),
        ("v1/payments/inquiryRefund", "ask_refund"),
    ] {
        let workshop = Workshop::new();
        workshop.spec("demo/v1/types.yaml", AMOUNT);
        run(&workshop, &["new", "demo", endpoint]).ended(0);
        let path = format!("demo/{endpoint}.yaml");
        let template = read(&workshop, &format!("specs/{path}"));
        let sandbox = template.lines().find(|line| line.starts_with("# sandbox: ")).expect("a role");
        assert!(
            sandbox.starts_with(&format!("# sandbox: {{ role: {role}, fields: ")),
            "{endpoint}: {sandbox}"
        );
        // With its fields, and without what names other endpoints.
        let rest =
            template.split("# settled_by:\n").nth(1).and_then(|rest| rest.split_once("\n\n")).expect("more");
        let rest = rest.1.replace("# closed_by: ", "#");
        workshop.spec(
            &path,
            uncommented(&format!("{}\n{}", template.split("# settled_by:").next().expect("text"), rest)),
        );
        fill_in(&workshop, &format!("specs/{path}"));
        run(&workshop, &["check", "--format", "short"]).ended(0);
    }
    let workshop = Workshop::new();
    run(&workshop, &["new", "demo", "v1/messages/send"]).ended(0);
    let template = read(&workshop, "specs/demo/v1/messages/send.yaml");
    assert!(
        template.contains("\n# Roles are pay, ask, cancel, ") && !template.contains("# sandbox: {"),
        "{template}"
    );
}

#[test]
fn nothing_is_overwritten() {
    let workshop = Workshop::furnished();
    let before = read(&workshop, "specs/demo/v1/payments/pay.yaml");
    for endpoint in ["v1/payments/pay", "/v1/payments/pay/", "v1/payments/pay.yaml"] {
        let refused = run(&workshop, &["new", "demo", endpoint]).ended(2);
        assert_eq!(
            refused.err,
            "error: `specs/demo/v1/payments/pay.yaml` is there already; edit it, or remove it first\n"
        );
    }
    assert_eq!(read(&workshop, "specs/demo/v1/payments/pay.yaml"), before);
    let api = run(&workshop, &["new", "--api", "demo"]).ended(2);
    assert!(api.err.contains("`specs/demo/api.yaml` is there already"), "{}", api.err);
}

#[test]
fn an_unknown_api_is_not_made_by_accident() {
    let workshop = Workshop::new();
    let near = run(&workshop, &["new", "demmo", "v1/pay"]).ended(2);
    assert_eq!(
        near.err,
        "error: there is no API `demmo` in `specs`; there is `demo`; did you mean `demo`? To begin a new one, run \
         `countersign new --api demmo`\n"
    );
    let none = run(&workshop, &["new", "demo", "v1/pay", "--specs", "elsewhere"]).ended(2);
    assert!(
        none.err
            .contains("there is none yet; to begin it, run `countersign new --api demo --specs elsewhere`")
    );
    let first = run(&workshop, &["new", "--api", "demo", "--specs", "elsewhere"]).ended(0);
    assert!(first.out.contains("`countersign new demo v1/payments/pay --specs elsewhere`"), "{}", first.out);
    run(&workshop, &["new", "demo", "v1/payments/pay", "--specs", "elsewhere"]).ended(0);
    fill_in(&workshop, "elsewhere/demo/v1/payments/pay.yaml");
    run(&workshop, &["check", "--specs", "elsewhere", "--deny", "warnings"]).ended(0);
}

#[test]
fn names_that_cannot_be() {
    let workshop = Workshop::new();
    for endpoint in [
        "pay",
        "payments/pay",
        "v1",
        "v1/",
        "v01/pay",
        "v1/../pay",
        "v1/a b",
        "v1/types",
        "v1/results",
        "v1/a.yaml/b",
    ] {
        let refused = run(&workshop, &["new", "demo", endpoint]).ended(2);
        assert!(refused.err.starts_with("error: `") && refused.out.is_empty(), "{}", refused.err);
    }
    for name in ["Demo", "../x", "", "a b", "x-"] {
        run(&workshop, &["new", "--api", name]).ended(2);
    }
    for wrong in [
        &["new"][..],
        &["new", "demo"],
        &["new", "demo", "v1/x", "--api", "y"],
        &["new", "demo", "v1/x", "--kind", "x"],
    ] {
        run(&workshop, wrong).ended(2);
    }
    for (wrong, says) in [
        (
            &["new", "--api", "shop", "v1/pay"][..],
            "run `countersign new --api shop`, then `countersign new shop v1/pay`",
        ),
        (
            &["new", "demo", "v1/x", "--api", "y"],
            "run `countersign new --api y`, then `countersign new y v1/x`",
        ),
        (&["new", "v1/payments/pay"], "`countersign new API v1/payments/pay`"),
        (&["new", "demo"], "`countersign new demo v1/payments/pay`"),
    ] {
        let refused = run(&workshop, wrong).ended(2);
        assert!(refused.err.contains(says), "{wrong:?}: {}", refused.err);
    }
    assert_eq!(fs::read_dir(workshop.path("specs/demo")).expect("a folder").count(), 1);
}

#[test]
fn names_that_yaml_reads_otherwise() {
    let workshop = Workshop::new();
    run(&workshop, &["new", "--api", "null"]).ended(0);
    for endpoint in ["v1/null", "v1/true", "v1/12", "v2/a/Null", "v1/1.10", "v1/self"] {
        run(&workshop, &["new", "null", endpoint]).ended(0);
        fill_in(&workshop, &format!("specs/null/{endpoint}.yaml"));
    }
    run(&workshop, &["check", "--deny", "warnings"]).ended(0);
}
