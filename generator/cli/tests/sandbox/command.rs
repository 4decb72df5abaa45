//! `countersign sandbox` as one runs it.

use super::running::{Running, beside, command};
use super::support::{Letter, ORDER, SPECS};
use countersign_sandbox::{Sandbox, Settings};
use std::process::Command;

#[test]
#[cfg(unix)]
fn it_says_how_to_be_called_logs_what_comes_and_ends_by_ctrl_c() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running = Running::start(&mut beside(&["claro"], &["--port", "0"], folder.path()));
    let lines = running.until("Ctrl-C");
    assert_eq!(lines[0], "keys and client id: .countersign/sandbox\n");
    let unkept = "3 endpoints are answered from examples: claro v2/messages/sendInbox, claro v2/miniprogram/message/send, claro \
                  v2/miniprogram/qrcode/create\n";
    assert!(lines.iter().any(|line| line == unkept), "{lines:?}");
    let line = lines.iter().find(|line| line.contains("countersign call")).expect("a line to call it by");
    let url = lines[1].split_whitespace().next().expect("a URL");
    assert_eq!(*line, "  countersign call claro v1/payments/pay --example 'cashier payment'\n");

    let keys = folder.path().join(".countersign/sandbox");
    let read = |name: &str| std::fs::read_to_string(keys.join(name)).expect(name);
    let letter = Letter::of(&read("client_id"), "/api/v1/payments/pay", ORDER);
    let address = url.strip_prefix("http://").expect("a URL").parse().expect("an address");
    let answer = super::support::exchange_at(address, &letter.bytes(&read("merchant.pem")));
    assert!(String::from_utf8_lossy(&answer).contains(r#""resultStatus":"A""#));
    let logged = running.until("#1 ");
    assert!(logged.last().expect("a line").starts_with("#1 claro v1/payments/pay: A ACCEPT ("), "{logged:?}");
    let said = "\nended; its payments are kept in `.countersign/sandbox/memory.db`\n";
    assert_eq!(running.end(), (Some(0), said.to_owned()));
}

/// Whatever it is started with, its line says where the specs are and whom to trust.
#[test]
#[cfg(unix)]
fn the_printed_line_pays_over_https() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running =
        Running::start(&mut command(&["--tls", "--memory", "--keys", "my keys"], folder.path()));
    let lines = running.until("Ctrl-C");
    let line = lines.iter().find(|line| line.contains("countersign call")).expect("a line to call it by");
    assert!(line.contains("https://127.0.0.1:"), "{line}");
    let line = line.trim().replacen("countersign", env!("CARGO_BIN_EXE_countersign"), 1);
    let shell = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().expect("a shell");
    let said = String::from_utf8_lossy(&shell.stdout);
    assert!(said.starts_with("outcome: Accepted\n") && shell.status.success(), "{said}{shell:?}");
    let next = said.lines().skip_while(|line| !line.starts_with("next: ")).nth(1).expect("what comes next");
    assert!(next.contains("--insecure-ca") && next.contains("--specs"), "{next}");
    assert_eq!(running.end().0, Some(0));
}

/// Specs are written once, and their examples are run for years.
#[test]
#[cfg(unix)]
fn the_printed_line_pays_after_the_time_in_its_example() {
    let folder = tempfile::tempdir().expect("a folder");
    let specs = folder.path().join("specs");
    let mut sandbox = beside(&["claro"], &["--port", "0", "--memory"], folder.path());
    let pay = specs.join("claro/v1/payments/pay.yaml");
    let text = std::fs::read_to_string(&pay).expect("a spec");
    let title = "      paymentOrderTitle: SHOES\n";
    let passed = format!("{title}      paymentExpiryTime: \"2020-01-01T00:00:00Z\"\n");
    assert!(text.contains(title), "{text}");
    std::fs::write(&pay, text.replacen(title, &passed, 1)).expect("written");

    let mut running = Running::start(&mut sandbox);
    let lines = running.until("Ctrl-C");
    let line = lines.iter().find(|line| line.contains("countersign call")).expect("a line to call it by");
    let line = line.trim().replacen("countersign", env!("CARGO_BIN_EXE_countersign"), 1);
    let run = |line: &str| {
        let shell = Command::new("sh").args(["-c", line]).current_dir(folder.path()).output();
        String::from_utf8_lossy(&shell.expect("a shell").stdout).into_owned()
    };
    let paid = run(&line);
    assert!(paid.starts_with("outcome: Accepted\n"), "{line}: {paid}");
    let as_it_is = run(&format!("{line} --same-id"));
    assert!(as_it_is.contains("`paymentExpiryTime` has passed"), "{as_it_is}");
    assert_eq!(running.end().0, Some(0));
}

