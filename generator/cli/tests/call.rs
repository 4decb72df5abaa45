//! `call`, `curl`, `sign` and `verify` as a user sees them, against a wallet on loopback.

#![cfg(feature = "sandbox")]

use crate::cli::{Run, command};
use crate::support::Workshop;
use crate::wallet::{Does, Wallet};
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::Command;
use std::sync::mpsc;

const CLIENT_ID: &str = "2022091495540562874792";
const MERCHANT: &str = include_str!("../../../tests/keys/merchant.pkcs8.pem");

/// With the shipped specs of `claro`, and a folder of keys.
fn workshop() -> Workshop {
    let workshop = Workshop::new();
    let keys = workshop.path("keys");
    fs::create_dir_all(&keys).expect("a folder");
    fs::write(keys.join("client_id"), format!("{CLIENT_ID}\n")).expect("written");
    fs::write(keys.join("merchant.pem"), MERCHANT).expect("written");
    let public = include_str!("../../../tests/keys/wallet.public.pem");
    fs::write(keys.join("wallet.public.pem"), public).expect("written");
    workshop
}

fn run(workshop: &Workshop, arguments: &[&str]) -> Run {
    Run::of(through(workshop, arguments).output().expect("it runs"))
}

/// The command, with these specs and nothing of the environment.
fn through(workshop: &Workshop, arguments: &[&str]) -> Command {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");
    let takes_specs = matches!(arguments.first(), Some(&("call" | "curl" | "sign")));
    let specs = if takes_specs { vec!["--specs", specs] } else { Vec::new() };
    let mut command = command(workshop, &[arguments, &specs].concat());
    for name in ["URL", "CLIENT_ID", "KEY", "KEY_FILE", "KEY_VERSION", "WALLET_KEY", "WALLET_KEY_FILE"] {
        command.env_remove(format!("COUNTERSIGN_{name}"));
    }
    command.env("HOME", workshop.path(".")).env_remove("XDG_CONFIG_HOME");
    command
}

fn result(status: &str, code: &str) -> String {
    format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}","resultMessage":"so"}}}}"#)
}

fn call(workshop: &Workshop, wallet: &Wallet, more: &[&str]) -> Run {
    let usual = ["call", "claro", "v1/payments/pay", "--keys", "keys", "--url", &wallet.url];
    run(workshop, &[&usual, more].concat())
}

#[test]
fn the_outcome_is_a_line_and_an_exit_code() {
    let workshop = workshop();
    let table = [
        (Does::Signs(result("S", "SUCCESS")), "outcome: Success\n", 0),
        (Does::Signs(result("A", "ACCEPT")), "outcome: Accepted\n", 0),
        (Does::Signs(result("F", "RISK_REJECT")), "outcome: Failed\n", 3),
        (Does::Signs(result("U", "PAYMENT_IN_PROCESS")), "outcome: Unknown\n", 4),
        (Does::Answers(result("S", "SUCCESS")), "outcome: Unknown\n", 4),
        (Does::Cuts, "outcome: Unknown\n", 4),
    ];
    for (does, line, code) in table {
        let wallet = Wallet::that(does);
        let run = call(&workshop, &wallet, &["--example", "cashier payment"]).ended(code);
        assert!(run.out.starts_with(line), "{}", run.out);
        let asks = run.out.contains("\n  countersign call claro v1/payments/inquiryPayment --set partnerId=");
        assert_eq!(asks, matches!(line, "outcome: Unknown\n" | "outcome: Accepted\n"), "{}", run.out);
        assert_eq!(wallet.seen().len(), 1);
    }
    // Nobody listens there.
    let mut gone = Wallet::that(Does::Cuts);
    gone.url = "http://127.0.0.1:1".to_owned();
    let run = call(&workshop, &gone, &["--example", "--no-retry"]).ended(5);
    assert!(
        run.out.starts_with("outcome: NotSent\ncause: could not connect to http://127.0.0.1:1"),
        "{}",
        run.out
    );
}

