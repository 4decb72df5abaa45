//! C0027: `settled_by` an endpoint that cannot be asked about this call.

use super::{Finding, Rule, Severity};
use crate::model::Endpoint;
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0027",
    name: "settled-by-unrelated",
    severity: Severity::Error,
    summary: "The request of the endpoint that `settled_by` names has no field in common with this request.",
    why: "After an unknown outcome there is no answer, so the only thing to ask with is what was sent.",
    fix: "Name an endpoint that takes one of the fields of this request, such as its idempotency key.",
    example: "# payments/pay has paymentRequestId; payments/refund has refundId only\n\
              settled_by: v1/payments/refund\n# mended:\nsettled_by: v1/payments/inquiryPayment",
    // The check of settled-by-unknown finds it.
    check: None,
};

/// `target` is what `written` names.
pub(super) fn finding(endpoint: &Endpoint, target: &Endpoint, written: &Spanned<String>) -> Option<Finding> {
    let shared = |name: &str| endpoint.request.iter().any(|field| field.name == name);
    if target.request.iter().any(|field| shared(&field.name)) {
        return None;
    }
    let finding =
        Finding::new(&RULE, written.span, format!("`{}` takes no field of this request", written.value))
            .label("cannot be asked about this call")
            .related(target.span, "its request has other fields only")
            .help("name an endpoint that takes one of the fields of this request");
    Some(finding)
}