/// What is printed for a browser can be opened: 0.0.0.0 is nowhere.
#[test]
#[cfg(unix)]
fn at_all_addresses_it_prints_a_url_for_each_side() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = ["--host", "0.0.0.0", "--allow-remote", "--memory", "--api", "claro", "--keys", "."];
    let mut running = Running::start(&mut command(&open, folder.path()));
    let lines = running.until("Ctrl-C").concat();
    assert!(lines.contains("In a browser:\n  http://127.0.0.1:"), "{lines}");
    assert!(lines.contains("In a browser on another machine"), "{lines}");
    let token = lines.split("/?token=").nth(1).and_then(|rest| rest.lines().next()).expect("a token");
    assert_eq!(token.len(), 32, "{lines}");
    assert!(lines.contains("--url http://127.0.0.1:"), "{lines}");
    assert_eq!(running.end().0, Some(0));
}

#[test]
fn it_lists_its_faults_and_refuses_what_it_cannot_do() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_countersign")).arg("sandbox").args(arguments).output();
        let output = output.expect("run");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, listed, _) = run(&["--list-faults"]);
    assert_eq!(code, Some(0));
    assert_eq!(listed.lines().count(), countersign_sandbox::Fault::ALL.len());
    assert!(listed.contains("stale-time[=SECONDS]  "), "{listed}");
    let keys = tempfile::tempdir().expect("a folder");
    let keys = keys.path().to_str().expect("text");
    for (arguments, code, said) in [
        (vec!["--specs", "no/such"], 2, "no/such"),
        (vec!["--specs", SPECS, "--keys", keys, "--api", "clara"], 2, "did you mean `claro`?"),
        (vec!["--specs", SPECS, "--keys", keys, "--host", "0.0.0.0"], 2, "--allow-remote"),
        (vec!["--specs", SPECS, "--keys", keys, "--scenario", "no.yaml"], 2, "no.yaml"),
        (vec!["--time-scale", "0"], 2, "a number above 0"),
        (vec!["--memory", "--database", "x"], 2, "cannot be used with"),
    ] {
        let (found, _, errors) = run(&arguments);
        assert_eq!(found, Some(code), "{arguments:?}: {errors}");
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_damaged_ledger_is_an_error_without_a_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let sandbox = Sandbox::start(Settings::new(SPECS).api("claro").database(&path)).expect("started");
    Letter::to(&sandbox, "/api/v1/payments/pay", ORDER).post(&sandbox);
    drop(sandbox);
    let whole = std::fs::read(&path).expect("the ledger");
    // It ends in any case, as its port is taken.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let mut damaged = 0;
    for part in 1..8 {
        std::fs::write(&path, &whole[..whole.len() / 8 * part]).expect("written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        command.args([
            "sandbox",
            "--specs",
            SPECS,
            "--api",
            "claro",
            "--port",
            &port,
            "--database",
            "ledger.db",
        ]);
        let output = command.current_dir(folder.path()).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && !said.contains("panicked"), "{said}");
        damaged += usize::from(said.contains("is damaged"));
    }
    assert!(damaged > 0);
}
