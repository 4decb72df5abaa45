//! Calls of an API whose requests are encrypted, against a sandbox: from the command line to the wallet and back.

#![cfg(feature = "sandbox")]

use crate::cli::{Run, command};
use crate::support::Workshop;
use countersign_sandbox::{Sandbox, Settings};
use serde_json::Value;
use std::fs;

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/encrypted");
const CARD: &str = "4111111111111111";

/// A sandbox whose keys are in `keys` of a workshop.
fn started() -> (Workshop, Sandbox) {
    let workshop = Workshop::new();
    let sandbox = Sandbox::start(Settings::new(SPECS).keys(workshop.path("keys"))).expect("started");
    (workshop, sandbox)
}

fn run(workshop: &Workshop, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let mut command = command(workshop, arguments);
    command.env("HOME", workshop.path(".")).env_remove("XDG_CONFIG_HOME");
    Run::of(command.envs(environment.iter().copied()).output().expect("it runs"))
}

fn bind<'a>(command: &'a str, sandbox: &'a Sandbox, more: &[&'a str]) -> Vec<&'a str> {
    let usual = [command, "vault", "v1/cards/bind", "--example", "--specs", SPECS, "--url", sandbox.url()];
    [&usual, more].concat()
}

fn received(sandbox: &Sandbox) -> Value {
    sandbox.received().pop().and_then(|last| last.json()).expect("a request that could be read")
}

#[test]
fn a_call_is_encrypted_and_its_answer_is_decrypted() {
    let (workshop, sandbox) = started();
    let plain = run(&workshop, &bind("call", &sandbox, &["--keys", "keys"]), &[]).ended(0);
    assert!(plain.out.starts_with("outcome: Success\n"), "{}", plain.out);
    assert!(plain.out.contains("\"cardToken\": \"[hidden]\"") && !plain.out.contains(CARD), "{}", plain.out);
    let last = sandbox.received().pop().expect("a request");
    let sent = std::str::from_utf8(&last.body).expect("base64");
    assert!(last.headers.contains_key("encrypt") && !sent.contains('{'), "{sent}");
    assert_eq!(received(&sandbox)["cardNo"], CARD);

    let keys = ["--keys", "keys", "--show-sensitive"];
    let verbose =
        run(&workshop, &bind("call", &sandbox, &[&keys[..], &["--verbose"]].concat()), &[]).ended(0);
    let last = sandbox.received().pop().expect("a request");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    let (cipher, body) = (text(&last.body), text(last.plain_body.as_ref().expect("decrypted")));
    let answered = last.answer.as_ref().expect("answered");
    let answer = text(answered.plain_body.as_ref().expect("encrypted"));
    for part in [
        format!("body before it was encrypted:\n{body}\n"),
        format!(".{cipher}\n"),
        format!("as it came, encrypted:\n{}\ndecrypted:\n{answer}\n", text(&answered.body)),
    ] {
        assert!(verbose.out.contains(&part), "{part} is not in {}", verbose.out);
    }

    let json = run(&workshop, &bind("call", &sandbox, &[&keys[..], &["--json"]].concat()), &[]).ended(0);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    let last = sandbox.received().pop().expect("a request");
    assert_eq!(report["request"]["body"], text(&last.body));
    assert_eq!(report["request"]["plain_body"], text(last.plain_body.as_ref().expect("decrypted")));
    assert_eq!(report["answer"]["encrypted_body"], text(&last.answer.as_ref().expect("answered").body));
    assert_eq!(report["answer"]["body"]["cardToken"], "token-1");
    assert_eq!(report["deviations"], serde_json::json!([]));
}

#[test]
fn curl_has_the_body_that_was_sealed_once() {
    let (workshop, sandbox) = started();
    let printed = run(&workshop, &bind("curl", &sandbox, &["--keys", "keys"]), &[]).ended(0);
    assert!(sandbox.received().is_empty());
    assert!(printed.out.contains("--header 'Encrypt: algorithm=RSA_AES, symmetricKey="), "{}", printed.out);
    assert!(!printed.out.contains(CARD), "{}", printed.out);
    // Instead of curl, which need not be there: a function that keeps its arguments.
    let script = format!("curl() {{ printf '%s\\n' \"$@\" > words; }}\n{}", printed.out);
    let mut shell = std::process::Command::new("sh");
    let kept = shell.args(["-c", &script]).current_dir(workshop.path(".")).status();
    assert!(kept.expect("a shell").success());
    let words = fs::read_to_string(workshop.path("words")).expect("kept");
    let header = |name: &str| {
        let line = words.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("{name}: {words}")).to_owned()
    };
    let body = words.lines().last().expect("a body").to_owned();
    let mut request =
        format!("POST /api/v1/cards/bind HTTP/1.1\r\nhost: wallet\r\ncontent-length: {}\r\n", body.len());
    for name in ["Client-Id", "Request-Time", "Signature", "Encrypt"] {
        request.push_str(&format!("{name}: {}\r\n", header(name)));
    }
    let answer = exchange(&sandbox, &format!("{request}connection: close\r\n\r\n{body}"));
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("\r\nencrypt: algorithm=RSA_AES"),
        "{answer}"
    );
    assert_eq!(received(&sandbox)["cardNo"], CARD);
}

