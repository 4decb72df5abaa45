//! Calls without an address go to the sandbox that runs beside the specs, and nowhere else.

use super::running::{Running, beside};
use super::support::{Letter, ORDER};
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs the command there, with nothing in the environment.
fn run(folder: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    let names = ["URL", "CLIENT_ID", "KEY", "KEY_FILE", "KEY_VERSION", "WALLET_KEY", "WALLET_KEY_FILE"];
    for name in names {
        command.env_remove(format!("COUNTERSIGN_{name}"));
    }
    command.args(arguments).current_dir(folder).envs(environment.iter().copied());
    let output = command.output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

const PAY: [&str; 4] = ["call", "claro", "v1/payments/pay", "--example"];

#[test]
#[cfg(unix)]
fn a_call_without_flags_goes_to_the_sandbox_that_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    for tls in [&[][..], &["--tls"]] {
        let arguments = [&["--port", "0", "--memory"], tls].concat();
        let mut running = Running::start(&mut beside(&["claro"], &arguments, here));
        let lines = running.until("Ctrl-C");
        let url = lines.iter().find(|line| line.ends_with("  claro\n")).expect("a URL");
        let url = url.split_whitespace().next().expect("a URL");
        let note = format!("note: to the sandbox at {url}, with the keys in `.countersign/sandbox`\n");

        let (code, out, said) = run(here, &[], &PAY);
        assert_eq!((code, said.as_str()), (Some(0), note.as_str()), "{out}");
        assert!(out.starts_with("outcome: Accepted\n"), "{out}");
        let next = out.lines().last().expect("what comes next");
        assert!(next.contains("inquiryPayment") && !next.contains("--url"), "{next}");
        let quiet = run(here, &[], &[&PAY[..], &["--quiet", "--json"]].concat());
        assert_eq!((quiet.0, quiet.2.as_str()), (Some(0), ""));
        let (code, out, said) =
            run(here, &[], &["sign", "claro", "v1/payments/pay", "--example", "--content"]);
        assert_eq!((code, said.starts_with(&note)), (Some(0), true), "{said}");
        assert!(out.starts_with("POST /api/v1/payments/pay\n"), "{out}");
        let (code, out, said) = run(here, &[], &["curl", "claro", "v1/payments/pay", "--example"]);
        assert_eq!((code, said.starts_with(&note)), (Some(0), true), "{said}");
        assert!(out.contains(url), "{out}");
        let (code, last) = running.end();
        assert!(code == Some(0) && last.ends_with("\nended; its payments are forgotten\n"), "{last}");
        assert!(!here.join(".countersign/sandbox/running.json").exists());
    }
    let (code, _, said) = run(here, &[], &PAY);
    assert_eq!(code, Some(2));
    assert!(said.starts_with("error: no address: give --url"), "{said}");
}

/// A payment that is meant for a wallet must not be tried out, and none that is tried out may go to a wallet.
#[test]
#[cfg(unix)]
fn whatever_is_given_counts_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let mut running = Running::start(&mut beside(&["claro", "demo"], &["--port", "0", "--memory"], here));
    running.until("Ctrl-C");
    std::fs::write(here.join(".countersign/profiles.yaml"), "mine: { key_version: 2 }\n").expect("written");
    for (environment, more) in [
        (&[("COUNTERSIGN_CLIENT_ID", "x")][..], &[][..]),
        (&[], &["--client-id", "x"]),
        (&[], &["--key-version", "1"]),
        (&[], &["--profile", "mine"]),
        (&[("COUNTERSIGN_KEY_VERSION", "1")], &[]),
    ] {
        let (code, out, said) = run(here, environment, &[&PAY[..], more].concat());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{more:?}");
        assert!(said.starts_with("error: no address: "), "{said}");
    }
    let (code, _, said) = run(here, &[("COUNTERSIGN_URL", "http://127.0.0.1:1")], &PAY);
    assert_eq!(code, Some(2));
    assert!(said.starts_with("error: no client id: "), "{said}");

    // Of two APIs with the same paths, each has its own port.
    let (code, _, said) = run(here, &[], &["call", "demo", "v2/payments/pay", "--example"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(running.end().0, Some(0));
}

#[test]
#[cfg(unix)]
fn a_sandbox_that_was_killed_is_not_called() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running = Running::start(&mut beside(&["claro"], &["--port", "0"], folder.path()));
    running.until("Ctrl-C");
    // Which kills it: it cannot say that it ends.
    drop(running);
    let (code, _, said) = run(folder.path(), &[], &PAY);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("no sandbox runs at http://127.0.0.1:") && said.contains("countersign sandbox"),
        "{said}"
    );
}

/// Somebody waits for a response that never comes.
#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running = Running::start(&mut beside(&["claro"], &["--port", "0"], folder.path()));
    let lines = running.until("Ctrl-C");
    let url = lines[1].split_whitespace().next().expect("a URL");
    let read = |name: &str| {
        std::fs::read_to_string(folder.path().join(".countersign/sandbox").join(name)).expect(name)
    };
    let mut letter = Letter::of(&read("client_id"), "/api/v1/payments/pay", ORDER);
    letter.headers.push(("Sandbox-Fault".to_owned(), "timeout".to_owned()));
    let address = url.strip_prefix("http://").expect("a URL");
    let mut stream = TcpStream::connect(address).expect("connected");
    stream.write_all(&letter.bytes(&read("merchant.pem"))).expect("sent");
    running.until("#1 ");
    let start = Instant::now();
    let (code, said) = running.end();
    assert_eq!(code, Some(0));
    assert!(said.contains("\nended; its payments are kept in "), "{said}");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

/// The line that `init` prints.
#[test]
#[cfg(unix)]
fn each_wallet_takes_its_first_call() {
    let folder = tempfile::tempdir().expect("a folder");
    let names: Vec<&str> = countersign_wallets::wallets().iter().map(|wallet| wallet.name()).collect();
    let mut running = Running::start(&mut beside(&names, &["--port", "0", "--memory"], folder.path()));
    running.until("Ctrl-C");
    for name in names {
        let begun = tempfile::tempdir().expect("a folder");
        let (code, next, said) = run(begun.path(), &[], &["init", "--wallet", name]);
        assert_eq!(code, Some(0), "{said}");
        let line =
            next.lines().find_map(|line| line.trim().strip_prefix("countersign call ")).expect("a line");
        let line = line.split("  #").next().expect("a command");
        let words: Vec<&str> = ["call"].into_iter().chain(line.split_whitespace()).collect();
        let (code, out, said) = run(folder.path(), &[], &words);
        assert_eq!(code, Some(0), "{line}: {out}{said}");
    }
    assert_eq!(running.end().0, Some(0));
}

#[test]
fn nothing_is_made_where_there_are_no_specs() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, _, said) = run(folder.path(), &[], &["sandbox", "--port", "0"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("cannot read the specs folder `specs`"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}
