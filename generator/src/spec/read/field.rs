//! Fields of a request, a response, or a type.

use super::mapping::Mapping;
use super::written_type::{is_type_name, max_length, written_type};
use crate::diagnostics::Findings;
use crate::spec::findings::too_many_fields::{self, MAX_FIELDS};
use crate::spec::findings::{name_not_allowed, wrong_kind};
use crate::spec::forms::{FIELD, WIRE};
use crate::spec::syntax::{FieldSpec, TypeSpec};
use crate::spec::vocabulary::Named;
use crate::spec::{Entry, Spanned};

/// Reads the fields of an object. `owner` is what they belong to: `type `Amount``.
pub(super) fn fields(entries: Vec<&Entry>, owner: &str, findings: &mut Findings) -> Vec<FieldSpec> {
    if let Some(first) = entries.get(MAX_FIELDS) {
        findings.push(too_many_fields::finding(first.key_span, owner, entries.len()));
    }
    entries.into_iter().take(MAX_FIELDS).map(|entry| field(entry, findings)).collect()
}

fn field(entry: &Entry, findings: &mut Findings) -> FieldSpec {
    let name = Spanned::new(entry.key.clone(), entry.key_span);
    if let Some(finding) = name_not_allowed::check_name("a field", &name.value, name.span) {
        findings.push(finding);
    }
    if entry.value.entries().is_none() {
        findings.push(not_a_mapping(entry));
        return broken(name);
    }
    let Some(field) = Mapping::read(&entry.value, entry.key_span, &FIELD, findings) else {
        return broken(name);
    };
    FieldSpec {
        ty: written_type(&field, &FIELD, findings),
        rust_name: field.rust_name(Named::Field, findings),
        required: field.boolean("required", findings).unwrap_or_default(),
        required_when: field.text("required_when", findings),
        one_of: field.prose("one_of", findings),
        id: field.boolean("id", findings).unwrap_or_default(),
        sensitive: field.boolean("sensitive", findings),
        nullable: field.boolean("nullable", findings).unwrap_or_default(),
        default: default(&field, findings),
        deprecated: field.prose("deprecated", findings),
        doc: field.prose("doc", findings),
        quoted: field.choice("wire", WIRE, findings).unwrap_or_default(),
        json_text: field.boolean("json_text", findings).unwrap_or_default(),
        stated_limit: stated_limit(&field, findings),
        name,
    }
}

/// `max_length` of a field whose type is an enum, or may turn out to be one.
fn stated_limit(field: &Mapping<'_>, findings: &mut Findings) -> Option<Spanned<i64>> {
    let kind = field.get("type").and_then(|entry| entry.value.scalar())?;
    let stated = field.get("max_length")?.value.scalar().is_none_or(|scalar| scalar.text != "unlimited");
    (stated && (kind.text == "enum" || is_type_name(&kind.text)))
        .then(|| max_length(field, findings))
        .flatten()
}

fn default(field: &Mapping<'_>, findings: &mut Findings) -> Option<Spanned<crate::spec::Scalar>> {
    let entry = field.get("default")?;
    let Some(scalar) = entry.value.scalar() else {
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, "default", "a single value"));
        return None;
    };
    Some(Spanned::new(scalar.clone(), entry.value.span))
}

/// `name: string`, where only the braces are missing.
fn not_a_mapping(entry: &Entry) -> crate::diagnostics::Finding {
    let finding = wrong_kind::not_a_mapping(&entry.value, entry.key_span, "a field");
    match entry.value.scalar() {
        Some(scalar) if scalar.plain => finding.replace(
            "a field is written like this",
            entry.value.span,
            format!("{{ type: {} }}", scalar.text),
        ),
        _ => finding.help("a field is written like this: `{ type: string, max_length: 64 }`"),
    }
}

fn broken(name: Spanned<String>) -> FieldSpec {
    FieldSpec {
        ty: Spanned::new(TypeSpec::Broken, name.span),
        name,
        rust_name: None,
        required: false,
        required_when: None,
        one_of: None,
        id: false,
        sensitive: None,
        nullable: false,
        default: None,
        deprecated: None,
        doc: None,
        quoted: false,
        json_text: false,
        stated_limit: None,
    }
}
