//! C0033: limits that an enum's own values do not keep.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Enum, Shape, Version};
use crate::spec::Spanned;
use crate::spec::findings::key_does_not_apply;
use crate::spec::syntax::{FieldSpec, TypeSpec};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0033",
    name: "limit-below-value",
    severity: Severity::Warning,
    summary: "The `max_length` of an enum is shorter than one of its values.",
    why: "A wallet's table that contradicts itself is worth asking about. The values count: the limit of an enum is \
          shown in the documentation and checked nowhere else.",
    fix: "Correct the limit or the value. When the wallet's table really says both, leave the limit out and tell it \
          in `doc`.",
    example: "grantType: { type: enum, values: [AUTHORIZATION_CODE, REFRESH_TOKEN], max_length: 16 }\n\
              # fixed:\ngrantType: { type: enum, values: [AUTHORIZATION_CODE, REFRESH_TOKEN], \
              doc: The table limits it to 16 characters. }",
};

/// Also finds limits of objects, which have no effect.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        for spec in object.specs {
            let Some(limit) = spec.written_max.as_ref().filter(|_| !spec.json_text) else { continue };
            let found = match values(spec, object.version) {
                Values::Listed(values) => finding(spec, limit, values),
                Values::None => Some(key_does_not_apply::limit_of_object(limit.span)),
                Values::Unknown => None,
            };
            found.into_iter().for_each(|finding| findings.push(finding));
        }
    }
}

/// What a field's type lists.
enum Values<'a> {
    Listed(&'a Enum),
    /// It is an object.
    None,
    /// It is not defined, which is another finding.
    Unknown,
}

fn values<'a>(spec: &'a FieldSpec, version: &'a Version) -> Values<'a> {
    match &spec.ty.value {
        TypeSpec::Enum(values) => Values::Listed(values),
        TypeSpec::Named(name) => match version.type_named(name).map(|definition| &definition.shape) {
            Some(Shape::Enum(values)) => Values::Listed(values),
            Some(Shape::Object(_)) => Values::None,
            None => Values::Unknown,
        },
        TypeSpec::List { .. } | TypeSpec::Map { .. } => Values::None,
        TypeSpec::Integer { .. } => Values::None,
        TypeSpec::Primitive(primitive) if primitive.info().form.is_quotable() => Values::None,
        _ => Values::Unknown,
    }
}

/// Of several values that are too long, the longest one.
fn finding(spec: &FieldSpec, limit: &Spanned<i64>, values: &Enum) -> Option<Finding> {
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
