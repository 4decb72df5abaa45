//! The document as a whole: what it is, and what its references lead to.

use super::error::ImportError;
use super::json;
use super::left_out::Notes;
use super::pointer::Place;
use crate::diagnostics::{Findings, Report};
use crate::spec::{Node, Sources, Value, parse_yaml_with_aliases};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The longest document that is read, in bytes.
const MAX_BYTES: usize = 32 * 1024 * 1024;
/// References that lead to references.
const MAX_STEPS: usize = 64;

/// Why a reference cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReferenceError {
    /// It leads out of the document.
    Outside(String),
    /// It is not a JSON pointer.
    NotAPointer(String),
    /// It leads to nothing.
    Missing(String),
    /// It leads to references without end.
    Cycle,
}

impl fmt::Display for ReferenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside(reference) => {
                write!(f, "`{reference}` leads out of the document; only references within it are followed")
            }
            Self::NotAPointer(reference) => write!(f, "`{reference}` is not a JSON pointer"),
            Self::Missing(reference) => write!(f, "`{reference}` leads to nothing"),
            Self::Cycle => f.write_str("the references form a cycle"),
        }
    }
}

/// A document of OpenAPI 3.0 or 3.1.
pub(super) struct Document {
    root: Node,
    /// By kind and name, where each of the components is: in a list, it would be looked for again and again.
    components: HashMap<String, HashMap<String, usize>>,
    /// The pointers of all that references lead to, from the operations on.
    used: HashSet<String>,
}

impl Document {
    /// Reads JSON, or YAML when it does not begin with `{`. `name` is shown in messages.
    pub(super) fn read(text: &str, name: &str) -> Result<Self, ImportError> {
        if text.len() > MAX_BYTES {
            return Err(ImportError::Unusable(format!(
                "the document has {} bytes; the limit is {MAX_BYTES}: split it by tags or paths",
                text.len()
            )));
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let root = if text.trim_start().starts_with('{') { read_json(text)? } else { read_yaml(text, name)? };
        let mut document = Self { components: components(&root), root, used: HashSet::new() };
        document.check_version()?;
        document.used = document.reached();
        Ok(document)
    }

    /// The whole document.
    pub(super) fn root(&self) -> Place<'_> {
        Place { node: &self.root, pointer: String::new() }
    }

    /// The target of a reference.
    pub(super) fn target(&self, reference: &str) -> Result<Place<'_>, ReferenceError> {
        let Some(fragment) = reference.strip_prefix('#') else {
            return Err(ReferenceError::Outside(reference.to_owned()));
        };
        let fragment = percent_decoded(fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return Err(ReferenceError::NotAPointer(reference.to_owned()));
        }
        let missing = || ReferenceError::Missing(reference.to_owned());
        let steps: Vec<String> =
            fragment.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        if let [components, kind, name, rest @ ..] = steps.as_slice()
            && components == "components"
        {
            let start = self.component(kind, name).ok_or_else(missing)?;
            return walk(start, rest).ok_or_else(missing);
        }
        walk(self.root(), &steps).ok_or_else(missing)
    }

    /// Whether an operation refers to it, or something that an operation refers to.
    pub(super) fn is_used(&self, place: &Place<'_>) -> bool {
        self.used.contains(&place.pointer)
    }

    /// The pointers of all that references lead to. What is defined in case of need counts only once it is referred to.
    fn reached(&self) -> HashSet<String> {
        let mut reached = HashSet::new();
        let entries = self.root.entries().unwrap_or_default();
        let mut waiting: Vec<&Node> =
            entries.iter().filter(|entry| entry.key != "components").map(|entry| &entry.value).collect();
        while let Some(node) = waiting.pop() {
            match &node.value {
                Value::Scalar(_) => {}
                Value::List(items) => waiting.extend(items),
                Value::Map(entries) => {
                    let inner = entries.iter().filter(|entry| entry.key != "$defs");
                    waiting.extend(inner.map(|entry| &entry.value));
                    let references = entries.iter().filter(|entry| entry.key == "$ref");
                    for reference in references.filter_map(|entry| entry.value.scalar()) {
                        let target = self.target(&reference.text);
                        waiting.extend(
                            target
                                .ok()
                                .filter(|target| reached.insert(target.pointer.clone()))
                                .map(|target| target.node),
                        );
                    }
                }
            }
        }
        reached
    }

    /// Follows references until there is something else.
    pub(super) fn resolve<'d>(&'d self, place: Place<'d>) -> Result<Place<'d>, ReferenceError> {
        let mut place = place;
        for _ in 0..MAX_STEPS {
            match place.get("$ref").and_then(|reference| reference.text()) {
                Some(reference) => place = self.target(reference)?,
                None => return Ok(place),
            }
        }
        Err(ReferenceError::Cycle)
    }

    /// Follows references as [`Document::resolve`] does. `None` after a note. What stands beside a reference is noted.
    pub(super) fn resolve_or_note<'d>(&'d self, place: &Place<'d>, notes: &mut Notes) -> Option<Place<'d>> {
        if place.get("$ref").is_some() {
            for (_, beside) in place.entries().filter(|(key, _)| *key != "$ref") {
                notes.add(&beside, "stands beside a reference, whose target counts");
            }
        }
        self.resolve(place.clone()).inspect_err(|error| notes.add(place, error.to_string())).ok()
    }

    fn component(&self, kind: &str, name: &str) -> Option<Place<'_>> {
        let number = *self.components.get(kind)?.get(name)?;
        let section = self.root().get("components")?.get(kind)?;
        let entry = section.node.entries()?.get(number)?;
        let name = name.replace('~', "~0").replace('/', "~1");
        Some(Place { node: &entry.value, pointer: format!("{}/{name}", section.pointer) })
    }

    fn check_version(&self) -> Result<(), ImportError> {
        let root = self.root();
        let version =
            root.get("openapi").and_then(|version| version.scalar()).map(|scalar| scalar.text.as_str());
        match version {
            Some(version) if version.starts_with("3.0") || version.starts_with("3.1") => Ok(()),
            Some(version) => Err(ImportError::Unusable(format!(
                "the document is OpenAPI {version}; 3.0 and 3.1 can be imported"
            ))),
            None if root.get("swagger").is_some() => Err(ImportError::Unusable(
                "the document is Swagger 2.0; convert it to OpenAPI 3 first".to_owned(),
            )),
            None => Err(ImportError::Unusable(
                "this is no OpenAPI document: it has no `openapi: 3.1.0` at its top".to_owned(),
            )),
        }
    }
}

