//! C0051: money without a currency, or without a value.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Shape, Type, TypeRole};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0051",
    name: "money-misused",
    severity: Severity::Error,
    summary: "A type with `role: money` is not a currency and a value in its smallest unit.",
    why: "Amounts are compared before an outcome is believed, and made by `money!`: both need to know where the currency \
          and the value stand, and that both are always there.",
    fix: "Give the type a required text `currency` and a required `value`, a text or an integer, or remove `role`.",
    example: "Amount:\n  role: money\n  value: { type: string, max_length: 16, required: true }\n\
              # fixed:\nAmount:\n  role: money\n  \
              currency: { type: string, max_length: 3, pattern: \"[A-Z]{3}\", required: true }\n  \
              value: { type: string, max_length: 16, pattern: \"[1-9][0-9]*\", required: true }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (version, model) in context.versions() {
        for spec in &version.types {
            let Some(role) = &spec.role else { continue };
            let TypeRole::Money = role.value;
            let Some(definition) = model.type_named(&spec.name.value) else { continue };
            let Shape::Object(fields) = &definition.shape else { continue };
            for (name, wanted) in [("currency", "a text"), ("value", "a text or an integer")] {
                let field = fields.iter().find(|field| field.name == name);
                let fits = field.is_some_and(|field| {
                    let number = name == "value" && matches!(field.ty, Type::Integer { .. });
                    field.required && (number || matches!(field.ty, Type::Text(_) | Type::JSON))
                });
                if !fits {
                    let message = format!("an amount of money has a required `{name}`, {wanted}");
                    let finding = Finding::new(&RULE, role.span, message);
                    findings.push(match field {
                        Some(field) => finding.related(field.span, "is something else"),
                        None => finding.help(format!("add `{name}`, or remove `role: money`")),
                    });
                }
            }
        }
    }
}
