//! `countersign docs`: the pages, and the command.

#![cfg(feature = "docs")]

use countersign_codegen::emit::docs;
use countersign_codegen::model::Api;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The APIs of this repository, as the command reads them.
fn pages_of(specs: &str) -> BTreeMap<String, String> {
    let out = tempfile::tempdir().expect("a folder");
    let (code, _, errors) = countersign(&["docs", "--specs", specs, "--out", text(out.path())]);
    assert_eq!((code, errors.as_str()), (0, ""));
    let mut files = BTreeMap::new();
    collect(out.path(), "", &mut files);
    files
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{below}{}", entry.file_name().to_str().expect("UTF-8"));
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read_to_string(entry.path()).expect("UTF-8"));
        }
    }
}

fn countersign(arguments: &[&str]) -> (i32, String, String) {
    let command = Command::new(env!("CARGO_BIN_EXE_countersign")).args(arguments).output();
    let Output { status, stdout, stderr } = command.expect("the command");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("no signal"), text(stdout), text(stderr))
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// What a page consists of. Panics when it is not well-formed.
#[derive(Default)]
struct Seen {
    ids: BTreeSet<String>,
    links: Vec<String>,
    scripts: usize,
    names: BTreeSet<String>,
    words: String,
}

/// Elements that have no content, and no end.
const VOID: [&[u8]; 3] = [b"input", b"link", b"meta"];

fn look(path: &str, page: &str) -> Seen {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = false;
    let mut seen = Seen::default();
    let mut open = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path} is not well-formed: {error}")) {
            Event::Start(element) => {
                element_of(path, &element, &mut seen);
                let name = element.name().as_ref().to_vec();
                if !VOID.contains(&name.as_slice()) {
                    open.push(name);
                }
            }
            Event::Empty(element) => element_of(path, &element, &mut seen),
            Event::End(end) => assert_eq!(open.pop().as_deref(), Some(end.name().as_ref()), "{path}"),
            Event::Text(words) => seen.words += &words.decode().expect("UTF-8"),
            Event::GeneralRef(reference) => {
                seen.words += &format!("&{};", reference.decode().expect("UTF-8"))
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{path}: every element is closed");
    seen
}

fn element_of(path: &str, element: &BytesStart<'_>, seen: &mut Seen) {
    let name = String::from_utf8(element.name().as_ref().to_vec()).expect("UTF-8");
    seen.scripts += usize::from(name == "script");
    seen.names.insert(name);
    for attribute in element.html_attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{path}: {error}"));
        let name = std::str::from_utf8(attribute.key.as_ref()).expect("UTF-8");
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned();
        assert!(!name.starts_with("on") && name != "style", "{path}: {name} holds code");
        match name {
            "id" => assert!(seen.ids.insert(value.clone()), "{path}: the id {value} is there twice"),
            "href" | "src" => seen.links.push(value),
            _ => {}
        }
    }
}

/// The file that a link leads to, and the id in it.
fn target(page: &str, link: &str) -> (String, Option<String>) {
    let (file, id) = link.split_once('#').map_or((link, None), |(file, id)| (file, Some(id.to_owned())));
    if file.is_empty() {
        return (page.to_owned(), id);
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out of the folder"),
            part => parts.push(part),
        }
    }
    (parts.join("/"), id)
}

#[test]
fn pages_of_all_shipped_apis_are_well_formed_and_their_links_lead_somewhere() {
    let files = pages_of("../../specs");
    let seen: BTreeMap<&str, Seen> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, page)| (path.as_str(), look(path, page)))
        .collect();
    assert!(seen.len() > 60, "{} pages", seen.len());
    for (page, parts) in &seen {
        for link in &parts.links {
            if link.starts_with("https://") || link.starts_with("http://") || link == "data:," {
                continue;
            }
            let (file, id) = target(page, link);
            assert!(files.contains_key(&file), "{page}: {link} leads nowhere");
            if let Some(id) = id {
                assert!(seen[file.as_str()].ids.contains(&id), "{page}: {link} has no such place");
            }
        }
        assert_eq!(parts.scripts, 3, "{page}");
    }
    search_leads_somewhere(&files["index.js"], &seen);
}

