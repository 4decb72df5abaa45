//! An API in an older edition of the format: `check` says how each key is written now, and its answer is right.

use crate::asked::{REQUEST, STANDS, endpoint, read, with_pay};
use crate::cli::run;
use crate::support::Workshop;
use countersign_codegen::diagnostics::{Finding, Patch, Report};
use countersign_codegen::model::migrate::{Migrated, migrated_settled_by, rewrites};
use countersign_codegen::{Generator, RuntimeSource};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Texts by path below a folder.
type Files = BTreeMap<String, String>;

fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for path in [
        "api",
        "v1/results",
        "v1/types",
        "v1/orders/charge",
        "v1/orders/find",
        "v1/orders/inquiry",
        "v1/orders/pay",
    ] {
        let text = fs::read_to_string(folder.join(format!("{path}.yaml"))).expect("a file");
        files.insert(format!("{path}.yaml"), text);
    }
    files
}

/// With the API `shop` alone.
fn workshop(files: &Files) -> Workshop {
    let workshop = Workshop::new();
    fs::remove_dir_all(workshop.path("specs/demo")).expect("removed");
    files.iter().for_each(|(path, text)| workshop.spec(&format!("shop/{path}"), text));
    workshop
}

fn older() -> Workshop {
    workshop(&files(Path::new("tests/older/shop")))
}

/// The same API, as it is written now.
fn migrated() -> Files {
    files(Path::new("../../tests/specs/shop"))
}

/// The charge's inquiry names it by its number alone, which an older spec did not say.
fn with_its_id(mut files: Files) -> Files {
    let charge = files.get_mut("v1/orders/charge.yaml").expect("the charge");
    *charge = charge.replacen(
        "orderNo:    { type: string, max_length: 32, required: true,",
        "orderNo:    { type: string, max_length: 32, required: true, id: true,",
        1,
    );
    files
}

/// The place of a finding, and what it offers.
fn offers(report: &Report) -> Vec<(String, &str)> {
    let offer = |finding: &Finding| {
        let path = report.sources().path(finding.span.file);
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let patch = finding.help.as_ref().and_then(|help| help.patch.as_ref());
        (name, patch.map_or("", |_| "a patch"))
    };
    report.findings().kept().iter().map(offer).collect()
}

