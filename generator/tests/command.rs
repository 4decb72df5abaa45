//! The command line as a user sees it.

mod support;

use std::fs;
use std::io::Read;
use std::process::{Command, Output, Stdio};
use support::{Workshop, endpoint};

fn command(workshop: &Workshop, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command
        .args(arguments)
        .current_dir(workshop.path("."))
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

fn run(workshop: &Workshop, arguments: &[&str]) -> Output {
    command(workshop, arguments).output().expect("the command runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn generate_twice_and_check() {
    let workshop = Workshop::furnished();
    let first = run(&workshop, &["generate"]);
    assert_eq!(code(&first), 0, "{}", err(&first));
    let lines: Vec<String> = out(&first).lines().map(str::to_owned).collect();
    let [api, total] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(api.starts_with("demo: 2 endpoints, ") && api.ends_with(" changed"), "{api}");
    assert!(
        total.starts_with("generated 1 API, 2 endpoints, ") && total.contains(" 0 removed) in "),
        "{total}"
    );
    let second = run(&workshop, &["generate"]);
    assert!(out(&second).contains("(0 changed, 0 removed)"), "{}", out(&second));
    let check = run(&workshop, &["generate", "--check"]);
    assert_eq!(code(&check), 0, "{}", err(&check));
    assert!(out(&check).contains("what the specs say"));
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
    assert_eq!(code(&check), 1);
    assert!(
        out(&check).contains("--- generated/demo/Cargo.toml\n+++ generated/demo/Cargo.toml\n@@ "),
        "{}",
        out(&check)
    );
    assert!(out(&check).contains("-name = \"demo-klient\"\n+name = \"demo-client\"\n"), "{}", out(&check));
    assert!(err(&check).contains("differs: generated/demo/Cargo.toml\n"), "{}", err(&check));
    assert!(err(&check).ends_with("error: 1 file is not what the specs say; run `countersign generate`\n"));
    assert_eq!(workshop.output(), before);
}

#[test]
fn findings_are_shown_and_nothing_is_written() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/cancel.yaml", format!("{}colour: red\n", endpoint("cancel")));
    let output = run(&workshop, &["generate"]);
    assert_eq!((code(&output), out(&output).as_str()), (1, ""));
    assert!(err(&output).contains(" --> specs/demo/v1/cancel.yaml:9:1\n"), "{}", err(&output));
    assert!(err(&output).ends_with("error: 1 error in 1 file; nothing written\n"), "{}", err(&output));
    assert!(!workshop.path("generated").exists());
    let short = run(&workshop, &["check", "--format", "short"]);
    assert_eq!(code(&short), 1);
    let first = err(&short).lines().next().expect("a line").to_owned();
    assert!(
        first.starts_with("specs/demo/v1/cancel.yaml:9:1: error[C0005]: unknown key `colour`"),
        "{first}"
    );
}

#[test]
fn check_reads_the_specs_alone() {
    let workshop = Workshop::furnished();
    let output = run(&workshop, &["check"]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).starts_with("checked 1 API, 2 endpoints in "), "{}", out(&output));
    assert!(!workshop.path("generated").exists());
    let quiet = run(&workshop, &["check", "--quiet"]);
    assert_eq!((out(&quiet).as_str(), err(&quiet).as_str()), ("", ""));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/cancel.yaml", format!("{}colour: red\n", endpoint("cancel")));
    assert!(!err(&run(&workshop, &["check"])).contains('\u{1b}'), "a pipe gets no colours");
    assert!(err(&run(&workshop, &["check", "--color", "always"])).contains('\u{1b}'));
    let mut no_color = command(&workshop, &["check"]);
    let output = no_color.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").output().expect("the command runs");
    assert!(!err(&output).contains('\u{1b}'));
    assert!(!err(&run(&workshop, &["check", "--color", "never"])).contains('\u{1b}'));
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
        assert_eq!(code(&output), expected, "{arguments:?}: {}", err(&output));
        assert!(
            expected == 0 || err(&output).contains("countersign") || err(&output).starts_with("error: "),
            "{arguments:?}"
        );
    }
    let unknown = err(&run(&workshop, &["check", "--api", "nothing"]));
    assert_eq!(unknown, "error: there is no API `nothing`; there is demo\n");
    assert!(out(&run(&workshop, &["generate", "--help"])).contains("Exit codes:"));
}

#[test]
fn the_path_of_the_runtime_is_written() {
    let workshop = Workshop::furnished();
    run(&workshop, &["generate", "--runtime", "../../somewhere/runtime", "--out", "elsewhere"]);
    let manifest = fs::read_to_string(workshop.path("elsewhere/demo/Cargo.toml")).expect("a file");
    assert!(manifest.contains("\"../../somewhere/runtime\""), "{manifest}");
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
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(code(&output), 1);
    assert!(!err(&output).contains("panicked"), "{}", err(&output));
}