fn search_leads_somewhere(index: &str, seen: &BTreeMap<&str, Seen>) {
    let entries: Vec<Vec<String>> = index
        .lines()
        .filter_map(|line| line.strip_suffix(','))
        .map(|line| serde_json::from_str(line).expect("an entry"))
        .collect();
    assert!(entries.len() > 1000, "{} entries", entries.len());
    for entry in entries {
        let (file, id) = target("index.html", &entry[0]);
        let page = seen.get(file.as_str()).unwrap_or_else(|| panic!("{entry:?} leads nowhere"));
        assert!(id.is_none_or(|id| page.ids.contains(&id)), "{entry:?} has no such place");
    }
}

#[test]
fn a_page_says_what_the_spec_says() {
    let pay = &pages_of("../../specs")["claro/v1/payments/pay.html"];
    let words = look("pay", pay).words;
    for said in [
        "Charge a user for an order.",
        "/api/v1/payments/pay",
        "at most 256 characters",
        "paymentFactor.isAuthorizationPayment",
        "EXPIRED_ACCESS_TOKEN",
        "Get a new token, then send it again.",
        "cashier payment",
        "PayRequest::new(PayRequired {",
    ] {
        assert!(words.contains(said), "{said}");
    }
    assert!(pay.lines().next().is_some_and(|line| line.contains("@generated by countersign")), "{pay}");
}

#[test]
fn a_page_says_how_an_outcome_becomes_known() {
    let pages = pages_of("tests/openapi/full");
    for (page, facts) in [
        (
            "place",
            &[
                "Same request by orderId and shop Unknown outcomes are settled by v1/orders/inquire",
                "It is asked by the same orderId, theirId as shop of the call, the same shop",
                "Which is found in orders, as the one entry with theirs as orderId of the call and the same shop",
                "Success is stands.state is DONE Failure is stands.state is no or CANCELLED",
                "Not found is PROCESS_FAIL: final after 3 responses in a row, 90s apart",
                "Given up by v1/orders/cancel",
                "names the call",
            ][..],
        ),
        (
            "cancel",
            &[
                "Same request by orderId or cancelId, whichever is given",
                "Not found is PROCESS_FAIL: never final",
                "Believed though its response does not name the call",
            ][..],
        ),
        (
            "notifyPlaced",
            &[
                "Ends v1/orders/place with the same orderId and the same shop, when kind is NEW or OLD and cancelRef is not \
                 there: success if order.stands.state is DONE, failure if order.stands.state is no",
                "Ends v1/orders/place or v1/orders/cancel with the same orderId or the same shop, when kind is not NEW and \
                 shop is there",
                "Ends v1/orders/cancel with cancelRef as cancelId of the call and the same orderId",
            ][..],
        ),
        ("inquire", &["Effect none: it only asks"][..]),
    ] {
        let words = look(page, &pages[&format!("full/v1/orders/{page}.html")]).words;
        let joined = |text: &str| text.split_whitespace().collect::<String>();
        for fact in facts {
            assert!(joined(&words).contains(&joined(fact)), "{page}: {fact} is not in {words}");
        }
    }
}

#[test]
fn a_type_within_itself_is_described_once() {
    let pages = pages_of("tests/recursion/specs");
    assert!(pages.values().any(|page| page.contains("Node is described above")));
}

/// Texts that would like to be more than that: as HTML, in Markdown, and as addresses.
const HOSTILE: [&str; 3] = [
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> `</code><script>` --> &amp; \"",
    "<div>\n<script>alert(1)</script>\n</div>\n\n- <b onclick=alert(1)>\n\n```\"><script>\n```\n\n    <script>\n",
    "<script>alert(1) [x](javascript:alert(1)) [x](<java&#115;cript:alert(1)> '\"onclick=\"x') <javascript:alert(1)> \
     <a href='javascript:alert(1)'>x</a> ![x](https://a.example/x.png) https://a.example/\"onclick=\"alert(1)",
];

