//! Input that no person would write: each gets a finding, quickly and without a panic.

use crate::support::{Workshop, endpoint};
use countersign_codegen::diagnostics::Severity;
use std::fmt::Write;

const HEAD: &str = "path: pay\nversion: v1\nsummary: Charges a user.\n";

/// The ids and messages of all errors for one endpoint file.
fn errors_of(text: impl AsRef<[u8]>) -> Vec<String> {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/pay.yaml", text);
    let report = workshop.errors();
    // Printing must not fail either.
    assert!(report.to_string().len() < 1_000_000);
    let errors = report.findings().kept().iter().filter(|finding| finding.rule.severity == Severity::Error);
    errors.map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect()
}

#[test]
fn text_that_is_not_utf8() {
    assert_eq!(errors_of(b"path: pay\nsummary: gr\xFC\xDFe\n"), ["C0001: is not UTF-8 text"]);
    assert_eq!(errors_of(b"\xFF\xFEp\0a\0t\0h\0"), ["C0001: is not UTF-8 text"]);
    let workshop = Workshop::new();
    workshop.spec("demo/v1/pay.yaml", b"path: pay\nsummary: gr\xFC\n");
    assert!(workshop.errors().to_string().contains("pay.yaml:2:12"));
}

#[test]
fn byte_order_marks_and_carriage_returns_are_fine() {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/pay.yaml", format!("\u{FEFF}{HEAD}").replace('\n', "\r\n"));
    assert_eq!(workshop.check().expect("no errors").endpoints(), 1);
}

#[test]
fn alias_bombs() {
    let mut text = format!("{HEAD}request:\n  a0: &a0 {{ type: boolean }}\n");
    for n in 1..40 {
        let before = n - 1;
        writeln!(text, "  a{n}: &a{n} [*a{before}, *a{before}, *a{before}, *a{before}]").expect("a string");
    }
    let errors = errors_of(text);
    assert!(
        errors.iter().all(|error| error == "C0002: anchors and aliases are not used in specs"),
        "{errors:?}"
    );
}

#[test]
fn nesting_without_end() {
    for open in ["[", "{a: ", "- ", "? "] {
        let errors = errors_of(open.repeat(10_000));
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors.iter().all(|error| error.starts_with("C0002: ")), "{errors:?}");
    }
    let items =
        format!("{HEAD}request:\n  a: {}boolean{}\n", "{ type: list, items: ".repeat(200), " }".repeat(200));
    assert!(errors_of(items).iter().any(|error| error.contains("nest")));
}

#[test]
fn a_hundred_thousand_fields() {
    let mut fields = String::new();
    for n in 0..100_000 {
        writeln!(fields, "  field{n}: {{ type: string, max_length: 5 }}").expect("a string");
    }
    assert_eq!(
        errors_of(format!("{HEAD}request:\n{fields}")),
        ["C0013: the request has 100000 fields; the limit is 512"]
    );
    let workshop = Workshop::new();
    workshop.spec("demo/v1/types.yaml", format!("Big:\n{fields}"));
    assert!(workshop.errors().to_string().contains("type `Big` has 100000 fields; the limit is 512"));
}

#[test]
fn more_than_can_be_read() {
    assert!(
        errors_of("#".repeat(8 * 1024 * 1024 + 1))
            .iter()
            .any(|error| error.starts_with("C0001: is 8388609 bytes"))
    );
    let values = format!("{HEAD}examples: [{}]\n", "a,".repeat(1_100_000));
    assert_eq!(errors_of(values), ["C0002: more than 1000000 values in one file"]);
}

#[test]
fn more_findings_than_anybody_reads() {
    let keys: String = (0..50_000).map(|n| format!("key{n}: 1\n")).collect();
    let workshop = Workshop::new();
    workshop.spec("demo/v1/pay.yaml", format!("{HEAD}{keys}"));
    let report = workshop.errors();
    assert_eq!(report.findings().errors(), 50_000);
    let text = report.to_string();
    assert!(text.contains("... and 49900 more"), "{}", &text[text.len() - 300..]);
    assert!(text.ends_with("error: 50000 errors in 1 file"));
}

