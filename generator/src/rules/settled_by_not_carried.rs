//! C0037: `settled_by` an endpoint that needs more than this call has.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::model::Field;
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0037",
    name: "settled-by-not-carried",
    severity: Severity::Error,
    summary: "This request lacks what the endpoint that `settled_by` names has to be asked with.",
    why: "To settle an unknown outcome, the client makes the inquiry's request out of what was sent: the fields that the \
          inquiry requires, and one of each `one_of` group, from fields with the same names and types, and from those \
          that `ask` names.",
    fix: "Say by `ask` which field of this request goes into the inquiry's, or name an endpoint that can be asked with \
          what this request has.",
    example: "# v1/orders/find requires orderNo\nsettled_by: { endpoint: v1/orders/find, status: state, success: [PAID] }\n\
              request:\n  orderNumber: { type: string, max_length: 64, required: true }\n\
              # fixed:\nsettled_by:\n  endpoint: v1/orders/find\n  ask: { orderNo: orderNumber }\n  \
              status: state\n  success: [PAID]",
};

/// `needed` are fields of the inquiry's request, of which one would do.
pub(super) fn lacking(written: &Spanned<String>, needed: &[&Field]) -> Finding {
    let names: Vec<String> = needed.iter().map(|field| format!("`{}`", field.name)).collect();
    let message = format!("this request lacks what `{}` needs: {}", written.value, names.join(" or "));
    let finding = Finding::new(&RULE, written.span, message).label("cannot be asked about this call");
    let (finding, name) = match needed.first() {
        Some(field) => (finding.related(field.span, "needed here"), field.name.as_str()),
        None => (finding, "field"),
    };
    finding.help(format!("say where it comes from, by `ask: {{ {name}: ... }}`, or add it to this request"))
}
