//! The command line as a user sees it.

use crate::cli::{Run, command, run};
use crate::support::{Workshop, endpoint};
use std::fs;
use std::io::Read;
use std::process::Stdio;

#[test]
fn generate_twice_and_check() {
    let workshop = Workshop::furnished();
    let first = run(&workshop, &["generate"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let lines: Vec<String> = first.out.lines().map(str::to_owned).collect();
    let [copy, api, total] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(copy.starts_with("countersign-vendor: ") && copy.ends_with(" changed"), "{copy}");
    assert!(api.starts_with("demo: 2 endpoints, ") && api.ends_with(" changed"), "{api}");
    assert!(
        total.starts_with("generated 1 API, 2 endpoints, ") && total.contains(" 0 removed) in "),
        "{total}"
    );
    let second = run(&workshop, &["generate"]);
    assert!(second.out.contains("(0 changed, 0 removed)"), "{}", second.out);
    let check = run(&workshop, &["generate", "--check"]);
    assert_eq!(check.code, 0, "{}", check.err);
    assert!(check.out.contains("what the specs say"));
}

#[test]
fn generate_check_shows_the_difference_and_names_the_file() {
    let workshop = Workshop::furnished();
    run(&workshop, &["generate"]);
    let manifest = workshop.path("generated/demo/Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a file");
    fs::write(&manifest, text.replacen("demo-client", "demo-klient", 1)).expect("written");
    let before = workshop.output();
    let check = run(&workshop, &["generate", "--check"]);
    assert_eq!(check.code, 1);
    assert!(
        check.out.contains("--- generated/demo/Cargo.toml\n+++ generated/demo/Cargo.toml\n@@ "),
        "{}",
        check.out
    );
    assert!(check.out.contains("-name = \"demo-klient\"\n+name = \"demo-client\"\n"), "{}", check.out);
    assert!(check.err.contains("differs: generated/demo/Cargo.toml\n"), "{}", check.err);
    assert!(check.err.ends_with("error: 1 difference from what `countersign generate` writes; run it\n"));
    assert_eq!(workshop.output(), before);
}

#[test]
fn findings_are_shown_and_nothing_is_written() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/cancel.yaml", format!("{}colour: red\n", endpoint("cancel")));
    let output = run(&workshop, &["generate"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert!(output.err.contains(" --> specs/demo/v1/cancel.yaml:9:1\n"), "{}", output.err);
    assert!(output.err.ends_with("error: 1 error in 1 file; nothing written\n"), "{}", output.err);
    assert!(!workshop.path("generated").exists());
    let short = run(&workshop, &["check", "--format", "short"]);
    assert_eq!(short.code, 1);
    let first = short.err.lines().next().expect("a line").to_owned();
    assert!(
        first.starts_with("specs/demo/v1/cancel.yaml:9:1: error[C0005]: unknown key `colour`"),
        "{first}"
    );
}

#[test]
fn check_reads_the_specs_alone() {
    let workshop = Workshop::furnished();
    let output = run(&workshop, &["check"]);
    assert_eq!(output.code, 0);
    assert!(output.out.starts_with("checked 1 API, 2 endpoints in "), "{}", output.out);
    assert!(!workshop.path("generated").exists());
    let quiet = run(&workshop, &["check", "--quiet"]);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

/// What the sandbox keeps nothing of is said, and is no warning.
#[test]
fn check_counts_the_calls_without_a_role() {
    let workshop = Workshop::furnished();
    let counted = |number: &str| format!("; {number} without a role in the sandbox");
    let output = run(&workshop, &["check"]);
    assert!(!output.out.contains("without a role"), "none has one: {}", output.out);
    let preparing = format!("{}sandbox: {{ role: prepare }}\n", endpoint("prepare"));
    workshop.spec("demo/v1/prepare.yaml", preparing);
    workshop.spec("demo/v1/look.yaml", format!("{}read_only: true\n", endpoint("look")));
    let output = run(&workshop, &["check", "--deny", "warnings"]);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(output.out.contains(&counted("2 calls")), "{}", output.out);
}

/// Whatever the features of this build are.
#[test]
fn a_command_is_there_or_its_feature_is_named() {
    let workshop = Workshop::new();
    for (command, feature) in [
        ("docs", "docs"),
        ("import-page", "import-page"),
        ("sandbox", "sandbox"),
        ("call", "sandbox"),
        ("sign", "sandbox"),
        ("verify", "sandbox"),
        ("curl", "sandbox"),
        ("keygen", "sandbox"),
        ("journal", "journal"),
    ] {
        let ran = run(&workshop, &[command, "--help"]);
        let told = format!("error: `{command}` is not in this build: install with the feature `{feature}`\n");
        assert!(ran.code == 0 || (ran.code == 2 && ran.err.starts_with(&told)), "{command}: {}", ran.err);
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/cancel.yaml", format!("{}colour: red\n", endpoint("cancel")));
    assert!(!run(&workshop, &["check"]).err.contains('\u{1b}'), "a pipe gets no colours");
    assert!(run(&workshop, &["check", "--color", "always"]).err.contains('\u{1b}'));
    let mut no_color = command(&workshop, &["check"]);
    let output = no_color.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").output();
    let output = Run::of(output.expect("the command runs"));
    assert!(!output.err.contains('\u{1b}'));
    assert!(!run(&workshop, &["check", "--color", "never"]).err.contains('\u{1b}'));
}

#[test]
fn exit_codes() {
    let workshop = Workshop::furnished();
    for (arguments, expected) in [
        (vec!["--help"], 0),
        (vec!["generate", "--help"], 0),
        (vec!["--version"], 0),
        (vec![], 2),
        (vec!["generat"], 2),
        (vec!["generate", "--colour"], 2),
        (vec!["generate", "--specs", "nowhere"], 2),
        (vec!["generate", "--api", "nothing"], 2),
        (vec!["generate", "--out", "specs/demo/api.yaml"], 2),
    ] {
        let output = run(&workshop, &arguments);
        assert_eq!(output.code, expected, "{arguments:?}: {}", output.err);
        assert!(
            expected == 0 || output.err.contains("countersign") || output.err.starts_with("error: "),
            "{arguments:?}"
        );
    }
    let unknown = run(&workshop, &["check", "--api", "nothing"]).err;
    assert_eq!(unknown, "error: there is no API `nothing`; known: demo\n");
    assert!(run(&workshop, &["generate", "--help"]).out.contains("Exit codes:"));
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let workshop = Workshop::furnished();
    run(&workshop, &["generate"]);
    for path in workshop.output().into_keys() {
        workshop.write(&format!("generated/{path}"), "// @generated by countersign\n".repeat(50_000));
    }
    let mut child = command(&workshop, &["generate", "--check"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().expect("standard output");
    stdout.read_exact(&mut first).expect("some output");
    drop(stdout);
    let output = Run::of(child.wait_with_output().expect("it ends"));
    assert_eq!(output.code, 1);
    assert!(!output.err.contains("panicked"), "{}", output.err);
}

#[test]
fn a_wrong_folder_is_told_the_nearest_specs() {
    let workshop = Workshop::furnished();
    fs::create_dir_all(workshop.path("src/bin")).expect("a folder");
    let call = ("src/bin", &["call", "demo", "v1/payments/pay"][..], "../../specs");
    let others = [
        ("src", &["check"][..], "../specs"),
        ("specs/demo/v1", &["generate"], "../.."),
        (".", &["check", "--specs", "specs/demo"], "specs"),
        (".", &["fmt", "--specs", "spec"], "specs"),
        ("src", &["new", "demo", "v1/payments/void"], "../specs"),
    ];
    let call = cfg!(feature = "sandbox").then_some(call);
    for (folder, arguments, nearest) in others.into_iter().chain(call) {
        let refused = command(&workshop, arguments).current_dir(workshop.path(folder)).output();
        let refused = Run::of(refused.expect("it runs")).ended(2);
        let told = format!("the nearest specs are in `{nearest}`: name them by `--specs {nearest}`");
        assert!(refused.err.contains(&told), "{folder} {arguments:?}: {}", refused.err);
    }
    let found =
        command(&workshop, &["check", "--specs", "../specs"]).current_dir(workshop.path("src")).output();
    Run::of(found.expect("it runs")).ended(0);
}
