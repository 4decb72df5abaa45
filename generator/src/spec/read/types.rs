//! `types.yaml`.

use super::field::fields;
use super::mapping::{Form, Mapping, unique};
use super::written_type::{BUILT_IN, enumeration};
use crate::rules::{Findings, bad_value, name_not_allowed, wrong_kind};
use crate::spec::syntax::{ShapeSpec, TypeDefSpec};
use crate::spec::{Entry, Node, Span, Spanned};

const ENUM: Form = Form { name: "an enum", keys: &["type", "doc", "values", "open"] };

/// Reads the file.
pub(in crate::spec) fn types_file(node: &Node, at: Span, findings: &mut Findings) -> Vec<TypeDefSpec> {
    let Some(entries) = node.entries() else {
        findings.push(wrong_kind::finding(node, at, "types.yaml", "a mapping from names to types"));
        return Vec::new();
    };
    let entries = unique(entries, "type", findings);
    entries.into_iter().map(|entry| definition(entry, findings)).collect()
}

/// A definition that cannot be read keeps its name, so that its uses are not reported as well.
fn definition(entry: &Entry, findings: &mut Findings) -> TypeDefSpec {
    let name = Spanned::new(entry.key.clone(), entry.key_span);
    check_type_name(&name, findings);
    let (doc, shape) = shape(entry, findings).unwrap_or((None, ShapeSpec::Broken));
    TypeDefSpec { name, doc, shape }
}

fn shape(entry: &Entry, findings: &mut Findings) -> Option<(Option<String>, ShapeSpec)> {
    let Some(entries) = entry.value.entries() else {
        findings.push(wrong_kind::finding(
            &entry.value,
            entry.key_span,
            &entry.key,
            "a mapping: the fields of an object (`{}` when it has none), or `type: enum` and `values`",
        ));
        return None;
    };
    // A field called `type` or `doc` has a mapping as its value, so the key of that name can be told from it.
    let own_key =
        |key: &str| entries.iter().find(|entry| entry.key == key && entry.value.entries().is_none());
    if let Some(kind) = own_key("type") {
        return enum_definition(entry, kind, findings);
    }
    let doc = own_key("doc").and_then(|doc| super::text::prose(doc, findings));
    let own = unique(entries, "field", findings);
    let own = own.into_iter().filter(|entry| entry.key != "doc" || entry.value.entries().is_some()).collect();
    let fields = fields(own, &format!("type `{}`", entry.key), findings);
    Some((doc, ShapeSpec::Object(fields)))
}

fn enum_definition(
    entry: &Entry,
    kind: &Entry,
    findings: &mut Findings,
) -> Option<(Option<String>, ShapeSpec)> {
    let written = super::mapping::text(&kind.value, "type", kind.key_span, findings)?;
    if written.value != "enum" {
        findings.push(bad_value::contradiction(
            written.span,
            "a named type is an object or an enum",
            entry.key_span,
            "write its fields below the name; `type: enum` only for an enum",
        ));
        return None;
    }
    let mapping = Mapping::read(&entry.value, entry.key_span, &ENUM, findings)?;
    let doc = mapping.prose("doc", findings);
    Some((doc, ShapeSpec::Enum(enumeration(&mapping, findings)?)))
}

fn check_type_name(name: &Spanned<String>, findings: &mut Findings) {
    let good = name.value.len() <= 64
        && name.value.starts_with(|c: char| c.is_ascii_uppercase())
        && name.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !good || BUILT_IN.contains(&name.value.as_str()) {
        let wanted = "a capital letter, then letters, digits and `_`, at most 64";
        findings.push(name_not_allowed::form(name.span, "a type", &name.value, wanted));
    }
}
