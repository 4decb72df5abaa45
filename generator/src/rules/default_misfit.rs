//! C0023: defaults that the field itself could not hold.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::value_misfits;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0023",
    name: "default-misfit",
    severity: Severity::Error,
    summary: "A `default` does not fit its own field.",
    why: "The default says what the wallet takes when the field is left out. One that could not be sent is a mistake \
          in the default or in the limits.",
    fix: "Correct the one or the other.",
    example: "currency: { type: string, max_length: 3, default: DOLLAR }\n\
              # fixed:\ncurrency: { type: string, max_length: 3, default: USD }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        for (spec, field) in object.pairs() {
            let (Some(written), Some(text)) = (&spec.default, &field.default) else { continue };
            let Ok(value) = serde_json::from_str(text) else { continue };
            for misfit in value_misfits(&value, field, object.version) {
                findings.push(
                    Finding::new(
                        &RULE,
                        written.span,
                        format!("the default of `{}` {}", field.name, misfit.message),
                    )
                    .help("correct the default or the field's limits"),
                );
            }
        }
    }
}
