//! Every code block of the READMEs, and of the guides beside them, is checked.
//!
//! Rust stands word for word in a file that is compiled: `tests/tests/readme.rs`, or `readme.rs` of the journal's tests. Lines for the
//! shell are commands that can be run: those of this program parse, and what others name is there. TOML, YAML and JSON parse.

#![cfg(all(feature = "docs", feature = "import-page", feature = "sandbox", feature = "watch"))]

use countersign_codegen::diagnostics::{Findings, Sources};
use countersign_codegen::spec::parse_yaml;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The compiled files.
const COMPILED: [&str; 2] = ["tests/tests/readme.rs", "runtime/journal/tests/suite/readme.rs"];

/// A block of code.
#[derive(Debug, PartialEq)]
struct Block {
    /// `rust`, without what follows the first comma.
    language: String,
    text: String,
}

/// The blocks of a page.
fn blocks(page: &str) -> Vec<Block> {
    let (mut found, mut open): (Vec<Block>, Option<Block>) = (Vec::new(), None);
    for line in page.lines() {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(info)) => {
                let language = info.split(',').next().unwrap_or_default().trim().to_owned();
                open = Some(Block { language, text: String::new() });
            }
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(block), None) => block.text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert_eq!(open, None, "a block without an end");
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The guides at the root, the reference of specs, and the READMEs of crates but generated ones.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "specs/README.md"]
        .iter()
        .map(|page| root().join(page))
        .collect();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = entry.file_name().into_string().unwrap_or_default();
            let skipped = name.starts_with('.') || matches!(name.as_str(), "target" | "generated" | "tests");
            if !skipped && entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
        if folder != root() && folder.join("Cargo.toml").is_file() && folder.join("README.md").is_file() {
            pages.push(folder.join("README.md"));
        }
    }
    pages
}

/// The tokens of Rust code: neither spacing nor comments matter, nor a comma before a closing bracket.
fn tokens(code: &str) -> Vec<String> {
    fn add(stream: TokenStream, into: &mut Vec<String>) {
        for tree in stream {
            let TokenTree::Group(group) = tree else {
                into.push(tree.to_string());
                continue;
            };
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            into.push(open.to_owned());
            add(group.stream(), into);
            if into.last().is_some_and(|last| last == ",") {
                into.pop();
            }
            into.push(close.to_owned());
        }
    }
    let mut tokens = Vec::new();
    add(code.parse().unwrap_or_else(|error| panic!("{error}: {code}")), &mut tokens);
    tokens
}

fn check_rust(code: &str, compiled: &[String]) -> Result<(), String> {
    let wanted = tokens(code);
    let is_there = compiled.windows(wanted.len()).any(|window| window == wanted);
    is_there.then_some(()).ok_or_else(|| "it is not in tests/tests/readme.rs; add it there".to_owned())
}

/// Each command of a block: continued lines joined, prompts and comments left out, what is behind a pipe by itself.
fn commands(block: &str) -> Vec<Vec<String>> {
    let joined = block.replace("\\\n", " ");
    let lines = joined.lines().map(|line| line.trim_start_matches("$ "));
    let words = lines.map(|line| shlex::split(line).unwrap_or_else(|| panic!("no line for a shell: {line}")));
    let parts = words.flat_map(|words| {
        let ends = |word: &String| matches!(word.as_str(), "|" | "&&" | "&" | ";");
        words.split(ends).map(<[String]>::to_vec).collect::<Vec<_>>()
    });
    parts.filter(|words| !words.is_empty()).collect()
}

fn check_command(words: &[String]) -> Result<(), String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["countersign", arguments @ ..] | ["cargo", "run", "--", arguments @ ..] => parses(arguments),
        ["cargo", "run", "--package", package, rest @ ..] => match rest {
            [.., "--example", example] => there(&format!("{}/examples/{example}.rs", folder(package)?)),
            _ => Err("an example of a package is expected".to_owned()),
        },
        ["cargo", "install", rest @ ..] => match rest {
            [.., "--path", path] => there(&format!("{path}/Cargo.toml")),
            [.., "--git", _address, _package] => Ok(()),
            _ => Err("a --path or a --git with a package is expected".to_owned()),
        },
        [
            "cargo",
            "add" | "build" | "check" | "clippy" | "deny" | "doc" | "fmt" | "hack" | "init" | "new" | "test"
            | "run" | "bench" | "fuzz" | "package",
            ..,
        ] => Ok(()),
        ["python3", script, ..] => there(script),
        [script, ..] if script.starts_with(".ci/") || script.starts_with("./") => there(script),
        ["cd" | "curl" | "git" | "mkdir" | "rustup" | "sh" | "source" | "export", ..] => Ok(()),
        [assignment, rest @ ..] if assignment.contains('=') && !rest.is_empty() => {
            let rest: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
            check_command(&rest)
        }
        _ => Err("an unknown command; teach this test to check it".to_owned()),
    }
}

