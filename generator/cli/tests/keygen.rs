//! `keygen`: keys that work, in files that only their owner reads.

#![cfg(feature = "sandbox")]

use crate::cli::{Run, command, run};
use crate::support::Workshop;
use countersign_calling::{signing_key, wallet_key};
use countersign_runtime::signature::{Content, KeyError};
use std::fs;

/// That both halves belong together.
fn fits(private: &str, public: &str, passphrase: Option<&str>) -> usize {
    let (ours, theirs) =
        (signing_key(private, passphrase).expect("a key"), wallet_key(public).expect("a key"));
    let content = Content::new("/", "id", "time", b"{}");
    theirs.verify(&content, &ours.sign(&content).expect("signed")).expect("it fits");
    ours.bits()
}

#[test]
fn each_type_of_key_signs() {
    let workshop = Workshop::new();
    let read = |name: &str| fs::read_to_string(workshop.path(name)).expect("a file");
    for (kind, bits) in [("rsa2048", 2048), ("rsa3072", 3072), ("p224", 224)] {
        let run = run(&workshop, &["keygen", "--out", kind, "--type", kind, "--name", "mine"]).ended(0);
        let (private, public) = (read(&format!("{kind}/mine.pem")), read(&format!("{kind}/mine.public.pem")));
        assert_eq!(fits(&private, &public, None), bits);
        let base64 = read(&format!("{kind}/mine.public.base64"));
        assert_eq!(fits(&private, &base64, None), bits);
        assert!(run.out.ends_with(&base64), "the public half is there to be pasted: {}", run.out);
        // The private half of a key on a curve has the public one at its end.
        let secret = private.lines().filter(|line| !line.starts_with('-') && !base64.contains(*line));
        let secret: Vec<&str> = secret.collect();
        assert!(!secret.is_empty());
        assert!(secret.iter().all(|line| !run.out.contains(line) && !run.err.contains(line)));
    }
}

#[test]
#[cfg(unix)]
fn only_the_owner_reads_the_private_key() {
    use std::os::unix::fs::PermissionsExt;
    let workshop = Workshop::new();
    run(&workshop, &["keygen", "--out", "keys"]).ended(0);
    let mode = |path| fs::metadata(workshop.path(path)).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode("keys/merchant.pem"), mode("keys")), (0o600, 0o700));
}

#[test]
fn nothing_is_overwritten_without_force() {
    let workshop = Workshop::new();
    let read = || fs::read_to_string(workshop.path("keys/merchant.pem")).expect("a file");
    run(&workshop, &["keygen", "--out", "keys"]).ended(0);
    let first = read();
    let refused = run(&workshop, &["keygen", "--out", "keys"]).ended(2);
    assert_eq!(
        refused.err,
        "error: `keys/merchant.pem` is there already; choose another --out or --name, or overwrite it with --force\n"
    );
    assert_eq!(read(), first);
    run(&workshop, &["keygen", "--out", "keys", "--force"]).ended(0);
    assert_ne!(read(), first);
    run(&workshop, &["keygen", "--out", "other", "--name", "../x"]).ended(2);
}

#[test]
fn a_pass_phrase_protects_it() {
    let workshop = Workshop::new();
    for kind in ["rsa2048", "p224"] {
        let arguments = ["keygen", "--out", kind, "--type", kind, "--passphrase-env", "PASS"];
        let missing = run(&workshop, &arguments).ended(2);
        assert!(
            missing.err.contains("`PASS`, which should have the passphrase, is not set"),
            "{}",
            missing.err
        );
        assert!(!workshop.path(kind).exists());
        let output = command(&workshop, &arguments).env("PASS", "sesame").output();
        Run::of(output.expect("it runs")).ended(0);
        let read = |name: &str| fs::read_to_string(workshop.path(kind).join(name)).expect("a file");
        let private = read("merchant.pem");
        assert!(private.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        fits(&private, &read("merchant.public.pem"), Some("sesame"));
        assert_eq!(signing_key(&private, Some("simsim")).expect_err("wrong"), KeyError::WrongPassphrase);
        assert_eq!(signing_key(&private, None).expect_err("protected"), KeyError::Encrypted);
    }
}

#[test]
fn the_private_key_is_printed_when_asked_for() {
    let workshop = Workshop::new();
    for format in ["pem", "base64"] {
        let run = run(&workshop, &["keygen", "--stdout", "--format", format]).ended(0);
        let public = run.err.strip_prefix("public half: ").expect("the public half");
        assert_eq!(fits(&run.out, public, None), 2048);
        assert_eq!(run.out.starts_with("-----BEGIN PRIVATE KEY-----"), format == "pem");
    }
    run(&workshop, &["keygen"]).ended(2);
}
