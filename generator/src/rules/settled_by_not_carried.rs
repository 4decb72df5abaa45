//! C0037: `settled_by` an endpoint that needs more than this call has.

use super::{Finding, Rule, Severity, nearest::listed};
use crate::model::{Endpoint, Field};
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0037",
    name: "settled-by-not-carried",
    severity: Severity::Warning,
    summary: "This request lacks what the endpoint that `settled_by` names has to be asked with.",
    why: "To settle an unknown outcome, the client makes the inquiry's request out of what was sent: the fields that the \
          inquiry requires, and one of each `one_of` group, under the same names and with the same types. One of them \
          must belong to the idempotency key, or the answer might be about another call. Where that does not work, \
          there is no `client.settle(unknown)`.",
    fix: "Give the fields of both requests the same name and type, or name an endpoint that can be asked with what this \
          request has.",
    example: "# v1/payments/inquiryPayment requires partnerId and paymentRequestId\n\
              settled_by: v1/payments/inquiryPayment\nrequest:\n  \
              paymentRequestId: { type: string, max_length: 64, required: true }\n\
              # mended:\nrequest:\n  \
              partnerId: { type: string, max_length: 32, required: true }\n  \
              paymentRequestId: { type: string, max_length: 64, required: true }",
    // The check of settled-by-unknown finds it.
    check: None,
};

/// `needed` are fields of the inquiry's request, of which one would do.
pub(super) fn lacking(written: &Spanned<String>, needed: &[&Field]) -> Finding {
    let names: Vec<String> = needed.iter().map(|field| format!("`{}`", field.name)).collect();
    let message = format!("this request lacks what `{}` needs: {}", written.value, names.join(" or "));
    let finding = Finding::new(&RULE, written.span, message).label("cannot be asked about this call");
    let finding = match needed.first() {
        Some(field) => finding.related(field.span, "needed here"),
        None => finding,
    };
    finding.help("add it to this request, under the same name and with the same type")
}

/// The question would not say which call it is about.
pub(super) fn not_by_key(written: &Spanned<String>, call: &Endpoint, inquiry: &Endpoint) -> Finding {
    let key = listed(call.idempotency_key.iter().map(String::as_str));
    Finding::new(&RULE, written.span, format!("`{}` is not asked by {key}", written.value))
        .label("its answer may be about another call")
        .related(inquiry.span, "takes no part of the idempotency key")
        .help("name an endpoint whose request requires the idempotency key, or has it in a `one_of` group")
}