#[test]
fn lines_and_names_without_end() {
    let long = "x".repeat(1_000_000);
    assert!(
        errors_of(format!("{HEAD}request: {{ \"{}\": {{ type: boolean }} }}\n", "x".repeat(1000)))[0]
            .starts_with("C0012")
    );
    let errors = errors_of(format!("{HEAD}doc: {long}\nkind: {long}\n"));
    assert!(errors.iter().any(|error| error.starts_with("C0009: `xxx")), "{}", errors.len());
    assert!(!errors_of(format!("{HEAD}? {long}\n: {long}\n")).is_empty());
    assert!(
        !errors_of(format!(
            "{HEAD}examples: [ {{ name: a, request: {{ b: \"{long}\", b: 1 }} }}, {{ colour: red }} ]\n"
        ))
        .is_empty()
    );
}

#[test]
fn chains_and_cycles_of_types() {
    let chain: String =
        (0..100_000).map(|n| format!("T{n}: {{ a: {{ type: T{}, required: true }} }}\n", n + 1)).collect();
    let workshop = Workshop::new();
    workshop.spec("demo/v1/pay.yaml", format!("{HEAD}request: {{ t: {{ type: T0 }} }}\n"));
    workshop.spec("demo/v1/types.yaml", format!("{chain}T100000: {{ a: {{ type: T0 }} }}\n"));
    workshop.check().expect("a cycle with an optional field");
    workshop.spec("demo/v1/types.yaml", format!("{chain}T100000: {{ a: {{ type: T0, required: true }} }}\n"));
    let report = workshop.errors();
    assert_eq!(report.findings().errors(), 1);
    assert!(report.to_string().contains("type `T0` must contain itself"));
}

/// A spec with a bit of everything, cut and spoilt at every byte.
#[test]
fn spoilt_files_never_panic() {
    let sample = "path: pay\nversion: v1\nidempotency_key: { any: [id] }\nsettled_by: { endpoint: v1/pay, ask: { id: id }, in: t.l, \
                  where: { id: id }, status: t.a, success: [A], not_found: { codes: [B], final_after: { times: 2, every: 1m } } }\n\
                  closed_by: v1/pay\nsettles:\n- { endpoints: [v1/pay], id: { any: [id] }, when: id = x and t.a is present, \
                  status: id, success: [A] }\nrequest:\n  \
                  id: { type: string, max_length: 64, pattern: \"[a-z]+\", default: \"x\", doc: |-\n    Text\n  }\n  \
                  l: { type: list, items: { type: enum, values: { A: , B: two } }, max_items: 3 }\n  \
                  t: { type: T, required_when: id = x, json_text: true }\nresults:\n- { code: 0777, status: U, outcome: { accepted: [id] } }\n\
                  examples:\n- { name: a, request: { id: \"\\u00e9\", l: [A], t: \"{}\" }, breaks: ~ }\n";
    let workshop = Workshop::new();
    workshop.spec("demo/v1/types.yaml", "T:\n  role: money\n  a: { type: boolean }\n");
    let attempt = |text: Vec<u8>| {
        workshop.spec("demo/v1/pay.yaml", text);
        if let Err(error) = workshop.check() {
            assert!(!error.to_string().is_empty());
        }
    };
    for at in 0..sample.len() {
        attempt(sample.as_bytes()[..at].to_vec());
        let spoilers = ["\t", "\0", "*", "&a ", "!", "\"", "{", "]", ":", "\n", "\u{feff}", "🦀", "\\"];
        // Every third one at each place, so that each of them comes everywhere near.
        for spoiler in spoilers.iter().skip(at % 3).step_by(3) {
            let mut text = sample.as_bytes().to_vec();
            text.splice(at..at + 1, spoiler.bytes());
            attempt(text);
        }
    }
}

/// Texts that would do something if they were taken for code.
const EVIL: &[&str] = &[
    "*/ fn injected() {} /*",
    "\"; fn injected() {} \"",
    "\"#; fn injected() {} r#\"",
    "```\nfn injected() {}\n```",
    "//! injected",
    "#![injected]",
    "{injected}",
    "${injected}",
    "{}",
    "%s",
    "'",
    "\\",
    "\\\"",
    "\u{a0}",
    "_",
    "type",
    "self",
    "Self",
    "crate",
    "async",
    "r#type",
    "None",
    "Ok",
    "String",
    "🦀 crab",
    "a\u{301}",
];

/// YAML takes JSON's strings.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("JSON")
}

