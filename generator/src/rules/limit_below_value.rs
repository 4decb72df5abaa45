//! C0033: limits that an enum's own values do not keep.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Enum, Shape, Version};
use crate::spec::findings::key_does_not_apply;
use crate::spec::syntax::{FieldSpec, TypeSpec};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0033",
    name: "limit-below-value",
    severity: Severity::Warning,
    summary: "The `max_length` of an enum is shorter than one of its values.",
    why: "A wallet's table that contradicts itself is worth asking about. A value that is longer than the \
          limit is refused before it is sent.",
    fix: "Correct the limit or the value. When the wallet's table really says both, leave the limit out and tell it \
          in `doc`.",
    example: "grantType: { type: enum, values: [AUTHORIZATION_CODE, REFRESH_TOKEN], max_length: 16 }\n\
              # fixed:\ngrantType: { type: enum, values: [AUTHORIZATION_CODE, REFRESH_TOKEN], \
              doc: The table limits it to 16 characters. }",
};

/// Also finds limits of objects, which have no effect.
/// Also refuses lengths of what has none: which type a name stands for is not known before.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        for spec in object.specs.iter().filter(|spec| !spec.json_text) {
            match written(spec, object.version) {
                Written::Listed(values) => findings.extend(finding(spec, values)),
                Written::OtherThanText => {
                    findings.extend(spec.written.keys.iter().map(key_does_not_apply::length));
                }
                Written::Text => {}
            }
        }
    }
}

/// How the value of a field is written.
enum Written<'a> {
    /// As one of these texts.
    Listed(&'a Enum),
    /// As an object, a list, a number or a boolean.
    OtherThanText,
    /// As a text, or in a way that is not known.
    Text,
}

fn written<'a>(spec: &'a FieldSpec, version: &'a Version) -> Written<'a> {
    match &spec.ty.value {
        TypeSpec::Enum(values) => Written::Listed(values),
        TypeSpec::Named(name) => match version.type_named(name).map(|definition| &definition.shape) {
            Some(Shape::Enum(values)) => Written::Listed(values),
            Some(Shape::Object(_)) => Written::OtherThanText,
            None => Written::Text,
        },
        TypeSpec::List { .. } | TypeSpec::Map { .. } | TypeSpec::Integer { .. } => Written::OtherThanText,
        TypeSpec::Primitive(primitive) if primitive.info().form.is_quotable() => Written::OtherThanText,
        _ => Written::Text,
    }
}

fn finding(spec: &FieldSpec, values: &Enum) -> Option<Finding> {
    let limit = spec.written.max.as_ref()?;
    let length = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let longest = values.values.iter().max_by_key(|value| length(&value.value))?;
    (length(&longest.value) > limit.value).then(|| {
        let message = format!(
            "the limit of `{}` is {}, but `{}` has {} characters",
            spec.name.value,
            limit.value,
            longest.value,
            length(&longest.value)
        );
        Finding::new(&RULE, limit.span, message)
            .label("shorter than a value")
            .related(longest.span, "longer than the limit")
            .help("correct one of them; when the wallet's table says both, leave the limit out and tell it in `doc`")
    })
}
