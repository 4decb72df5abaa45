//! Slips at the command line of `call`, `curl`, `sign` and `verify`, and what is said of them.

#![cfg(feature = "sandbox")]

use crate::cli::{Run, command};
use crate::support::Workshop;
use countersign_sandbox::{Sandbox, Settings};
use serde_json::Value;
use std::fs;

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");

/// A sandbox of `claro`, whose keys are in `keys` of a workshop.
fn started() -> (Workshop, Sandbox) {
    let workshop = Workshop::new();
    let settings = Settings::new(SPECS).api("claro").keys(workshop.path("keys"));
    (workshop, Sandbox::start(settings).expect("started"))
}

fn run(workshop: &Workshop, arguments: &[&str]) -> Run {
    let mut command = command(workshop, arguments);
    command.env("HOME", workshop.path(".")).env_remove("XDG_CONFIG_HOME");
    Run::of(command.output().expect("it runs"))
}

fn pay(workshop: &Workshop, sandbox: &Sandbox, more: &[&str]) -> Run {
    let usual =
        ["call", "claro", "v1/payments/pay", "--specs", SPECS, "--keys", "keys", "--url", sandbox.url()];
    run(workshop, &[&usual, more].concat())
}

#[test]
fn a_slip_is_not_sent() {
    let (workshop, sandbox) = started();
    for (more, says) in [
        (&["--unset", "nope"][..], "error: --unset `nope`: there is no field `nope`"),
        (&["--unset", "paymentAmount.valeu"], "did you mean `value`?"),
        (&["--unset", "extraParams.ORDER.goods.nope"], "there is no field `nope`"),
        (&["--fault", "tiemout"], "there is no fault `tiemout`; did you mean `timeout`?"),
    ] {
        let run = pay(&workshop, &sandbox, &[&["--example"], more].concat()).ended(2);
        assert!(run.err.contains(says), "{}", run.err);
    }
    assert!(sandbox.received().is_empty());
    // A field that the spec knows need not be there, and one inside of JSON as text is removed.
    let inside = ["--set", "extraParams.ORDER.goods.goodsName=x", "--unset", "extraParams.ORDER.goods"];
    pay(&workshop, &sandbox, &[&["--example", "--unset", "appId"][..], &inside].concat()).ended(0);
    pay(&workshop, &sandbox, &["--example", "--unset", "nope", "--no-check"]).ended(0);
    let sent: Vec<Value> = sandbox.received().iter().map(|one| one.json().expect("JSON")).collect();
    let order: Vec<Value> = sent
        .iter()
        .map(|sent| sent["extraParams"]["ORDER"].as_str().and_then(|text| serde_json::from_str(text).ok()))
        .map(|order| order.expect("JSON as text"))
        .collect();
    assert!(order[0] == order[1] && order[0].get("orderAmount").is_some(), "{order:?}");
}

