//! C0020: texts that are sent without a limit.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::spec::Spanned;
use crate::spec::syntax::TypeSpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0020",
    name: "limit-missing",
    severity: Severity::Warning,
    summary: "A text that is sent has no `max_length`.",
    why: "The limit becomes part of the field's Rust type, so that a text that the wallet would refuse does not \
          compile. Without it nothing is checked.",
    fix: "Take the limit from the wallet's table. When it states none, say so: `max_length: unlimited`. When the table was not \
          seen, say that: `unseen: [max_length]`.",
    example: "orderTitle: { type: string }\n# fixed:\norderTitle: { type: string, max_length: 256 }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects().iter().filter(|object| object.sent) {
        for spec in object.specs.iter().filter(|spec| !spec.unseen.max_length) {
            check_type(&spec.ty, &spec.name.value, findings);
        }
    }
}

fn check_type(ty: &Spanned<TypeSpec>, field: &str, findings: &mut Findings) {
    match &ty.value {
        TypeSpec::Text(text) | TypeSpec::Url(text) if !text.limit_stated => findings.push(
            Finding::new(&RULE, ty.span, format!("`{field}` is sent, but has no `max_length`"))
                .label("a text without a limit")
                .help(
                    "take it from the wallet's table; when it states none, write `max_length: unlimited`; when it was not seen, \
                     `unseen: [max_length]`",
                ),
        ),
        TypeSpec::List { items, .. } => check_type(items, field, findings),
        TypeSpec::Map { values, .. } => check_type(values, field, findings),
        _ => {}
    }
}
