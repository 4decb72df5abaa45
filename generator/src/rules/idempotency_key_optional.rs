//! C0025: idempotency keys that may be left out.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::{Span, Spanned};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0025",
    name: "idempotency-key-optional",
    severity: Severity::Warning,
    summary: "No field that `idempotency_key` needs is required.",
    why: "A call without the field cannot be told from a second one, so it is sent once, whatever happens to it.",
    fix: "Make a field of the key `required: true`. Where one of several fields is enough for the wallet, name them by `any`.",
    example: "idempotency_key: paymentRequestId\nrequest:\n  paymentRequestId: { type: string, max_length: 64 }\n\
              # fixed:\nrequest:\n  paymentRequestId: { type: string, max_length: 64, required: true }",
};

/// `field` is the place of the field.
pub(super) fn finding(key: &Spanned<String>, field: Span) -> Finding {
    Finding::new(&RULE, key.span, format!("the idempotency key needs `{}`, which is not required", key.value))
        .related(field, "may be left out")
        .help("make it `required: true`, or write `{ any: [...] }` if another field can take its place")
}
