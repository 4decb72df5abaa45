//! Several keys of a wallet, and content of six parts: what `verify` and `call` make of them.

#![cfg(feature = "sandbox")]

use crate::cli::{Run, command};
use crate::support::Workshop;
use countersign_calling::{Caller, Options, apis};
use countersign_runtime::signature::{SigningKey, WalletKey};
use countersign_runtime::{Config, RetryPolicy};
use countersign_sandbox::{Fault, Sandbox, Settings};

const PAY: &str = "/api/v1/payments/pay";

/// A wallet with two endpoints, whose keys are in `keys` of a workshop.
fn started(dialect: &str) -> (Workshop, Sandbox) {
    let workshop = Workshop::furnished();
    workshop.spec("demo/api.yaml", format!("{}dialect: {dialect}\n", crate::support::API));
    let settings = Settings::new(workshop.path("specs")).keys(workshop.path("keys"));
    (workshop, Sandbox::start(settings).expect("started"))
}

/// Pays, and keeps the answer: its headers in `headers`, its body in `body`.
fn answered(workshop: &Workshop, sandbox: &Sandbox) {
    let key = |text: &str| SigningKey::from_text(text).expect("a key");
    let theirs = WalletKey::from_text(sandbox.wallet_key()).expect("a key");
    let config = Config::new(sandbox.url(), sandbox.client_id(), key(sandbox.merchant_key()), theirs);
    let apis = apis(workshop.path("specs"), &[]).expect("specs");
    let caller = Caller::new(apis, config.retry(RetryPolicy::never())).expect("a caller");
    let body = serde_json::json!({ "requestId": "1" });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let report = runtime.block_on(caller.call("demo", "v1/payments/pay", &body, &Options::default()));
    let answer = report.expect("a report").response.expect("an answer");
    let headers: String = answer.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    workshop.write("headers", headers);
    workshop.write("body", answer.body);
}

fn verify(workshop: &Workshop, more: &[&str]) -> Run {
    let usual = ["verify", "--headers", "headers", "--body", "body", "--path", PAY];
    Run::of(command(workshop, &[&usual, more].concat()).output().expect("it runs"))
}

#[test]
fn the_key_that_signed_is_named() {
    let (workshop, sandbox) = started("{}");
    answered(&workshop, &sandbox);
    let by_folder = verify(&workshop, &["--keys", "keys"]).ended(0).out;
    let expected =
        "ok  signature: it is by the key in the file `keys/wallet.public.pem`, of exactly these bytes";
    assert!(by_folder.contains(expected), "{by_folder}");
    assert!(by_folder.contains("ok  key version: 1\n"), "{by_folder}");

    // The wallet has changed its key: the folder has the next one, too.
    sandbox.fault("v1/payments/pay", Fault::RotatedKey).expect("an endpoint");
    answered(&workshop, &sandbox);
    let rotated = verify(&workshop, &["--keys", "keys"]).ended(0).out;
    assert!(rotated.contains("by the key in the file `keys/wallet.2.public.pem`"), "{rotated}");
    assert!(rotated.contains("ok  key version: 2\n"), "{rotated}");

    let id = ["--client-id", sandbox.client_id()];
    let keys = |one: &str, two: &str| {
        verify(&workshop, &[&id[..], &["--wallet-key", one, "--wallet-key", two]].concat())
    };
    let named = keys("keys/merchant.public.pem", "keys/wallet.2.public.pem").ended(0).out;
    assert!(named.contains("by the key in the file `keys/wallet.2.public.pem`"), "{named}");
    let mixed = keys("3=keys/wallet.2.public.pem", "2=keys/wallet.public.pem").ended(1).out;
    assert!(
        mixed.contains("FAILS  key version: 2, but it is signed by version 3, the key in the file"),
        "{mixed}"
    );
    let neither = keys("keys/merchant.public.pem", "keys/wallet.public.pem").ended(1).out;
    assert!(neither.contains("FAILS  signature: it is not by any of the 2 wallet keys"), "{neither}");
    assert!(neither.contains("most likely: no wallet key made this signature"), "{neither}");
}

