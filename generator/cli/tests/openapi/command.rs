//! The command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn countersign(arguments: &[&str]) -> (i32, String, String) {
    let command = Command::new(env!("CARGO_BIN_EXE_countersign")).args(arguments).output();
    let Output { status, stdout, stderr } = command.expect("the command");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("no signal"), text(stdout), text(stderr))
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_owned();
    (folder, path)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn export_goes_to_standard_output_or_to_a_file() {
    let (_folder, path) = folder();
    let (code, printed, errors) =
        countersign(&["openapi", "export", "small", "--specs", "tests/openapi/small"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert_eq!(
        printed,
        fs::read_to_string("tests/openapi/small/openapi.json").expect("the expected document")
    );
    let file = path.join("deep/small.json");
    for _ in 0..2 {
        let out = ["openapi", "export", "small", "--specs", "tests/openapi/small", "--out", text(&file)];
        assert_eq!(countersign(&out).0, 0);
        assert_eq!(fs::read_to_string(&file).expect("the document"), printed);
    }
    let (code, ..) =
        countersign(&["openapi", "export", "small", "--specs", "tests/openapi/small", "--out", text(&path)]);
    assert_eq!(code, 2);
}

#[test]
fn export_of_what_is_not_there_or_has_errors() {
    let (code, _, errors) = countersign(&["openapi", "export", "smal", "--specs", "tests/openapi/small"]);
    assert_eq!(code, 2);
    assert!(errors.contains("did you mean `small`?"), "{errors}");
    let (code, printed, _) =
        countersign(&["openapi", "export", "demo", "--specs", "tests/broken/unknown-type/specs"]);
    assert_eq!((code, printed.as_str()), (1, ""));
    assert_eq!(countersign(&["openapi", "export"]).0, 2);
    assert_eq!(countersign(&["openapi"]).0, 2);
}

#[test]
fn import_writes_specs_and_does_not_overwrite_them() {
    let (_folder, path) = folder();
    let specs = text(&path);
    let arguments =
        ["openapi", "import", "tests/openapi/small/openapi.json", "--name", "small", "--specs", specs];
    let (code, printed, errors) = countersign(&arguments);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert!(printed.contains("imported small: 2 endpoints, 2 types, 4 files; 0 left out"), "{printed}");
    assert_eq!(countersign(&["check", "--specs", specs]).0, 0);
    assert_eq!(countersign(&arguments).0, 0, "the same again");

    let pay = path.join("small/v1/pay.yaml");
    fs::write(&pay, "# mine\n").expect("a file");
    let (code, _, errors) = countersign(&arguments);
    assert_eq!(code, 2);
    assert!(errors.contains("pay.yaml") && errors.contains("--force"), "{errors}");
    assert_eq!(fs::read_to_string(&pay).expect("a file"), "# mine\n");
    assert_eq!(countersign(&[&arguments[..], &["--force"]].concat()).0, 0);
    assert!(fs::read_to_string(&pay).expect("a file").starts_with("path: pay\n"));
}

#[test]
fn what_is_left_out_is_listed_and_strict_writes_nothing() {
    let (_folder, path) = folder();
    let specs = text(&path);
    let arguments =
        ["openapi", "import", "tests/openapi/foreign/wallet-3.0.json", "--name", "wallet", "--specs", specs];
    let (code, _, errors) = countersign(&[&arguments[..], &["--strict"]].concat());
    assert_eq!(code, 1);
    assert!(errors.contains("left out: /paths/~1v1~1payments~1pay/get: only POST is used\n"), "{errors}");
    assert!(errors.ends_with("parts would be left out; nothing written\n"), "{errors}");
    assert!(!path.join("wallet").exists());
    let (code, printed, listed) = countersign(&arguments);
    assert_eq!(code, 0);
    assert_eq!(listed.lines().count(), errors.lines().count() - 1);
    assert!(printed.contains(&format!("{} left out", listed.lines().count())), "{printed}");
}

#[test]
fn import_of_what_cannot_be_read() {
    let (_folder, path) = folder();
    let specs = text(&path);
    let import =
        |file: &str, name: &str| countersign(&["openapi", "import", file, "--name", name, "--specs", specs]);
    assert_eq!(import("tests/openapi/no-such-file.json", "a").0, 2);
    assert_eq!(import("tests/openapi", "a").0, 2);
    assert_eq!(import("tests/openapi/small/openapi.json", "Bad name").0, 2);
    let file = path.join("document");
    for (content, code) in
        [(&b"\xff\xfe"[..], 2), (b"{", 1), (b"a: [", 1), (b"", 1), (b"{ \"swagger\": \"2.0\" }", 1)]
    {
        fs::write(&file, content).expect("a file");
        let (found, printed, errors) = import(text(&file), "a");
        assert_eq!((found, printed.as_str()), (code, ""), "{errors}");
        assert!(errors.starts_with("error"), "{errors}");
    }
    assert_eq!(countersign(&["openapi", "import", text(&file), "--specs", specs]).0, 2, "--name is missing");
}