/// Closes each connection after the first line, and keeps that.
fn proxy() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let mut line = String::new();
            let _ = BufReader::new(connection).read_line(&mut line);
            if send.send(line).is_err() {
                break;
            }
        }
    });
    (url, lines)
}

#[test]
fn a_proxy_is_for_other_machines_only() {
    let workshop = workshop();
    let (proxy, lines) = proxy();
    let wallet = Wallet::that(Does::Signs(result("S", "SUCCESS")));
    let call = |url: &str| {
        let mut command =
            through(&workshop, &["call", "claro", "v1/payments/pay", "--keys", "keys", "--url", url]);
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            command.env(name, &proxy);
        }
        command.args(["--example", "--no-retry"]).env_remove("NO_PROXY").env_remove("no_proxy");
        Run::of(command.output().expect("it runs"))
    };
    let run = call(&wallet.url).ended(0);
    assert!(run.out.starts_with("outcome: Success\n"), "{}", run.out);
    assert_eq!(lines.try_recv(), Err(mpsc::TryRecvError::Empty), "the proxy was asked");
    call("https://wallet.example").ended(5);
    assert_eq!(lines.try_recv().as_deref(), Ok("CONNECT wallet.example:443 HTTP/1.1\r\n"));
}

#[test]
fn what_breaks_the_spec_is_named_and_not_sent() {
    let workshop = workshop();
    let wallet = Wallet::that(Does::Signs(result("F", "PARAM_ILLEGAL")));
    let title = format!("paymentOrderTitle={}", "x".repeat(257));
    let refused = call(&workshop, &wallet, &["--example", "--set", &title]).ended(1);
    assert_eq!(
        refused.err,
        "error: `paymentOrderTitle` has 257 characters; `max_length` is 256\nerror: the request breaks the spec in 1 \
         thing; nothing sent (--no-check sends it)\n"
    );
    assert!(wallet.seen().is_empty());
    call(&workshop, &wallet, &["--example", "--set", &title, "--no-check"]).ended(3);
    assert_eq!(wallet.seen().len(), 1);
}

#[test]
fn a_header_that_is_missing_comes_with_its_flag() {
    let workshop = workshop();
    let wallet = Wallet::that(Does::Signs(result("F", "PARAM_ILLEGAL")));
    let shop = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specs");
    let usual = ["call", "shop", "v3/agents/send", "--specs", shop, "--keys", "keys", "--url", &wallet.url];
    let call = |more: &[&str]| {
        let output = command(&workshop, &[&usual, more].concat()).output();
        Run::of(output.expect("it runs"))
    };
    let refused = call(&["--example"]).ended(1).err;
    let told = "error: `headers.Agent-Token` is a required header, but missing: give it as --header 'Agent-Token: value'\n";
    assert!(refused.starts_with(told), "{refused}");
    assert!(wallet.seen().is_empty());
    call(&["--example", "--header", "Agent-Token: value"]).ended(3);
}

#[test]
fn bodies_come_from_files_values_and_the_line_itself() {
    let workshop = workshop();
    let wallet = Wallet::that(Does::Signs(result("S", "SUCCESS")));
    let body = r#"{ "partnerId": "P1", "paymentOrderTitle": "it's", "paymentRequestId": "R1", "paymentAmount": {"currency": "USD", "value": "1"} }"#;
    fs::write(workshop.path("pay.json"), body).expect("written");
    call(&workshop, &wallet, &["--body", "pay.json", "--set", "paymentAmount.value=2", "--unset", "appId"])
        .ended(0);
    let json = call(&workshop, &wallet, &["--body", body, "--json"]).ended(0);
    let bodies: Vec<Value> =
        wallet.seen().iter().map(|seen| serde_json::from_str(&seen.body).expect("JSON")).collect();
    assert_eq!(
        (&bodies[0]["paymentAmount"]["value"], &bodies[1]["paymentAmount"]["value"]),
        (&"2".into(), &"1".into())
    );

    // The printed line is the same call again.
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    let line = report["call"].as_str().expect("a line");
    let binary = env!("CARGO_BIN_EXE_countersign");
    let again = std::process::Command::new("sh")
        .args(["-c", &line.replacen("countersign", binary, 1)])
        .current_dir(workshop.path("."))
        .output();
    let again = Run::of(again.expect("a shell")).ended(0);
    assert!(again.out.starts_with("outcome: Success\n"), "{}", again.out);
    assert_eq!(wallet.seen()[1].body, wallet.seen()[2].body);
}