#[test]
fn check_says_how_each_key_is_written_now() {
    let workshop = older();
    let report = workshop.errors();
    let text = report.to_string();
    assert!(report.findings().kept().iter().all(|finding| finding.rule.id == "C0040"), "{text}");
    let patch = |name: &str| (name.to_owned(), "a patch");
    let words = |name: &str| (name.to_owned(), "");
    let expected = [
        patch("charge.yaml"),
        patch("charge.yaml"),
        words("find.yaml"),
        words("inquiry.yaml"),
        patch("pay.yaml"),
    ];
    assert_eq!(offers(&report), expected, "{text}");
    for part in [
        "+ idempotency_key: { all: [merchantId, orderNo] }",
        "+ settled_by: { endpoint: v1/orders/find, status: payStatus, success: [SUCCESS], failure: [FAIL] }",
        "+ settled_by: { endpoint: v1/orders/inquiry, status: payStatus, success: [SUCCESS], failure: [FAIL] }",
        "move it into the `settled_by` of each call that names this endpoint",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn what_check_offers_is_right_when_pasted() {
    let workshop = older();
    let report = workshop.errors();
    let mut patches: Vec<&Patch> =
        report.findings().kept().iter().filter_map(|finding| finding.help.as_ref()?.patch.as_ref()).collect();
    patches.sort_by_key(|patch| std::cmp::Reverse(patch.span.start));
    let mut pasted = files(&workshop.path("specs/shop"));
    for patch in patches {
        let path = report.sources().path(patch.span.file);
        let (_, below) = path.split_once("/shop/").expect("below the API");
        let text = pasted.get_mut(below).expect("a file");
        text.replace_range(patch.span.start as usize..patch.span.end as usize, &patch.with);
    }
    for text in pasted.values_mut() {
        *text =
            text.lines().filter(|line| !line.starts_with("tells:")).map(|line| format!("{line}\n")).collect();
    }
    assert_eq!(with_its_id(pasted), migrated());
}

#[test]
fn fmt_migrates_it_and_check_names_what_is_left() {
    let workshop = older();
    run(&workshop, &["fmt", "--migrate"]).ended(0);
    let left = run(&workshop, &["check"]).ended(1).err;
    assert!(left.contains("error[C0043]: the response of `v1/orders/find` lacks `merchantId`"), "{left}");
    assert!(left.contains("= help: mark the field by which it names the call with `id: true`"), "{left}");
    assert!(left.ends_with("error: 1 error in 1 file\n"), "{left}");
    let fixed = with_its_id(files(&workshop.path("specs/shop")));
    assert_eq!(fixed, migrated());
}

#[test]
fn the_migrated_specs_have_no_findings() {
    let workshop = self::workshop(&migrated());
    run(&workshop, &["check", "--deny", "warnings"]).ended(0);
    run(&workshop, &["fmt", "--check"]).ended(0);
}

/// `cd tests && cargo run -- generate` writes it.
#[test]
fn its_client_is_what_the_specs_say() {
    let generator = Generator::new("../../tests/specs")
        .out_dir("../../tests/generated")
        .runtime(RuntimeSource::Path("../../runtime".into()))
        .license("MIT OR Apache-2.0");
    generator.verify().map_err(|error| error.to_string()).expect("up to date");
}

/// `settled_by: v1/ask` of the call `pay`, where the inquiry has this `tells`.
fn settled_by(key: &str, request: &str, tells: &str) -> Migrated {
    let workshop = with_pay(&format!("idempotency_key: {key}\nsettled_by: v1/ask\n"), request);
    let asked = "  number: { type: string, max_length: 8, required: true }\n";
    workshop.spec("demo/v1/ask.yaml", endpoint("ask", &format!("tells: {tells}\n"), asked, STANDS));
    let (spec, api) = read(&workshop);
    migrated_settled_by(&spec, &api, "v1/pay").expect("an older one")
}

#[test]
fn what_an_inquiry_told_means_the_same_for_the_payment_alone() {
    let tells = "{ status: state, success: [DONE, \"no\"], failure: [\"0777\", a b], not_found: [GONE] }";
    let certain = "{ endpoint: v1/ask, status: state, success: [DONE, \"no\"], failure: [\"0777\", \"a b\"], not_found: [GONE] }";
    assert_eq!(settled_by("number", REQUEST, tells), Migrated::Certain(certain.to_owned()));
    let open = "{ endpoint: v1/ask, status: state, success: [...], failure: [...], not_found: [GONE] }";
    // It has no money, or is asked about by another's id.
    let without_money = REQUEST.replace("  price: { type: Money }\n", "");
    assert_eq!(settled_by("number", &without_money, tells), Migrated::Open(open.to_owned()));
    assert_eq!(settled_by("count", REQUEST, tells), Migrated::Open(open.to_owned()));
    // Another call is asked about by the same id, and the amount of this one does not come back.
    let refund = "idempotency_key: number\nsettled_by: v1/ask\n";
    let workshop = with_pay(refund, REQUEST);
    let asked = "  number: { type: string, max_length: 8, required: true }\n";
    workshop.spec("demo/v1/ask.yaml", endpoint("ask", &format!("tells: {tells}\n"), asked, STANDS));
    let back = REQUEST.replace("price:", "back:");
    workshop.spec("demo/v1/refund.yaml", endpoint("refund", refund, &back, ""));
    let (spec, api) = read(&workshop);
    assert_eq!(migrated_settled_by(&spec, &api, "v1/refund"), Some(Migrated::Open(open.to_owned())));
    // An inquiry by half of a key is not about this call alone.
    let mine = format!("{REQUEST}  mine: {{ type: string, max_length: 8, required: true }}\n");
    assert_eq!(settled_by("{ all: [number, mine] }", &mine, tells), Migrated::Open(open.to_owned()));
    let without_failure = "{ status: state, success: [DONE] }";
    let certain = "{ endpoint: v1/ask, status: state, success: [DONE] }";
    assert_eq!(settled_by("number", REQUEST, without_failure), Migrated::Certain(certain.to_owned()));
}

#[test]
fn a_list_of_key_fields_is_rewritten_where_its_table_says_which() {
    let rewritten = |key: &str, fields: &[&str]| {
        let request: String = fields.iter().map(|field| format!("  {field} }}\n")).collect();
        let (spec, api) = read(&with_pay(&format!("idempotency_key: {key}\n"), &request));
        rewrites(&spec, &api).pop().map(|rewrite| rewrite.entry.expect("an entry"))
    };
    let required = ["a: { type: date, required: true", "b: { type: date"];
    let one_of = ["a: { type: date, one_of: x", "b: { type: date, one_of: x"];
    let other = ["a: { type: date, one_of: x", "b: { type: date, one_of: y"];
    let neither = ["a: { type: date", "b: { type: date"];
    let all = Some("idempotency_key: { all: [a, b] }".to_owned());
    assert_eq!(rewritten("[a, b]", &required), all);
    assert_eq!(rewritten("[a, b]", &one_of), Some("idempotency_key: { any: [a, b] }".to_owned()));
    assert_eq!(rewritten("[a]", &neither), Some("idempotency_key: a".to_owned()));
    for (key, fields) in [("[a, b]", &other), ("[a, b]", &neither), ("[a, c]", &required), ("a", &required)] {
        assert_eq!(rewritten(key, fields), None, "{key}");
    }
    assert_eq!(rewritten("{ any: [a, b] }", &required), None);
}

#[test]
fn words_under_required_when_become_a_condition() {
    let workshop = Workshop::new();
    let text = "path: pay\nversion: v1\nsummary: Charges a user.\n\nrequest:\n  kind: { type: boolean, doc: Which. }  # first\n  \
                a:    { type: boolean, required_when: \"the user, too\", doc: required_when }\n  b:\n    type: boolean\n    \
                required_when: >-\n      the user\n      pays\n    doc: Two lines.\n";
    workshop.spec("demo/v1/pay.yaml", text);
    let types = "T:\n  doc: A type.\n  kind: { type: boolean, doc: Which. }\n  a: { type: boolean, required_when: kind is set, doc: About a field. }\n";
    workshop.spec("demo/v1/types.yaml", types);
    let left = run(&workshop, &["fmt", "--migrate"]).ended(1).err;
    assert!(left.contains("error[C0040]: `required_when` takes conditions that can be checked"), "{left}");
    assert!(left.contains("kind is set") && left.ends_with("error: 1 error in 1 file\n"), "{left}");
    let migrated = fs::read_to_string(workshop.path("specs/demo/v1/pay.yaml")).expect("a file");
    assert_eq!(
        migrated,
        text.replace("required_when: ", "condition: ").replace("doc: condition:", "doc: required_when")
    );
    let kept = fs::read_to_string(workshop.path("specs/demo/v1/types.yaml")).expect("a file");
    assert!(kept.contains("required_when: kind is set"), "{kept}");
}
