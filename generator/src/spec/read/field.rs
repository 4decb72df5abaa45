//! Fields of a request, a response, or a type.

use super::mapping::{Mapping, text};
use super::when::required_when;
use super::written_type::{length, written_type};
use crate::diagnostics::Findings;
use crate::spec::findings::too_many_fields::{self, MAX_FIELDS};
use crate::spec::findings::{bad_value, name_not_allowed, wrong_kind};
use crate::spec::forms::{FIELD, WIRE};
use crate::spec::syntax::{FieldSpec, LengthSpec, TypeSpec};
use crate::spec::vocabulary::{Named, Unseen};
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
    let (required_when, old_condition) = required_when(&field, findings);
    let ty = written_type(&field, &FIELD, findings);
    FieldSpec {
        unseen: unseen(&field, &ty.value, findings),
        // A text has its length in its type.
        written: match ty.value {
            TypeSpec::Text(_) | TypeSpec::Url(_) => LengthSpec::default(),
            _ => length(&field, findings),
        },
        ty,
        rust_name: field.rust_name(Named::Field, findings),
        required: field.boolean("required", findings).unwrap_or_default(),
        required_when,
        old_condition,
        condition: field.prose("condition", findings),
        one_of: field.prose("one_of", findings),
        id: field.boolean("id", findings).unwrap_or_default(),
        sensitive: field.boolean("sensitive", findings),
        nullable: field.boolean("nullable", findings).unwrap_or_default(),
        default: default(&field, findings),
        deprecated: field.prose("deprecated", findings),
        doc: field.prose("doc", findings),
        quoted: field.choice("wire", WIRE, findings).unwrap_or_default(),
        json_text: field.boolean("json_text", findings).unwrap_or_default(),
        name,
    }
}

/// `unseen`: a list of words. What is written after all was seen.
fn unseen(field: &Mapping<'_>, ty: &TypeSpec, findings: &mut Findings) -> Unseen {
    let mut unseen = Unseen::default();
    let Some(entry) = field.get("unseen") else { return unseen };
    for item in field.list("unseen", "`max_length`, `required`, or both", findings) {
        let Some(word) = text(item, "unseen", entry.key_span, findings) else { continue };
        if word.value == "max_length" && !may_have_length(ty) {
            let wanted = "`max_length` for what is no number or boolean";
            findings.push(bad_value::out_of_range(word.span, "unseen", wanted));
        } else if !unseen.add(&word.value) {
            findings.push(bad_value::no_such_word(word.span, "unseen", &word.value, Unseen::WORDS));
        } else if let Some(stated) = field.get(&word.value) {
            let problem = format!("`{}` is unseen, and written all the same", word.value);
            findings.push(bad_value::contradiction(word.span, &problem, stated.key_span, "written here"));
        }
    }
    unseen
}

/// Whether a wallet's table may limit the length: of texts, of what is written like one, and of what has texts in it.
fn may_have_length(ty: &TypeSpec) -> bool {
    match ty {
        TypeSpec::Integer { .. } => false,
        TypeSpec::Primitive(primitive) => !primitive.info().form.is_quotable(),
        _ => true,
    }
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

/// A field of which no more than its name is known.
pub(super) fn broken(name: Spanned<String>) -> FieldSpec {
    FieldSpec {
        ty: Spanned::new(TypeSpec::Broken, name.span),
        name,
        rust_name: None,
        required: false,
        required_when: Vec::new(),
        old_condition: None,
        condition: None,
        one_of: None,
        id: false,
        sensitive: None,
        unseen: Unseen::default(),
        nullable: false,
        default: None,
        deprecated: None,
        doc: None,
        quoted: false,
        json_text: false,
        written: LengthSpec::default(),
    }
}
