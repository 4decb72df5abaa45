//! The layout of specs: what is laid out how, that nothing is lost, and the command.

use crate::cli::run;
use crate::support::{Workshop, endpoint};
use countersign_codegen::format::format;
use std::fs;
use std::path::{Path, PathBuf};

#[track_caller]
fn laid_out(text: &str, expected: &str) {
    let formatted = format(text).expect("it can be laid out");
    assert_eq!(formatted, expected);
    assert_eq!(format(&formatted).as_deref(), Ok(expected), "a second time");
}

#[test]
fn fields_are_aligned_and_put_into_one_line_where_they_fit() {
    let long = "word ".repeat(20);
    let text = format!(
        "path:   pay\nversion: v1\nrequest:\n    id:   {{type: string,max_length: 64}}\n    orderTitle:\n        type: string\n        \
         doc: What it is.\n    listed: {{ type: list, items: {{ type: string, max_length: 8 }}, max_items: 100, doc: {long}end }}\n    \
         aComma:\n      type: string\n      doc: One, two.\nresponse: {{ }}\n"
    );
    let expected = format!(
        "path: pay\nversion: v1\n\nrequest:\n  id:         {{ type: string, max_length: 64 }}\n  \
         orderTitle: {{ type: string, doc: What it is. }}\n  listed:\n    type: list\n    \
         items: {{ type: string, max_length: 8 }}\n    max_items: 100\n    doc: {long}end\n  aComma:\n    type: string\n    \
         doc: One, two.\n\nresponse: {{}}\n"
    );
    laid_out(&text, &expected);
}

#[test]
fn result_codes_stand_in_columns_and_examples_do_not() {
    laid_out(
        "path: pay\nresults:\n- { code: A, status: F, doc: Short. }\n- {code: LONGER,status: U}\nexamples:\n- name: one\n  \
         request:\n    a: { b: 1 }\n    longer: { c: 2 }\n",
        "path: pay\n\nresults:\n  - { code: A,      status: F, doc: Short. }\n  - { code: LONGER, status: U }\n\nexamples:\n  \
         - name: one\n    request:\n      a: { b: 1 }\n      longer: { c: 2 }\n",
    );
}

#[test]
fn every_comment_stays_where_it_belongs() {
    laid_out(
        "# head\n\n\n\n# of the path\npath: pay # right\nrequest: # of the request\n      # of a\n      a: { type: date }   # behind a\n      \
         # b: { type: date }\n\n      # also at the end\n# of the response\nresponse:\n    c:\n      type: date # why\n\n# the end\n",
        "# head\n\n# of the path\npath: pay  # right\n\nrequest:  # of the request\n  # of a\n  a: { type: date }  # behind a\n  \
         # b: { type: date }\n\n  # also at the end\n\n# of the response\nresponse:\n  c:\n    type: date  # why\n\n# the end\n",
    );
}

#[test]
fn comments_in_braces_and_lists() {
    laid_out(
        "path: pay\nrequest:\n  a: { type: enum, # kind\n       values: [ A, # first\n       B ] }\nexamples:\n  - # one\n    name: x\n  - name: y # two\n",
        "path: pay\n\nrequest:\n  a:\n    type: enum  # kind\n    values:\n      - A  # first\n      - B\n\nexamples:\n  # one\n  - name: x\n  \
         - name: y  # two\n",
    );
}

#[test]
fn texts_over_several_lines_are_moved_and_not_changed() {
    laid_out(
        "path: pay\ndoc:    |   # why\n      one\n\n        indented\n      two\nsummary: >-\n folded\n lines\nrequest:\n    a:\n        type: string\n        \
         doc: plain\n          over lines\n    b: { type: string, doc: \"quoted\n      over lines\" }\n",
        "path: pay\ndoc: |  # why\n  one\n\n    indented\n  two\nsummary: >-\n  folded\n  lines\n\nrequest:\n  a:\n    type: string\n    \
         doc: plain\n      over lines\n  b:\n    type: string\n    doc: \"quoted\n      over lines\"\n",
    );
}

