//! `types.yaml`.

use super::field::fields;
use super::mapping::{Mapping, rust_name, unique};
use super::written_type::enumeration;
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, name_not_allowed, wrong_kind};
use crate::spec::forms::ENUM;
use crate::spec::syntax::{ShapeSpec, TypeDefSpec};
use crate::spec::vocabulary::{Named, TypeRole};
use crate::spec::{Entry, Node, Span, Spanned};

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
    match shape(entry, findings) {
        Some(Written { rust_name, doc, role, additional, shape }) => {
            TypeDefSpec { name, rust_name, doc, role, additional, shape }
        }
        None => TypeDefSpec {
            name,
            rust_name: None,
            doc: None,
            role: None,
            additional: false,
            shape: ShapeSpec::Broken,
        },
    }
}

/// The content of a type definition.
struct Written {
    rust_name: Option<String>,
    doc: Option<String>,
    role: Option<Spanned<TypeRole>>,
    additional: bool,
    shape: ShapeSpec,
}

fn shape(entry: &Entry, findings: &mut Findings) -> Option<Written> {
    let Some(entries) = entry.value.entries() else {
        findings.push(wrong_kind::finding(
            &entry.value,
            entry.key_span,
            &entry.key,
            "a mapping: the fields of an object (`{}` when it has none), or `type: enum` and `values`",
        ));
        return None;
    };
    // A field called `type`, `doc`, `role` or `rust_name` has a mapping as its value, so the key of that name can be told from it.
    let own_key =
        |key: &str| entries.iter().find(|entry| entry.key == key && entry.value.entries().is_none());
    if let Some(kind) = own_key("type") {
        return enum_definition(entry, kind, findings);
    }
    let doc = own_key("doc").and_then(|doc| super::text::prose(doc, findings));
    let own = unique(entries, "field", findings);
    let own_keys = ["doc", "role", "rust_name", ADDITIONAL_FIELDS];
    let is_field =
        |entry: &&Entry| !own_keys.contains(&entry.key.as_str()) || entry.value.entries().is_some();
    let own = own.into_iter().filter(is_field).collect();
    let role = own_key("role").and_then(|entry| role(entry, findings));
    let rust_name = own_key("rust_name").and_then(|entry| rust_name(entry, Named::Type, findings));
    let fields = fields(own, &format!("type `{}`", entry.key), findings);
    let additional = additional_fields(entries, findings);
    Some(Written { rust_name, doc, role, additional, shape: ShapeSpec::Object(fields) })
}

const ADDITIONAL_FIELDS: &str = "additional_fields";

/// Whether an entry of an object is its key `additional_fields`, and not a field of that name.
pub(super) fn is_additional_fields(entry: &Entry) -> bool {
    entry.key == ADDITIONAL_FIELDS && entry.value.entries().is_none()
}

/// `additional_fields` of an object with these entries.
pub(super) fn additional_fields(entries: &[Entry], findings: &mut Findings) -> bool {
    let Some(entry) = entries.iter().find(|entry| is_additional_fields(entry)) else { return false };
    match entry.value.scalar() {
        Some(scalar) => scalar.boolean().unwrap_or_else(|| {
            findings.push(wrong_kind::not_boolean(entry.value.span, ADDITIONAL_FIELDS, &scalar.text));
            false
        }),
        None => {
            let wanted = "`true` or `false`";
            findings.push(wrong_kind::finding(&entry.value, entry.key_span, ADDITIONAL_FIELDS, wanted));
            false
        }
    }
}

fn role(entry: &Entry, findings: &mut Findings) -> Option<Spanned<TypeRole>> {
    let written = super::mapping::text(&entry.value, "role", entry.key_span, findings)?;
    let found = TypeRole::WORDS.iter().find(|(word, _)| *word == written.value);
    if found.is_none() {
        let words: Vec<&str> = TypeRole::WORDS.iter().map(|(word, _)| *word).collect();
        findings.push(bad_value::no_such_word(written.span, "role", &written.value, &words));
    }
    found.map(|(_, role)| Spanned::new(*role, written.span))
}

fn enum_definition(entry: &Entry, kind: &Entry, findings: &mut Findings) -> Option<Written> {
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
    let rust_name = mapping.rust_name(Named::Type, findings);
    let shape = ShapeSpec::Enum(enumeration(&mapping, findings)?);
    Some(Written { rust_name, doc, role: None, additional: false, shape })
}

fn check_type_name(name: &Spanned<String>, findings: &mut Findings) {
    let good = name.value.len() <= 64
        && name.value.starts_with(|c: char| c.is_ascii_uppercase())
        && name.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !good {
        let wanted = "a capital letter, then letters, digits and `_`, at most 64";
        findings.push(name_not_allowed::form(name.span, "a type", &name.value, wanted));
    }
}
