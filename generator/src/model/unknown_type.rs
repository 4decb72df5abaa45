//! C0016: a type that is not defined.

use crate::diagnostics::{Finding, Rule, Severity, nearest};
use crate::spec::Span;
use crate::spec::vocabulary::built_in_types;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0016",
    name: "unknown-type",
    severity: Severity::Error,
    summary: "A `type` is neither built in nor in the version's `types.yaml`.",
    why: "Types belong to one version of an API: `v1` and `v2` of a wallet often use one name for different fields.",
    fix: "Correct the name, or define the type in `types.yaml` beside the endpoints.",
    example: "paymentAmount: { type: Amout }\n# fixed:\npaymentAmount: { type: Amount }",
};

/// `span` is the place of the name, `defined` what `types.yaml` has.
pub(crate) fn finding<'a>(span: Span, name: &str, defined: impl Iterator<Item = &'a str>) -> Finding {
    let finding = Finding::new(&RULE, span, format!("unknown type `{name}`"))
        .label("neither built in nor in the `types.yaml` of this version");
    match nearest(name, defined.chain(built_in_types())) {
        Some(near) => finding.replace("a type with a similar name exists", span, near),
        None => finding.help("define it in `types.yaml`"),
    }
}