/// Whether the command takes these arguments: with `--help` behind them, it looks at them and runs nothing.
fn parses(arguments: &[&str]) -> Result<(), String> {
    let ended = Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(arguments)
        .arg("--help")
        .stdin(Stdio::null())
        .output()
        .expect("the command runs");
    ended.status.success().then_some(()).ok_or_else(|| String::from_utf8_lossy(&ended.stderr).into_owned())
}

fn there(path: &str) -> Result<(), String> {
    root().join(path).exists().then_some(()).ok_or_else(|| format!("there is no {path}"))
}

/// The folder of a package of the workspace.
fn folder(package: &str) -> Result<&'static str, String> {
    match package {
        "countersign-tests" => Ok("tests"),
        "countersign-runtime" => Ok("runtime"),
        "countersign-sandbox" => Ok("generator/sandbox"),
        other => Err(format!("no known package: {other}")),
    }
}

fn check_yaml(text: &str) -> Result<(), String> {
    let (mut sources, mut findings) = (Sources::default(), Findings::default());
    let file = sources.add("block".to_owned(), text.to_owned());
    match parse_yaml(file, text, &mut findings) {
        Some(_) => Ok(()),
        None => Err(format!("{:?}", findings.kept())),
    }
}

fn check(block: &Block, compiled: &[String]) -> Result<(), String> {
    match block.language.as_str() {
        "rust" => check_rust(&block.text, compiled),
        "sh" => commands(&block.text).iter().try_for_each(|words| {
            check_command(words).map_err(|error| format!("{}: {error}", words.join(" ")))
        }),
        "toml" => block.text.parse::<toml::Table>().map(drop).map_err(|error| error.to_string()),
        "yaml" => check_yaml(&block.text),
        "json" => serde_json::from_str(&block.text)
            .map(|_: serde_json::Value| ())
            .map_err(|error| error.to_string()),
        "text" => Ok(()),
        other => Err(format!("an unknown language: `{other}`; plain text is `text`")),
    }
}

#[test]
fn every_block_is_right() {
    let compiled: Vec<String> = COMPILED
        .iter()
        .flat_map(|file| tokens(&fs::read_to_string(root().join(file)).expect("a compiled file")))
        .collect();
    let (mut seen, mut wrong) = (0, Vec::new());
    for page in pages() {
        for block in blocks(&fs::read_to_string(&page).expect("a page")) {
            seen += 1;
            if let Err(error) = check(&block, &compiled) {
                wrong.push(format!("{}: {error}\n{}", page.display(), block.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 20, "{seen}");
}

/// A block of each language that is wrong, as the test would find it.
#[test]
fn wrong_blocks_are_found() {
    let compiled = tokens("fn main() { let paid = pay(a, b); }");
    for (language, good, bad) in [
        ("rust", "let paid = pay(\n    a, b, // both\n);", "let paid = pay(a);"),
        ("sh", "countersign generate --check  # in CI", "countersign generate --chekc"),
        (
            "sh",
            "cargo run -- call claro v1/payments/pay \\\n  --example 'a b' | sh",
            "cargo run -- cal claro",
        ),
        ("sh", "cargo install --locked --path generator/cli", "cargo install --path generator/clii"),
        ("sh", "python3 tests/peer/run.py", "python4 tests/peer/run.py"),
        (
            "sh",
            "cargo run --package countersign-tests --example pay",
            "cargo run --package countersign-tests --example buy",
        ),
        ("toml", "[dependencies]\na = \"1\"", "[dependencies\na = 1"),
        ("yaml", "a: { b: 1 }", "a: { b: 1"),
        ("json", "{}", "{"),
        ("text", "anything", ""),
        ("", "", "anything"),
    ] {
        let check = |text: &str| {
            let page = format!("Words.\n\n```{language}\n{text}\n```\n");
            check(&blocks(&page)[0], &compiled)
        };
        if !matches!(language, "") {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        if !matches!(language, "text") {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