#[test]
fn types_are_apart() {
    laid_out(
        "A:\n  x: { type: date }\n# of B\nB: { y: { type: date } }\nKind:\n  type: enum\n  values:\n    ONE: First.\n    TWO:\n",
        "A:\n  x: { type: date }\n\n# of B\nB: { y: { type: date } }\n\nKind:\n  type: enum\n  values:\n    ONE: First.\n    TWO:\n",
    );
}

#[test]
fn ends_of_lines_and_marks_go() {
    laid_out("\u{FEFF}---\r\npath:   pay   \r\nversion: v1\r\n\r\n", "path: pay\nversion: v1\n");
}

#[test]
fn what_cannot_be_laid_out_is_refused() {
    for text in [
        "",
        "- a\n",
        "a: [",
        "a: &x 1\nb: *x\n",
        "doc: |+\n  text\n\nb: c\n",
        "doc: |2\n    text\n",
        "a: 1\n---\nb: 2\n",
    ] {
        assert!(format(text).is_err(), "{text:?}");
    }
}

/// All YAML files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

fn specs() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files("../../specs".as_ref(), &mut found);
    assert!(found.len() > 60, "{}", found.len());
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("a file"))).collect()
}

#[test]
fn the_specs_are_laid_out() {
    for (path, text) in specs() {
        assert_eq!(format(&text).as_ref(), Ok(&text), "{}: run `countersign fmt`", path.display());
    }
}

/// Lines that are not in a text of several lines, where a `#` is text.
fn outside_texts(text: &str) -> Vec<bool> {
    let mut within: Option<usize> = None;
    text.lines()
        .map(|line| {
            let indent = line.len() - line.trim_start().len();
            if within.is_some_and(|outer| indent > outer || line.trim().is_empty()) {
                return false;
            }
            within = line.ends_with(['|', '-']).then_some(indent);
            true
        })
        .collect()
}

#[test]
fn a_comment_anywhere_is_kept() {
    for (path, text) in specs().into_iter().step_by(9) {
        let lines: Vec<&str> = text.lines().collect();
        let outside = outside_texts(&text);
        for (at, line) in lines.iter().enumerate().filter(|(at, _)| outside.get(*at) == Some(&true)) {
            let indent = " ".repeat(line.len() - line.trim_start().len());
            for (above, own) in
                [(format!("{indent}# note"), line.to_string()), (String::new(), format!("{line} # note"))]
            {
                let mut changed: Vec<&str> = lines.clone();
                changed.splice(
                    at..=at,
                    [above.as_str(), own.as_str()].into_iter().filter(|line| !line.is_empty()),
                );
                let changed = changed.join("\n") + "\n";
                let formatted = format(&changed)
                    .unwrap_or_else(|error| panic!("{}:{at}: {error}\n{changed}", path.display()));
                assert!(formatted.contains("# note\n"), "{}:{at}", path.display());
            }
        }
    }
}

