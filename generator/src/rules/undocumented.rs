//! C0030: fields that nobody explains.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::spec::syntax::{FieldSpec, TypeSpec};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0030",
    name: "undocumented",
    severity: Severity::Warning,
    summary: "A field has no `doc`.",
    why: "The text becomes the documentation of the Rust field, which is where it is looked for.",
    fix: "Say in a sentence what it holds.",
    example: "partnerId: { type: string, max_length: 32 }\n\
              # fixed:\npartnerId: { type: string, max_length: 32, doc: Partner that owns the order. }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
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
