//! C0036: `settled_by` an endpoint whose response nobody can read but a person.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::model::Endpoint;
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0036",
    name: "settled-by-silent",
    severity: Severity::Warning,
    summary: "Nothing says how the response of the endpoint that `settled_by` names tells how this call ended.",
    why: "With `status`, the client finds out by itself what an unknown outcome came to (`client.settle(unknown)`). \
          Without, everybody writes that code anew. An endpoint that is marked `partial` is let pass: its tables may not \
          have the field.",
    fix: "Add `status` and its values to `settled_by`.",
    example: "# v1/payments/inquiryPayment.yaml, which settles payments/pay\n\
              response:\n  paymentStatus: { type: enum, values: [SUCCESS, FAIL, PROCESSING] }\n\
              # v1/payments/pay.yaml\nsettled_by: { endpoint: v1/payments/inquiryPayment }\n# fixed:\n\
              settled_by: { endpoint: v1/payments/inquiryPayment, status: paymentStatus, success: [SUCCESS], \
              failure: [FAIL] }",
};

/// `inquiry` is what `written` names.
pub(super) fn finding(written: &Spanned<String>, inquiry: &Endpoint) -> Finding {
    let message = format!("nothing says how `{}` tells how this call ended", written.value);
    Finding::new(&RULE, written.span, message)
        .related(inquiry.span, "the inquiry")
        .help("add to `settled_by`: `status: paymentStatus, success: [SUCCESS], failure: [FAIL]`")
}