#[test]
fn damaged_files_are_laid_out_or_refused() {
    let mut seed = 1_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % below.max(1)
    };
    let mut refused = 0;
    for (_, text) in specs().into_iter().step_by(3) {
        for _ in 0..20 {
            let mut letters: Vec<char> = text.chars().collect();
            for _ in 0..=random(3) {
                let at = random(letters.len());
                match random(3) {
                    0 => drop(letters.remove(at)),
                    1 => letters.insert(at, [' ', '\n', '#', '"', '{', '}', ':', '-', '|', '\''][random(10)]),
                    _ => letters.truncate(letters.len() - random(letters.len() / 4)),
                }
            }
            let damaged: String = letters.into_iter().collect();
            match format(&damaged) {
                Ok(formatted) => assert_eq!(format(&formatted).as_ref(), Ok(&formatted), "{damaged}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn the_command_writes_and_checks() {
    let workshop = Workshop::furnished();
    let untidy = endpoint("cancel").replace("request:", "request:     # all of it");
    workshop.spec("demo/v1/cancel.yaml", &untidy);
    run(&workshop, &["fmt", "--specs", "specs"]).ended(0);
    workshop.spec("demo/v1/cancel.yaml", &untidy);
    let check = run(&workshop, &["fmt", "--check"]).ended(1);
    assert!(
        check.out.starts_with("--- specs/demo/v1/cancel.yaml\n+++ specs/demo/v1/cancel.yaml\n@@ "),
        "{}",
        check.out
    );
    assert!(
        check.out.contains("-request:     # all of it\n") && check.out.contains("+request:  # all of it\n")
    );
    assert_eq!(check.err, "error: 1 of 5 files would change; run `countersign fmt`\n");
    assert_eq!(fs::read_to_string(workshop.path("specs/demo/v1/cancel.yaml")).expect("a file"), untidy);
    let written = run(&workshop, &["fmt"]).ended(0);
    assert_eq!(written.out, "laid out specs/demo/v1/cancel.yaml\n1 of 5 files changed\n");
    assert_eq!(run(&workshop, &["fmt", "--check"]).ended(0).out, "5 files laid out\n");
    run(&workshop, &["check"]).ended(0);
}

#[test]
fn files_that_cannot_be_read_are_left_alone_and_the_others_are_not() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/broken.yaml", "path: [\n");
    workshop.spec("demo/v1/kept.yaml", "path: kept\ndoc: |+\n  text\n\nversion: v1\n");
    workshop.spec("demo/v1/wrong.yaml", "path:   wrong\ncolour:   red\n");
    let fmt = run(&workshop, &["fmt"]).ended(1);
    assert!(fmt.err.starts_with("error: `specs/demo/v1/kept.yaml` cannot be laid out "), "{}", fmt.err);
    assert!(fmt.err.contains("error[C0002]: ") && !fmt.err.contains("C0005"), "{}", fmt.err);
    let wrong = fs::read_to_string(workshop.path("specs/demo/v1/wrong.yaml")).expect("a file");
    assert_eq!(wrong, "path: wrong\ncolour: red\n");
    assert_eq!(fs::read_to_string(workshop.path("specs/demo/v1/broken.yaml")).expect("a file"), "path: [\n");
    run(&workshop, &["fmt", "--specs", "nowhere"]).ended(2);
    run(&workshop, &["fmt", "--api", "nothing"]).ended(2);
}

#[test]
fn imported_specs_are_laid_out_already() {
    let mut set = countersign_codegen::spec::read("../../specs".as_ref(), &[]).expect("the specs");
    for spec in &set.apis {
        let api = countersign_codegen::model::resolve(spec, &mut set.findings);
        for (path, text) in countersign_codegen::emit::specs::files(&api) {
            assert_eq!(format(&text).as_ref(), Ok(&text), "{}/{path}", api.name);
        }
    }
}

/// Specs of an older edition: a payment and its cancellation, settled by one inquiry.
fn older_specs() -> Workshop {
    let workshop = Workshop::new();
    workshop.spec(
        "demo/v1/pay.yaml",
        "path: pay\nversion: v1\nsummary: Pays.\nidempotency_key: [shop, number]  # together\nsettled_by: v1/ask  # by number\n\
         request:\n  shop: { type: string, max_length: 8, required: true }\n  \
         number: { type: string, max_length: 8, required: true }\n  amount: { type: decimal, required: true }\n",
    );
    workshop.spec(
        "demo/v1/ask.yaml",
        "path: ask\nversion: v1\nsummary: Asks.\n# from the table\ntells:  # how it stands\n  status: state\n  success: [PAID]  # money\n  \
         failure: [\"no\"]\n  not_found: [GONE]\nrequest:\n  number: { type: string, max_length: 8, required: true }\n\
         response:\n  number: { type: string, max_length: 8 }\n  shop: { type: string, max_length: 8 }\n  \
         state: { type: string, max_length: 8 }\nresults:\n  - { code: GONE, status: F }\n",
    );
    workshop
}

fn spec(workshop: &Workshop, name: &str) -> String {
    fs::read_to_string(workshop.path(&format!("specs/demo/v1/{name}.yaml"))).expect("a file")
}

#[test]
fn older_specs_are_migrated_with_their_comments() {
    let workshop = older_specs();
    run(&workshop, &["check"]).ended(1);
    let before = (spec(&workshop, "pay"), spec(&workshop, "ask"));
    let check = run(&workshop, &["fmt", "--migrate", "--check"]).ended(1);
    assert!(check.out.contains("+idempotency_key: { all: [shop, number] }  # together\n"), "{}", check.out);
    assert_eq!(check.err, "error: 2 of 3 files would change; run `countersign fmt --migrate`\n");
    assert_eq!((spec(&workshop, "pay"), spec(&workshop, "ask")), before);

    run(&workshop, &["fmt", "--migrate"]).ended(0);
    let pay = spec(&workshop, "pay");
    let settled_by = "idempotency_key: { all: [shop, number] }  # together\n\
                      settled_by: { endpoint: v1/ask, status: state, success: [PAID], failure: [\"no\"], not_found: [GONE] }  \
                      # by number\n";
    assert!(pay.contains(settled_by), "{pay}");
    let ask = spec(&workshop, "ask");
    assert!(
        ask.starts_with(
            "path: ask\nversion: v1\nsummary: Asks.\n\n# from the table\n# how it stands\n# money\nrequest:\n"
        ),
        "{ask}"
    );
    run(&workshop, &["check"]).ended(0);

    let again = run(&workshop, &["fmt", "--migrate"]).ended(0);
    assert_eq!(again.out, "0 of 3 files changed\n");
    assert_eq!((spec(&workshop, "pay"), spec(&workshop, "ask")), (pay, ask));
}

#[test]
fn what_may_mean_something_else_is_left_and_named() {
    let workshop = older_specs();
    // Its SUCCESS is not the payment's, and its key may be either.
    let cancel = "path: cancel\nversion: v1\nsummary: Cancels.\nidempotency_key: [number, theirs]\nsettled_by: v1/ask\nrequest:\n  \
                  number: { type: string, max_length: 8 }\n  theirs: { type: string, max_length: 8 }\n";
    workshop.spec("demo/v1/cancel.yaml", cancel);
    let check = run(&workshop, &["fmt", "--migrate", "--check"]).ended(1);
    for arguments in [&["fmt", "--migrate"] as &[&str], &["fmt", "--migrate"]] {
        let left = run(&workshop, arguments).ended(1).err;
        assert_eq!(left.matches("error[C0040]").count(), 3, "{left}");
        for part in [
            "`{ all: [number, theirs] }` if `number` and `theirs` together make a request the same one, \
             `{ any: [number, theirs] }` if each of them does alone",
            "`settled_by: { endpoint: v1/ask, status: state, success: [...], failure: [...], not_found: [GONE] }`",
            "`tells` belongs to the calls that are settled",
        ] {
            assert!(left.contains(part), "{part}\n{left}");
        }
        assert!(check.err.contains(&left), "{}\n{left}", check.err);
    }
    assert!(spec(&workshop, "pay").contains("settled_by: { endpoint: v1/ask, "));
    assert_eq!(spec(&workshop, "cancel").replace("\n\nrequest", "\nrequest"), cancel);
    assert!(spec(&workshop, "ask").contains("tells:"));
}

#[test]
fn an_api_is_migrated_as_a_whole() {
    // The payment cannot be laid out, so what it needs stays in the inquiry.
    let workshop = older_specs();
    let pay = spec(&workshop, "pay").replace("summary: Pays.\n", "summary: Pays.\ndoc: |+\n  text\n\n");
    workshop.spec("demo/v1/pay.yaml", &pay);
    let refused = run(&workshop, &["fmt", "--migrate"]).ended(1).err;
    assert!(refused.starts_with("error: `specs/demo/v1/pay.yaml` cannot be laid out "), "{refused}");
    assert_eq!(refused.matches("error[C0040]").count(), 3, "{refused}");
    assert_eq!(spec(&workshop, "pay"), pay);
    assert!(spec(&workshop, "ask").contains("tells:"));

    // A file that cannot be read may need it.
    let workshop = older_specs();
    workshop.spec("demo/v1/broken.yaml", "path: [\n");
    let left = run(&workshop, &["fmt", "--migrate"]).ended(1).err;
    assert_eq!(left.matches("error[C0040]").count(), 1, "{left}");
    assert!(spec(&workshop, "ask").contains("tells:"));
}

#[test]
fn an_inquiry_that_no_call_asks_says_that_it_only_asks() {
    let workshop = older_specs();
    fs::remove_file(workshop.path("specs/demo/v1/pay.yaml")).expect("removed");
    run(&workshop, &["fmt", "--migrate"]).ended(0);
    assert!(spec(&workshop, "ask").contains("# money\nread_only: true\n"), "{}", spec(&workshop, "ask"));
}