#[test]
fn json_has_what_the_help_says() {
    let workshop = workshop();
    let wallet = Wallet::that(Does::Signs(result("A", "ACCEPT")));
    let run = call(&workshop, &wallet, &["--example", "--json", "--fault", "delay=1"]).ended(0);
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    let keys: Vec<&String> = report.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "answer",
            "api",
            "attempts",
            "call",
            "cause",
            "curl",
            "deviations",
            "endpoint",
            "exit_code",
            "format",
            "next",
            "outcome",
            "request",
            "result",
            "rust",
            "to_do",
            "took_ms",
            "trace_id",
            "violations"
        ]
    );
    assert_eq!((&report["format"], &report["outcome"]), (&1.into(), &"Accepted".into()));
    assert_eq!(report["answer"]["body"]["result"]["resultCode"], "ACCEPT");
    assert_eq!(wallet.seen()[0].header("sandbox-fault"), Some("delay=1"));
    let refused = call(&workshop, &wallet, &["--json"]).ended(1);
    let refused: Value = serde_json::from_str(&refused.out).expect("JSON");
    assert_eq!((&refused["outcome"], &refused["exit_code"]), (&"Refused".into(), &1.into()));
    assert_eq!(refused["violations"].as_array().map(Vec::len), Some(4));
}

#[test]
fn flags_win_over_the_environment_over_a_profile() {
    let workshop = workshop();
    let wallet = Wallet::that(Does::Signs(result("S", "SUCCESS")));
    fs::create_dir_all(workshop.path(".countersign")).expect("a folder");
    let profile = format!(
        "here:\n  url: {}\n  client_id: \"profile\"\n  keys: ../keys\n  key_version: 7\n",
        wallet.url
    );
    fs::write(workshop.path(".countersign/profiles.yaml"), profile).expect("written");
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");
    let usual = ["call", "claro", "v1/payments/pay", "--example", "--profile", "here", "--specs", specs];
    let run = |more: &[&str], environment: &[(&str, &str)]| {
        let mut command = command(&workshop, &[&usual, more].concat());
        Run::of(command.envs(environment.iter().copied()).output().expect("it runs"))
    };
    run(&[], &[]).ended(0);
    run(&[], &[("COUNTERSIGN_CLIENT_ID", "environment")]).ended(0);
    run(&["--client-id", "flag"], &[("COUNTERSIGN_CLIENT_ID", "environment")]).ended(0);
    let ids: Vec<String> =
        wallet.seen().iter().map(|seen| seen.header("client-id").expect("an id").to_owned()).collect();
    assert_eq!(ids, ["profile", "environment", "flag"]);
    assert!(wallet.seen()[0].header("signature").expect("signed").contains("keyVersion=7"));
    let wrong = run(&[], &[("COUNTERSIGN_KEY", "MIIEsecret")]).ended(2);
    assert!(wrong.err.starts_with("error: the environment variable `COUNTERSIGN_KEY`: "), "{}", wrong.err);
    assert!(!wrong.err.contains("MIIEsecret"));

    // A profile is the project's, wherever in it the command runs.
    let below = workshop.path("shop/src");
    fs::create_dir_all(&below).expect("a folder");
    let mut from_below = command(&workshop, &usual);
    Run::of(from_below.current_dir(below).output().expect("it runs")).ended(0);

    fs::write(workshop.path(".countersign/profiles.yaml"), "here: { ulr: x }\n").expect("written");
    let wrong = run(&[], &[]).ended(2);
    assert!(
        wrong.err.contains("unknown key `ulr`") && wrong.err.contains("profiles.yaml:1:9"),
        "{}",
        wrong.err
    );
    let missing =
        command(&workshop, &["call", "claro", "pay", "--profile", "hare", "--specs", specs]).output();
    assert!(Run::of(missing.expect("it runs")).ended(2).err.contains("could be"));
}

