//! C0030: endpoints and fields that nobody explains.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::spec::syntax::{FieldSpec, TypeSpec};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0030",
    name: "undocumented",
    severity: Severity::Warning,
    summary: "A field has no `doc`, or the `summary` of an endpoint is still to be written.",
    why: "The text becomes the documentation of the Rust field or method, which is where it is looked for. A `summary` that \
          begins with `TODO` is that of a file of `countersign new` which nobody has filled in.",
    fix: "Say in a sentence what the field holds, or what the endpoint does.",
    example: "partnerId: { type: string, max_length: 32 }\n\
              # fixed:\npartnerId: { type: string, max_length: 32, doc: Partner that owns the order. }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, ..) in context.endpoints() {
        let Some(summary) = spec.summary.as_ref().filter(|summary| is_to_be_written(&summary.value)) else {
            continue;
        };
        findings.push(
            Finding::new(&RULE, summary.span, "the `summary` is still to be written")
                .help("say in a sentence what the endpoint does"),
        );
    }
    for object in context.objects() {
        let broken = |spec: &FieldSpec| matches!(spec.ty.value, TypeSpec::Broken);
        for spec in object.specs.iter().filter(|spec| spec.doc.is_none() && !broken(spec)) {
            findings.push(
                Finding::new(&RULE, spec.name.span, format!("`{}` has no `doc`", spec.name.value))
                    .help("say in a sentence what it holds: `doc: ...`"),
            );
        }
    }
}

/// Empty, or the placeholder of a new file.
fn is_to_be_written(summary: &str) -> bool {
    let summary = summary.trim();
    summary.is_empty() || summary.starts_with("TODO")
}