#[test]
fn a_call_takes_the_key_of_each_version() {
    let (workshop, sandbox) = started("{}");
    let call = |more: &[&str]| {
        let usual = ["call", "demo", "v1/payments/pay", "--set", "requestId=1", "--url", sandbox.url()];
        let keys = ["--client-id", sandbox.client_id(), "--key", "keys/merchant.pem"];
        Run::of(command(&workshop, &[&usual[..], &keys, more].concat()).output().expect("it runs"))
    };
    let both = ["--wallet-key", "1=keys/wallet.public.pem", "--wallet-key", "2=keys/wallet.2.public.pem"];
    for fault in [&[][..], &["--fault", "rotated-key"]] {
        call(&[&both[..], fault].concat()).ended(0);
        let old = call(&[&both[..2], fault].concat());
        assert_eq!(old.code, if fault.is_empty() { 0 } else { 4 }, "{}", old.out);
    }
    let unnamed = ["--wallet-key", "keys/wallet.public.pem", "--wallet-key", "2=keys/wallet.2.public.pem"];
    let unnamed = call(&unnamed).ended(2);
    assert!(
        unnamed.err.contains("wallet.public.pem`: of several wallet keys, say which version"),
        "{}",
        unnamed.err
    );
    let report = call(&[&both[..], &["--json"]].concat()).ended(0);
    assert!(report.out.contains("--wallet-key 1=keys/wallet.public.pem"), "{}", report.out);
}

#[test]
fn content_of_six_parts_is_checked_and_recognised() {
    let (workshop, sandbox) = started("{ content: six_part }");
    let call =
        ["call", "demo", "v1/payments/pay", "--set", "requestId=1", "--keys", "keys", "--verbose", "--url"];
    let call = [&call[..], &[sandbox.url()]].concat();
    let called = Run::of(command(&workshop, &call).output().expect("it runs")).ended(0);
    assert!(called.out.contains("signed content:\nPOST./api/v1/payments/pay."), "{}", called.out);
    let answer = &sandbox.received()[0].answer;
    let answer = answer.as_ref().expect("answered");
    let text = |name: &str| format!("{name}: {}\n", answer.headers[name].to_str().expect("text"));
    workshop.write("headers", ["signature", "client-id", "response-time"].map(text).concat());
    workshop.write("body", &answer.body);
    let held = verify(&workshop, &["--keys", "keys", "--content", "six_part"]).ended(0).out;
    let content = format!("between the lines:\n-----\n{}.", sandbox.client_id());
    assert!(held.contains(&content) && held.ends_with("the signature holds\n"), "{held}");
    let usual = verify(&workshop, &["--keys", "keys"]).ended(1).out;
    assert!(
        usual.contains("most likely: the six-part content was signed: use --content six_part\n"),
        "{usual}"
    );

    // A message to us, such as our own request is one to the wallet.
    let request = &sandbox.received()[0];
    let header = |name: &str| format!("{name}: {}\n", request.headers[name].to_str().expect("text"));
    let headers = ["signature", "client-id", "request-time"].map(header).concat();
    workshop.write("body", &request.body);
    let id = ["--client-id", sandbox.client_id(), "--wallet-key", "keys/merchant.public.pem"];
    let notified =
        |content: &str| verify(&workshop, &[&id[..], &["--notification", "--content", content]].concat());
    workshop.write("headers", &headers);
    let missing = notified("six-part").ended(1).out;
    assert!(missing.contains("FAILS  request id: the header `Request-Id` is missing"), "{missing}");
    workshop.write("headers", headers + &header("request-id"));
    notified("six_part").ended(0);
    assert!(notified("standard").ended(1).out.contains("--content six_part"));
}

#[test]
fn lines_begin_as_the_program_was_started() {
    let (workshop, sandbox) = started("{}");
    workshop.spec(
        "demo/v1/payments/ask.yaml",
        "path: payments/ask\nversion: v1\nsummary: Asks.\nrequest:\n  requestId: { type: string, max_length: 64, \
         required: true, doc: Our number. }\nresponse:\n  requestId: { type: string, max_length: 64, doc: Our number. }\n  \
         state: { type: string, max_length: 16, doc: Its state. }\n",
    );
    workshop.spec(
        "demo/v1/payments/pay.yaml",
        format!(
            "{}idempotency_key: requestId\nsettled_by: {{ endpoint: v1/payments/ask, status: state, success: [DONE] }}\n",
            crate::support::endpoint("payments/pay")
        ),
    );
    let call =
        ["call", "demo", "v1/payments/pay", "--set", "requestId=1", "--fault", "cut-before", "--no-retry"];
    let call = [&call[..], &["--keys", "keys", "--url", sandbox.url()]].concat();
    for (cargo, program) in [(None, "countersign"), (Some("/usr/bin/cargo"), "cargo run --")] {
        let mut command = command(&workshop, &call);
        if let Some(cargo) = cargo {
            command.env("CARGO", cargo);
        }
        let run = Run::of(command.output().expect("it runs")).ended(4);
        let line =
            format!("next: ask how it ended\n  {program} call demo v1/payments/ask --set requestId=1 --url ");
        assert!(run.out.contains(&line), "{}", run.out);
    }
}