fn read_json(text: &str) -> Result<Node, ImportError> {
    json::parse(text).map_err(|error| ImportError::Unusable(format!("the document is not JSON: {error}")))
}

fn read_yaml(text: &str, name: &str) -> Result<Node, ImportError> {
    let mut sources = Sources::default();
    let mut findings = Findings::default();
    let file = sources.add(name.to_owned(), text.to_owned());
    parse_yaml_with_aliases(file, sources.text(file), &mut findings)
        .ok_or_else(|| ImportError::Yaml(Box::new(Report::new(findings, sources))))
}

fn components(root: &Node) -> HashMap<String, HashMap<String, usize>> {
    let root = Place { node: root, pointer: String::new() };
    let Some(kinds) = root.get("components") else { return HashMap::new() };
    let names = |place: &Place<'_>| {
        place.entries().enumerate().map(|(at, (name, _))| (name.to_owned(), at)).collect()
    };
    kinds.entries().map(|(kind, place)| (kind.to_owned(), names(&place))).collect()
}

fn walk<'d>(start: Place<'d>, steps: &[String]) -> Option<Place<'d>> {
    steps.iter().try_fold(start, |place, step| match &place.node.value {
        Value::List(_) => place.items().nth(step.parse().ok()?),
        _ => place.get(step),
    })
}

/// A reference is a URI, in which `%7E` may stand for `~`.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let decoded = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(b'%'));
        rest = after.get(if decoded.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let text = r##"{ "openapi": "3.1.0", "components": { "schemas": { "a/b~c": { "allOf": [ { "type": "null" } ] },
            "x": { "$ref": "#/components/schemas/y" }, "y": { "$ref": "#/components/schemas/x" } } } }"##;
        let document = Document::read(text, "test").expect("a document");
        let place = document.target("#/components/schemas/a~1b%7E0c/allOf/0").expect("a place");
        assert_eq!(place.pointer, "/components/schemas/a~1b~0c/allOf/0");
        assert_eq!(document.target("#").expect("the document").pointer, "");
        for bad in [
            "other.yaml#/a",
            "#a",
            "#/components/schemas/z",
            "#/components/schemas/a~1b~0c/allOf/1",
            "#/%",
            "",
        ] {
            assert!(document.target(bad).is_err(), "{bad}");
        }
        let cycle = document.target("#/components/schemas/x").expect("a place");
        assert_eq!(document.resolve(cycle).map(|place| place.pointer), Err(ReferenceError::Cycle));
    }
}
