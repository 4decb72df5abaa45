//! C0036: `settled_by` an endpoint whose answer nobody can read but a person.

use super::{Finding, Rule, Severity};
use crate::model::Endpoint;
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0036",
    name: "settled-by-silent",
    severity: Severity::Warning,
    summary: "The endpoint that `settled_by` names does not say by `tells` how the other call ended.",
    why: "With `tells`, the client finds out by itself what an unknown outcome came to (`client.settle(unknown)`). \
          Without, everybody writes that code anew. An endpoint that is marked `partial` is let pass: its tables may not \
          have the field.",
    fix: "Add `tells` to the endpoint that is asked.",
    example: "# v1/payments/inquiryPayment.yaml, which settles payments/pay\n\
              response:\n  paymentStatus: { type: enum, values: [SUCCESS, FAIL, PROCESSING] }\n\
              # mended:\ntells: { status: paymentStatus, success: [SUCCESS], failure: [FAIL] }",
    // The check of settled-by-unknown finds it.
    check: None,
};

/// `inquiry` is what `written` names.
pub(super) fn finding(written: &Spanned<String>, inquiry: &Endpoint) -> Finding {
    Finding::new(&RULE, written.span, format!("`{}` does not say how this call ended", written.value))
        .related(inquiry.span, "has no `tells`")
        .help("add to it: `tells: { status: paymentStatus, success: [SUCCESS], failure: [FAIL] }`")
}