fn exchange(sandbox: &Sandbox, request: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(sandbox.ports()[0].address).expect("connected");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn keys_come_from_flags_the_environment_and_a_profile() {
    let (workshop, sandbox) = started();
    fs::create_dir_all(workshop.path("own")).expect("a folder");
    for (from, to) in [
        ("client_id", "client_id"),
        ("merchant.pem", "merchant.pem"),
        ("wallet.public.pem", "wallet.public.pem"),
        ("wallet.encryption.public.pem", "theirs.pem"),
        ("merchant.encryption.pem", "ours.pem"),
    ] {
        fs::copy(workshop.path("keys").join(from), workshop.path("own").join(to)).expect("copied");
    }
    let theirs = ["--encryption-key", "own/theirs.pem", "--encryption-key-version", "7"];
    let ours = ["--decryption-key", "own/ours.pem"];
    let own = ["--keys", "own"];
    run(&workshop, &bind("call", &sandbox, &[&own[..], &theirs, &ours].concat()), &[]).ended(0);
    let header = sandbox.received().pop().expect("a request").headers["encrypt"].clone();
    assert!(header.to_str().expect("text").contains("keyVersion=7"), "{header:?}");
    let key = fs::read_to_string(workshop.path("own/ours.pem")).expect("a key");
    let environment =
        [("COUNTERSIGN_ENCRYPTION_KEY_FILE", "own/theirs.pem"), ("COUNTERSIGN_DECRYPTION_KEY", key.as_str())];
    run(&workshop, &bind("call", &sandbox, &own), &environment).ended(0);
    let profile = "here:\n  keys: ../own\n  encryption_key_file: ../own/theirs.pem\n  \
                   encryption_key_version: 7\n  decryption_key_file: ../own/ours.pem\n";
    workshop.write(".countersign/profiles.yaml", profile);
    run(&workshop, &bind("call", &sandbox, &["--profile", "here"]), &[]).ended(0);
    assert_eq!(received(&sandbox)["cardNo"], CARD);

    // With the keys for signatures, which are not those of this wallet.
    let refused = run(&workshop, &bind("call", &sandbox, &own), &[]).ended(4);
    assert!(refused.out.contains("encrypted, and could not be decrypted"), "{}", refused.out);
    let refused = run(&workshop, &bind("call", &sandbox, &[&own[..], &ours].concat()), &[]).ended(3);
    assert!(refused.out.contains("PARAM_ILLEGAL: the body cannot be decrypted"), "{}", refused.out);
    let wrong = [&own[..], &["--encryption-key", "own/client_id"]].concat();
    let wrong = run(&workshop, &bind("call", &sandbox, &wrong), &[]).ended(2);
    assert!(wrong.err.starts_with("error: the file `own/client_id`: "), "{}", wrong.err);
}

#[test]
fn a_new_key_of_one_s_own_takes_the_place_of_the_sandbox_s() {
    let workshop = Workshop::new();
    let keygen = ["keygen", "--out", "keys", "--name", "merchant.encryption", "--passphrase-env", "PASS"];
    run(&workshop, &keygen, &[("PASS", "open sesame")]).ended(0);
    fs::rename(workshop.path("keys/merchant.encryption.pem"), workshop.path("mine.pem")).expect("moved");
    let sandbox = Sandbox::start(Settings::new(SPECS).keys(workshop.path("keys"))).expect("started");
    assert_eq!(sandbox.decryption_key(), "");
    let call = bind("call", &sandbox, &["--keys", "keys", "--decryption-key", "mine.pem"]);
    assert!(run(&workshop, &call, &[]).ended(2).err.contains("--passphrase-env"));
    let with_phrase = [&call[..], &["--passphrase-env", "PASS"]].concat();
    run(&workshop, &with_phrase, &[("PASS", "open sesame")]).ended(0);
    let wrong = run(&workshop, &with_phrase, &[("PASS", "open barley")]).ended(2);
    assert!(wrong.err.starts_with("error: the file `mine.pem`: ") && !wrong.err.contains("barley"));
}

#[test]
fn one_call_alone_can_be_encrypted_and_none_is_signed_in_the_clear() {
    let workshop = Workshop::furnished();
    let sandbox = Sandbox::start(Settings::new(workshop.path("specs")).keys(workshop.path("keys")));
    let sandbox = sandbox.expect("started");
    let pay =
        ["call", "demo", "v1/payments/pay", "--set", "requestId=1", "--keys", "keys", "--url", sandbox.url()];
    let json = run(&workshop, &[&pay[..], &["--encrypt", "--json"]].concat(), &[]).ended(0);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    assert!(report["call"].as_str().is_some_and(|line| line.ends_with(" --encrypt")), "{}", report["call"]);
    assert_eq!(received(&sandbox)["requestId"], "1");
    assert!(sandbox.received()[0].plain_body.is_some());
    let sign = bind("sign", &sandbox, &["--keys", "keys"]);
    let sign = run(&workshop, &sign[..sign.len()], &[]);
    assert_eq!(sign.code, 2);
    assert!(sign.err.contains("`countersign curl` makes one"), "{}", sign.err);
}