/// A spec whose every text is such a one.
fn hostile(folder: &Path, script: &str) {
    let doc = serde_json::json!(script).to_string();
    // Names are on one line, and not longer than 128 characters.
    let name: String = script.replace('\n', " ").chars().take(120).collect();
    let name = serde_json::json!(name).to_string();
    fs::create_dir_all(folder.join("shop/v1")).expect("a folder");
    let api = format!("format: 1\nname: shop\ntitle: {doc}\ndoc: {doc}\n");
    fs::write(folder.join("shop/api.yaml"), api).expect("a file");
    let endpoint = format!(
        "path: pay\nversion: v1\nsummary: {doc}\ndoc: {doc}\ndeprecated: {doc}\nrequest:\n  a: {{ type: string, max_length: 500, \
         condition: {doc}, one_of: {name}, deprecated: {doc}, default: {doc}, doc: {doc} }}\n  b: {{ type: enum, values: {{ {name}: {doc} }} }}\n  \
         {name}: {{ type: string, max_length: 9, pattern: \"<b>.*\", forbidden_chars: \"<>\" }}\nresults:\n  - {{ code: {name}, status: F, doc: {doc} \
         }}\nexamples:\n  - {{ name: {name}, request: {{ a: {doc} }}, response: {{ result: {{ resultStatus: F, resultCode: X, resultMessage: {doc} }} }} }}\n"
    );
    fs::write(folder.join("shop/v1/pay.yaml"), endpoint).expect("a file");
}

#[test]
fn texts_of_specs_are_text_on_the_pages() {
    for script in HOSTILE {
        let specs = tempfile::tempdir().expect("a folder");
        hostile(specs.path(), script);
        let files = pages_of(text(specs.path()));
        for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let seen = look(path, page);
            assert_eq!(seen.scripts, 3, "{path}");
            assert!(!seen.names.contains("img"), "{path}");
            let runs = |link: &String| link.to_lowercase().contains("script:");
            assert!(!seen.links.iter().any(runs), "{path}: {:?}", seen.links);
            assert!(seen.words.contains("script&gt;alert(1)"), "{path} shows it");
        }
    }
}

#[test]
fn the_same_specs_give_the_same_pages_in_any_order() {
    let none: Vec<Api> = Vec::new();
    assert!(docs::files(&none).contains_key("index.html"), "no APIs are no error");
    assert_eq!(pages_of("../../specs"), pages_of("../../specs"));
}

#[test]
fn the_command_writes_compares_and_removes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (specs, out) = (folder.path().join("specs"), folder.path().join("pages"));
    hostile(&specs, HOSTILE[0]);
    let run = |more: &[&str]| {
        countersign(&[&["docs", "--specs", text(&specs), "--out", text(&out)], more].concat())
    };
    let (code, _, errors) = run(&["--check"]);
    assert_eq!(code, 1);
    assert!(errors.contains("missing: ") && errors.contains("run `countersign docs`"), "{errors}");
    assert!(!out.exists(), "--check writes nothing");
    assert_eq!(run(&[]).0, 0);
    let (code, printed, _) = run(&["--check"]);
    assert_eq!((code, printed.as_str()), (0, "3 pages are what the specs say\n"));
    // What is somebody else's is not touched.
    fs::write(out.join("index.html"), "mine").expect("a file");
    let (code, _, errors) = run(&[]);
    assert_eq!(code, 2);
    assert!(errors.contains("index.html") && errors.contains("--force"), "{errors}");
    assert_eq!(run(&["--force"]).0, 0);
    // An API that is gone takes its pages with it, and another one's stay when only one is asked for.
    fs::create_dir_all(specs.join("other")).expect("a folder");
    fs::write(specs.join("other/api.yaml"), "format: 1\nname: other\ntitle: Other\n").expect("a file");
    assert_eq!(run(&[]).0, 0);
    assert_eq!(run(&["--api", "other"]).0, 0);
    assert!(out.join("shop/v1/pay.html").exists());
    fs::remove_dir_all(specs.join("shop")).expect("a folder");
    assert_eq!(run(&[]).0, 0);
    assert!(!out.join("shop").exists() && out.join("other/index.html").exists());
    assert_eq!(run(&["--api", "none"]).0, 2);
}
