//! The copy of the runtime's crates that travels inside this program, as files of a project.

use countersign_codegen::output::MARKER;
use std::collections::BTreeMap;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

/// The keys of a package that the copy keeps.
const PACKAGE: [&str; 6] = ["name", "description", "version", "edition", "rust-version", "license"];
/// What exports the sources is of no use in a copy.
const SOURCES: &str = "sources";
/// The keys of a dependency, in the order in which they are written.
const DEPENDENCY: [&str; 4] = ["version", "optional", "default-features", "features"];

/// The files of the crates: their paths, with `/`, and their text, which says in its first line where it comes from.
pub(super) fn files() -> BTreeMap<String, String> {
    let sources = countersign_runtime::sources();
    let mut files: BTreeMap<String, String> =
        sources.into_iter().map(|(path, text)| (path.clone(), copied(&path, text))).collect();
    for folder in ["runtime", "signing"] {
        let path = format!("{folder}/rustfmt.toml");
        files.insert(path, head("# ", "\n") + "disable_all_formatting = true\n");
    }
    files
}

fn copied(path: &str, text: &str) -> String {
    let ending = path.rsplit(['.', '/']).next().unwrap_or_default();
    match ending {
        "toml" => head("# ", "\n\n") + &manifest(text),
        "rs" => head("// ", "\n") + text,
        // Readers of keys skip what stands before BEGIN.
        "pem" => head("# ", "\n") + text,
        _ => head("", "\n\n") + text,
    }
}

/// The first line.
fn head(before: &str, after: &str) -> String {
    format!("{before}{MARKER} as a copy of its runtime; do not edit.{after}")
}

/// A manifest that needs no other: nothing inherited, no tests. It is the same whether this program was built in a clone or from
/// a package, of which cargo has rewritten the manifest.
fn manifest(text: &str) -> String {
    let read: DocumentMut = text.parse().unwrap_or_default();
    let package = table(&read, "package");
    let kept = PACKAGE.into_iter().filter_map(|key| Some((key, package.get(key)?.clone())));
    let features = table(&read, "features").iter().filter(|(name, _)| *name != SOURCES);
    let dependencies = table(&read, "dependencies").iter().filter(|(name, _)| *name != "include_dir");
    let dependencies = dependencies.map(|(name, item)| (name, dependency(name, item)));
    let mut copy = DocumentMut::new();
    copy.insert("package", plain(kept.chain([("publish", value(false))])));
    // Tests and examples stay behind, and with them what they depend on.
    copy.insert("lib", plain([("test", value(false)), ("doctest", value(false))]));
    copy.insert("features", sorted(features.map(|(name, item)| (name, item.clone()))));
    copy.insert("dependencies", sorted(dependencies));
    let known = format!("cfg(feature, values(\"{SOURCES}\"))");
    let lint = InlineTable::from_iter([
        ("level", Value::from("warn")),
        ("check-cfg", Array::from_iter([known]).into()),
    ]);
    let mut lints = Table::new();
    lints.set_implicit(true);
    lints.insert("rust", plain([("unexpected_cfgs", value(lint))]));
    copy.insert("lints", Item::Table(lints));
    copy.to_string()
}

fn table<'a>(document: &'a DocumentMut, name: &str) -> &'a dyn TableLike {
    static NONE: std::sync::LazyLock<Table> = std::sync::LazyLock::new(Table::new);
    document.get(name).and_then(Item::as_table_like).unwrap_or(&*NONE)
}

/// A table of these entries, without the comments and blanks around them.
fn plain<'a>(entries: impl IntoIterator<Item = (&'a str, Item)>) -> Item {
    let mut table = Table::new();
    for (key, mut item) in entries {
        if let Some(value) = item.as_value_mut() {
            simplify(value);
        }
        table.insert(key, item);
    }
    Item::Table(table)
}

/// The same, in the order of the names.
fn sorted<'a>(entries: impl Iterator<Item = (&'a str, Item)>) -> Item {
    plain(entries.collect::<BTreeMap<_, _>>())
}

/// On one line.
fn simplify(value: &mut Value) {
    if let Value::Array(array) = value {
        array.iter_mut().for_each(simplify);
        array.set_trailing("");
        array.set_trailing_comma(false);
        array.fmt();
    }
    value.decor_mut().clear();
}

/// `"1"`, or `{ version = "1", optional = true }`. Of the two crates, one is beside the other.
fn dependency(name: &str, item: &Item) -> Item {
    let Some(written) = item.as_table_like() else { return item.clone() };
    let mut keys = InlineTable::new();
    if name == "countersign-signing" {
        keys.insert("path", "../signing".into());
    }
    for key in DEPENDENCY {
        if let Some(mut value) = written.get(key).and_then(Item::as_value).cloned() {
            simplify(&mut value);
            keys.insert(key, value);
        }
    }
    match (keys.len(), keys.get("version")) {
        (1, Some(version)) => value(version.clone()),
        _ => value(keys),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = r#"
[package]
name = "countersign-runtime"
# A comment.
version = "0.1.0"
license = "MIT"
include = [
    "/src",
]

[features]
sources = ["dep:include_dir"]
b = [
    # Why.
    "x",
    "y",
]
a = []

[dependencies]
http = "1" # Why.
include_dir = { version = "0.7", optional = true }
countersign-signing = { path = "signing", version = "0.1.0", default-features = false }
base64 = { version = "0.22", optional = true }

[dev-dependencies]
axum = "0.8"
"#;
    /// The same as cargo writes it into a package.
    const PACKED: &str = r#"
[package]
edition = "2024"
name = "countersign-runtime"
version = "0.1.0"
build = false
license = "MIT"

[features]
a = []
b = ["x", "y"]
sources = ["dep:include_dir"]

[dependencies.base64]
version = "0.22"
optional = true

[dependencies.countersign-signing]
version = "0.1.0"
default-features = false

[dependencies.http]
version = "1"

[dependencies.include_dir]
version = "0.7"
optional = true
"#;
    const COPY: &str = r#"[package]
name = "countersign-runtime"
version = "0.1.0"
license = "MIT"
publish = false

[lib]
test = false
doctest = false

[features]
a = []
b = ["x", "y"]

[dependencies]
base64 = { version = "0.22", optional = true }
countersign-signing = { path = "../signing", version = "0.1.0", default-features = false }
http = "1"

[lints.rust]
unexpected_cfgs = { level = "warn", check-cfg = ['cfg(feature, values("sources"))'] }
"#;

    #[test]
    fn a_packed_manifest_gives_the_same_copy() {
        assert_eq!(manifest(WRITTEN), COPY);
        assert_eq!(manifest(PACKED).replace("edition = \"2024\"\n", ""), COPY);
    }

    #[test]
    fn every_file_says_that_it_is_a_copy() {
        for (path, text) in files() {
            let first = text.lines().next().expect("a line");
            assert!(first.contains(MARKER), "{path}: {first}");
        }
    }
}