#[test]
fn no_secret_is_in_any_output() {
    let workshop = workshop();
    let secret = "sesame-28100001";
    let answer = format!(
        r#"{{"result":{{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":""}},"accessToken":"{secret}","refreshToken":"{secret}"}}"#
    );
    let wallet = Wallet::that(Does::Signs(answer));
    let set = format!("authCode={secret}");
    let header = format!("Agent-Token: {secret}");
    let usual = ["call", "claro", "v1/authorizations/applyToken", "--keys", "keys", "--url", &wallet.url];
    let body = ["--set", "grantType=AUTHORIZATION_CODE", "--set", &set, "--header", &header];
    let key_lines: Vec<&str> = MERCHANT.lines().filter(|line| !line.starts_with('-')).collect();
    for more in [["--verbose"].as_slice(), &["--json"], &[]] {
        let run = run(&workshop, &[&usual[..], &body, more].concat()).ended(0);
        let all = format!("{}{}", run.out, run.err);
        assert!(!all.contains(secret), "{all}");
        assert!(key_lines.iter().all(|line| !all.contains(line)));
        assert!(all.contains("[hidden]"));
    }
    let shown = run(&workshop, &[&usual[..], &body, &["--show-sensitive"]].concat()).ended(0);
    assert!(shown.out.contains(secret));
    assert!(wallet.seen().iter().all(|seen| seen.body.contains(secret)));
}

#[test]
fn curl_prints_what_a_shell_can_run() {
    let workshop = workshop();
    let wallet = Wallet::that(Does::Signs(result("S", "SUCCESS")));
    let body = r#"{"partnerId":"P1","paymentOrderTitle":"it's $(reboot) `x`","paymentRequestId":"R1","paymentAmount":{"currency":"USD","value":"1"}}"#;
    let arguments =
        ["curl", "claro", "v1/payments/pay", "--keys", "keys", "--url", &wallet.url, "--body", body];
    let printed = run(&workshop, &arguments).ended(0);
    assert!(wallet.seen().is_empty() && printed.err.contains("for 5 minutes"), "{}", printed.err);
    // Instead of curl, which need not be there: a function that prints its arguments.
    let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{}", printed.out);
    let words = std::process::Command::new("sh").args(["-c", &script]).output().expect("a shell");
    let words = String::from_utf8(words.stdout).expect("UTF-8");
    assert!(words.contains(&format!("--header\nClient-Id: {CLIENT_ID}\n")), "{words}");
    let sent = words.lines().last().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    assert_eq!(sent, serde_json::from_str(body).ok());
}

#[test]
fn postman_gets_a_collection_without_secrets() {
    let workshop = workshop();
    let run = run(&workshop, &["curl", "claro", "--postman"]).ended(0);
    let collection: Value = serde_json::from_str(&run.out).expect("JSON");
    let pay = &collection["item"][0]["item"][2]["item"][2];
    assert_eq!(pay["request"]["url"]["raw"], "{{baseUrl}}/api/v1/payments/pay");
    let body: Value =
        serde_json::from_str(pay["request"]["body"]["raw"].as_str().expect("a body")).expect("JSON");
    assert_eq!(body["paymentAmount"]["currency"], "USD");
    let script = collection["event"][0]["script"]["exec"].to_string();
    assert!(!script.contains('$') && script.contains("toISOString"), "{script}");
}