#[test]
fn json_is_one_document_whatever_goes_wrong() {
    let (workshop, sandbox) = started();
    workshop.spec("demo/v1/payments/pay.yaml", "path: elsewhere\n");
    let url = sandbox.url();
    let (call, keys) = (["call", "--json"], ["--keys", "keys", "--url", url, "--specs", SPECS]);
    for (arguments, code, says) in [
        (
            &["claro", "v1/payments/pay", "--set", "nope=1"][..],
            2,
            "there is no field `nope`; known fields: `partnerId`",
        ),
        (&["claro", "v1/payments/pay", "--body", "nowhere.json"], 2, "cannot read `nowhere.json`"),
        (&["claro", "v1/payments/pay", "--example", "nope"], 2, "has no example `nope`"),
        (&["claro", "v1/payments/nope"], 2, "has no endpoint"),
        (&["clara", "v1/payments/pay"], 2, "`clara`"),
        (&["claro", "v1/payments/pay", "--example", "--profile", "nope"], 2, "no file with profiles"),
        (&["claro", "v1/payments/pay", "--example", "--header", "Signature: x"], 2, "the client itself sets"),
    ] {
        let run = run(&workshop, &[&call, arguments, &keys].concat()).ended(code);
        let document: Value = serde_json::from_str(&run.out).expect("one JSON document");
        assert_eq!((&document["outcome"], &document["exit_code"]), (&"Refused".into(), &code.into()));
        assert!(document["cause"].as_str().is_some_and(|cause| cause.contains(says)), "{}", run.out);
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
    let missing =
        ["call", "--json", "claro", "v1/payments/pay", "--example", "--specs", SPECS, "--keys", "nowhere"];
    let broken = ["call", "--json", "demo", "v1/payments/pay"];
    for (arguments, code, says) in
        [(&missing[..], 2, "there is no key folder `nowhere`"), (&broken, 1, "pay.yaml:1:7: error[")]
    {
        let run = run(&workshop, arguments).ended(code);
        let document: Value = serde_json::from_str(&run.out).expect("one JSON document");
        assert!(document["cause"].as_str().is_some_and(|cause| cause.contains(says)), "{}", run.out);
    }
}

#[test]
fn an_example_is_advised_where_there_is_one() {
    let (workshop, sandbox) = started();
    assert!(pay(&workshop, &sandbox, &[]).ended(1).err.contains("--example fills it in"));
    let given = pay(&workshop, &sandbox, &["--example", "--set", "partnerId="]).ended(0);
    assert!(!given.err.contains("--example"), "{}", given.err);
    let bare =
        ["call", "gcash", "v1/payments/refund", "--specs", SPECS, "--keys", "keys", "--url", sandbox.url()];
    let bare = run(&workshop, &bare).ended(1);
    assert!(!bare.err.contains("--example"), "{}", bare.err);
}

/// Every line that the help shows, against a sandbox.
#[test]
fn examples_of_the_help_can_be_run() {
    let (workshop, sandbox) = started();
    let profiles = format!("sandbox: {{ url: \"{}\", keys: ../keys }}\n", sandbox.url());
    workshop.write(".countersign/profiles.yaml", profiles);
    fs::copy(workshop.path("keys/merchant.pem"), workshop.path("merchant.pem")).expect("copied");
    let mut shown = 0;
    for subcommand in ["call", "curl", "sign"] {
        let help = run(&workshop, &[subcommand, "-h"]).ended(0).out;
        for line in help.lines().filter_map(|line| line.strip_prefix("  countersign ")) {
            let body = r#"{"partnerId":"P1","paymentOrderTitle":"x","paymentRequestId":"R1","paymentAmount":{"currency":"USD","value":"1"}}"#;
            workshop.write("pay.json", body);
            let words = line.split(" | ").next().unwrap_or_default();
            let binary = env!("CARGO_BIN_EXE_countersign");
            let script = format!("{binary} {words} --specs {SPECS}");
            let script = if line.starts_with("call") && !line.contains("--profile") {
                format!("{script} --profile sandbox")
            } else {
                script
            };
            let run = std::process::Command::new("sh")
                .args(["-c", &script])
                .current_dir(workshop.path("."))
                .output();
            let run = Run::of(run.expect("a shell"));
            // There is no such payment.
            let code = if line.contains("inquiryPayment") { 3 } else { 0 };
            assert_eq!(run.code, code, "{line}\n{}{}", run.out, run.err);
            shown += 1;
        }
    }
    assert!(shown >= 9, "{shown}");
}

#[test]
fn an_address_that_cannot_be_right_is_explained() {
    let (workshop, sandbox) = started();
    let call = |url: &str, more: &[&str]| {
        let usual = [
            "call",
            "claro",
            "v1/payments/pay",
            "--example",
            "--specs",
            SPECS,
            "--keys",
            "keys",
            "--no-retry",
        ];
        run(&workshop, &[&usual[..], &["--url", url], more].concat())
    };
    let path = call(&format!("{}/api", sandbox.url()), &[]).ended(2);
    assert!(path.err.contains("the prefix of all paths is `base_path` in api.yaml"), "{}", path.err);
    let tls = call(&sandbox.url().replace("http://", "https://"), &[]).ended(5);
    assert!(tls.out.contains("; is it http, not https?\n"), "{}", tls.out);
    let nobody = call("http://127.0.0.1:1", &[]).ended(5);
    assert!(
        nobody.out.contains("cause: could not connect to http://127.0.0.1:1, nothing was sent: "),
        "{}",
        nobody.out
    );
}

#[test]
fn a_cause_is_said_once() {
    let (workshop, sandbox) = started();
    let run = pay(&workshop, &sandbox, &["--example", "--fault", "tampered"]).ended(4);
    assert_eq!(run.out.matches("the signature is not").count(), 1, "{}", run.out);
    assert!(run.out.contains("\nanswer: HTTP 200, not verified\n"), "{}", run.out);
    assert!(run.out.contains("\nto do: It may have happened: never try anew"), "{}", run.out);
}

#[test]
fn what_curl_writes_is_read() {
    let (workshop, sandbox) = started();
    let json = pay(&workshop, &sandbox, &["--example", "--json"]).ended(0);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    // As it came: the report has it as JSON.
    let last = sandbox.received().pop().expect("a request");
    let body = last.answer.as_ref().expect("an answer").body.clone();
    let headers = report["answer"]["headers"].as_object().expect("headers");
    let header = |name: &str| headers[name].as_str().expect("a header");
    let names = ["Client-Id", "Response-Time", "Signature"];
    let lines: Vec<String> = names.iter().map(|name| format!("{name}: {}", header(name))).collect();
    workshop.write("body", &body);
    let verify = |more: &[&str]| {
        let usual = ["verify", "--path", "/api/v1/payments/pay", "--keys", "keys"];
        run(&workshop, &[&usual, more].concat())
    };

    workshop.write(
        "verbose",
        format!(
            "* Connected\n> POST /api HTTP/1.1\n> \n< HTTP/1.1 200 OK\n< {}\n< \n* Closed\n",
            lines.join("\n< ")
        ),
    );
    verify(&["--headers", "verbose", "--body", "body"]).ended(0);
    let included =
        [format!("HTTP/1.1 200 OK\r\n{}\r\n\r\n", lines.join("\r\n")).as_bytes(), &body[..]].concat();
    workshop.write("included", included);
    verify(&["--body", "included"]).ended(0);

    // An editor has wrapped the long line, between two characters or within an escape.
    let escape = lines[2].find('%').expect("an escape");
    for at in [escape, escape + 1, escape + 2] {
        let (start, end) = lines[2].split_at(at);
        for wrapped in [format!("{start}\n{end}"), format!("{start}\n  {end}")] {
            workshop.write("wrapped", format!("{}\n{}\n{wrapped}\n", lines[0], lines[1]));
            verify(&["--headers", "wrapped", "--body", "body"]).ended(0);
        }
    }

    // The key that one has uploaded is not the wallet's.
    let own = verify(&["--headers", "verbose", "--body", "body", "--wallet-key", "keys/merchant.public.pem"])
        .ended(1);
    assert!(own.out.contains("is your own public key"), "{}", own.out);
    let path = run(
        &workshop,
        &["verify", "--path", "/other", "--keys", "keys", "--headers", "verbose", "--body", "body"],
    );
    assert!(path.ended(1).out.contains("is the path that of this message's own endpoint"));
}

#[test]
fn a_collection_has_what_was_given() {
    let (workshop, sandbox) = started();
    let postman = ["curl", "claro", "--postman", "--specs", SPECS, "--keys", "keys", "--url", sandbox.url()];
    let collection: Value = serde_json::from_str(&run(&workshop, &postman).ended(0).out).expect("JSON");
    assert_eq!(collection["variable"][0]["value"], sandbox.url());
    assert_eq!(collection["variable"][1]["value"], sandbox.client_id());
    let body = |at: usize| {
        let request = &collection["item"][0]["item"][2]["item"][at];
        let body = request["request"]["body"]["raw"].as_str().expect("a body").to_owned();
        (request["name"].as_str().expect("a name").to_owned(), body)
    };
    let (name, pay) = body(2);
    assert!(name == "pay" && pay.contains(r#""paymentRequestId": "{{$guid}}""#), "{pay}");
    // A question is about an id that is there already.
    let (name, ask) = body(0);
    assert!(name == "inquiryPayment" && !ask.contains("$guid"), "{name} {ask}");
}

#[test]
fn a_body_that_is_made_to_be_signed_can_be_had() {
    let (workshop, _sandbox) = started();
    let sign = ["sign", "claro", "v1/payments/pay", "--specs", SPECS, "--keys", "keys", "--example"];
    let signed = run(&workshop, &sign).ended(0);
    assert!(signed.err.contains("--print-body shows it"), "{}", signed.err);
    let shown = run(&workshop, &[&sign[..], &["--print-body"]].concat()).ended(0);
    assert!(shown.err.is_empty() && shown.out.ends_with('}'), "{}{}", shown.out, shown.err);
}