/// Specs that have evil texts wherever a text can be.
fn evil_specs() -> Workshop {
    let all = quoted(&EVIL.join("\n"));
    // A number keeps names apart that are the same in Rust.
    let names: Vec<String> = EVIL
        .iter()
        .enumerate()
        .map(|(n, text)| quoted(&format!("{} {n}", text.replace('\n', " "))))
        .collect();
    let mut fields = String::new();
    for (name, text) in names.iter().zip(EVIL) {
        let text = quoted(text);
        writeln!(
            fields,
            "  {name}: {{ type: string, max_length: 99, required: true, doc: {text}, deprecated: {text}, \
             default: {name}, condition: {text}, one_of: {text} }}"
        )
        .expect("a string");
    }
    let values = names.join(", ");
    let results: String =
        names.iter().map(|code| format!("- {{ code: {code}, status: F, doc: {all} }}\n")).collect();
    let workshop = Workshop::new();
    workshop.spec("demo/api.yaml", format!("format: 1\nname: demo\ntitle: {all}\ndoc: {all}\n"));
    workshop.spec(
        "demo/v1/types.yaml",
        format!("Kind: {{ type: enum, doc: {all}, values: [{values}] }}\nBox:\n  doc: {all}\n{fields}"),
    );
    workshop.spec(
        "demo/v1/pay.yaml",
        format!(
            "{HEAD}doc: {all}\ndeprecated: {all}\nrequest:\n{fields}  kind: {{ type: Kind, doc: Which. }}\n  \
             box: {{ type: Box, doc: What. }}\nresponse:\n{fields}results:\n{results}"
        ),
    );
    workshop
}

/// The output is Rust, and nothing that was written as text has become code.
#[test]
fn text_stays_text() {
    let workshop = evil_specs();
    let summary = workshop.generator().generate();
    summary.map_err(|error| error.to_string()).expect("everything is taken as it is");
    let mut parsed = 0;
    for (path, text) in workshop.output().into_iter().filter(|(path, _)| path.ends_with(".rs")) {
        let text = String::from_utf8(text).expect("UTF-8");
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let injected =
            |item: &syn::Item| matches!(item, syn::Item::Fn(function) if function.sig.ident == "injected");
        assert!(!file.items.iter().any(injected), "{path}");
        parsed += 1;
    }
    assert!(parsed > 4);
}

#[test]
fn a_hundred_endpoints_of_one_name_in_other_groups() {
    let workshop = Workshop::furnished();
    for n in 0..100 {
        workshop.spec(&format!("demo/v1/group{n}/pay.yaml"), endpoint(&format!("group{n}/pay")));
    }
    assert_eq!(workshop.check().expect("no errors").endpoints(), 102);
}

#[cfg(unix)]
mod files {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    #[test]
    fn links_that_lead_nowhere_or_in_circles() {
        let workshop = Workshop::furnished();
        symlink("nowhere", workshop.path("specs/demo/v1/lost.yaml")).expect("a link");
        symlink("itself.yaml", workshop.path("specs/demo/v1/itself.yaml")).expect("a link");
        symlink("..", workshop.path("specs/demo/v1/payments/up")).expect("a link");
        let text = workshop.errors().to_string();
        for place in ["v1/lost.yaml", "v1/itself.yaml", "v1/payments/up"] {
            assert!(text.contains(place), "{place}\n{text}");
        }
        assert!(text.contains("error: 3 errors in 3 files"), "{text}");
    }

    #[test]
    fn links_to_specs_are_followed() {
        let workshop = Workshop::furnished();
        workshop.write("elsewhere/cancel.yaml", endpoint("group/cancel"));
        symlink(workshop.path("elsewhere"), workshop.path("specs/demo/v1/group")).expect("a link");
        assert_eq!(workshop.check().expect("no errors").endpoints(), 3);
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let workshop = Workshop::furnished();
        let pipe = workshop.path("specs/demo/v1/pipe.yaml");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        assert!(workshop.errors().to_string().contains("is neither a file nor a folder"));
    }
}

#[test]
fn folders_without_an_api() {
    let workshop = Workshop::new();
    std::fs::remove_dir_all(workshop.path("specs/demo")).expect("removed");
    let error = workshop.check().expect_err("nothing there").to_string();
    assert!(error.contains("there is no API in") && error.contains("api.yaml"), "{error}");
    std::fs::remove_dir_all(workshop.path("specs")).expect("removed");
    let error = workshop.check().expect_err("nothing there").to_string();
    assert!(error.contains("cannot read the specs folder"), "{error}");
    workshop.write("specs", "a file");
    assert!(workshop.check().is_err());
}