#[test]
fn what_is_signed_verifies() {
    let workshop = workshop();
    fs::write(workshop.path("body.json"), "{\"a\": 1}\n").expect("written");
    let public = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/keys/merchant.public.pem");
    let by_path = ["sign", "--path", "/v1/x", "--body", "body.json", "--keys", "keys"];
    let specless = command(&workshop, &by_path).output().expect("it runs");
    let signed = Run::of(specless).ended(0);
    fs::write(workshop.path("headers"), &signed.out).expect("written");
    let verify = |body: &str| {
        let usual = ["verify", "--notification", "--headers", "headers", "--path", "/v1/x"];
        run(
            &workshop,
            &[&usual[..], &["--body", body, "--client-id", CLIENT_ID, "--wallet-key", public]].concat(),
        )
    };
    assert!(verify("body.json").ended(0).out.ends_with("the signature holds\n"));
    fs::write(workshop.path("other.json"), "{\"a\": 1}").expect("written");
    let failed = verify("other.json").ended(1);
    assert!(failed.out.contains("  FAILS  signature: "), "{}", failed.out);
    assert!(
        failed.out.contains("most likely: the body that was signed has a line break at its end"),
        "{}",
        failed.out
    );

    let content = run(
        &workshop,
        &[
            "sign",
            "claro",
            "v1/payments/pay",
            "--body",
            "body.json",
            "--keys",
            "keys",
            "--time",
            "T",
            "--content",
        ],
    );
    let expected = format!("POST /api/v1/payments/pay\n{CLIENT_ID}.T.{{\"a\": 1}}\n");
    assert_eq!(content.ended(0).out, expected);
}

/// A signed answer of a real platform; see `runtime/signing/vectors/README.md`.
#[test]
fn a_real_answer_is_checked_as_of_when_it_came() {
    let workshop = workshop();
    let vectors = |name| format!("{}/../../runtime/signing/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let value = fs::read_to_string(vectors("signature.txt")).expect("a file");
    let signature = format!("algorithm=RSA256, keyVersion=1, signature={}", value.trim_end());
    let (body, key) = (vectors("body.json"), vectors("wallet_key.base64"));
    let path = "/ams/sandbox/api/v1/payments/pay";
    let id = "SANDBOX_5YEV2N2ZV8LC00920";
    let usual =
        ["verify", "--header", &signature, "--time", "2025-05-19T01:52:32Z", "--body", &body, "--path"];
    let ours = ["--client-id", id, "--wallet-key", &key];
    let verify = |path: &str, more: &[&str]| run(&workshop, &[&usual[..], &[path], &ours, more].concat());
    let then = ["--at", "2025-05-19T01:53:00Z"];
    let held = verify(path, &then).ended(0).out;
    assert!(
        held.contains(&format!(
            "1836 bytes between the lines:\n-----\nPOST {path}\n{id}.2025-05-19T01:52:32Z.{{"
        )),
        "{held}"
    );
    assert!(verify(path, &[]).ended(1).out.contains("  FAILS  clock: "));
    let moved = verify("/v1/payments/pay", &then).ended(1).out;
    assert!(moved.contains(&format!("most likely: the path that was signed is `{path}`")), "{moved}");
}

#[test]
fn what_is_missing_is_named() {
    let workshop = workshop();
    let pay = ["call", "claro", "v1/payments/pay", "--example"];
    for (more, says) in [
        (&["--key-version", "1"][..], "error: no address: give --url"),
        (&["--url", "http://127.0.0.1:1"], "error: no client id: give --client-id or --keys"),
        (&["--url", "http://127.0.0.1:1", "--client-id", "x"], "error: no private key: give --keys or --key"),
        (&["--url", "http://127.0.0.1:1", "--keys", "nowhere"], "error: there is no key folder `nowhere`"),
        (&["--url", "http://wallet.example", "--keys", "keys"], "must begin with `https://`"),
        (
            &["--url", "http://127.0.0.1:1", "--keys", "keys", "--header", "Signature: x"],
            "the client itself sets",
        ),
        (&["--profile", "x"], "error: there is no file with profiles; it would be `.countersign"),
    ] {
        let run = run(&workshop, &[&pay[..], more].concat()).ended(2);
        assert!(run.err.contains(says), "{}", run.err);
    }
}
