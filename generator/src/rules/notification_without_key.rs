//! C0048: a notification of which a repeat is not recognised.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Endpoint, Kind, Table, Version};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0048",
    name: "notification-without-key",
    severity: Severity::Warning,
    summary: "A notification has no `idempotency_key`.",
    why: "Wallets send a notification again until it is acknowledged, and sometimes after that. Without a key, each \
          wording counts as a new one, and is handled again.",
    fix: "Name one required id, and every field that decides the verdict. A call of the wallet that only asks for \
          something is `read_only: true`. A notification of which only a list is required, a batch of messages for \
          example, needs no key: the things in its list are recognised one by one, by whoever handles them.",
    example: "kind: notification\nsettles: [{ endpoints: [v1/payments/pay], id: paymentRequestId, status: paymentStatus, \
              success: [SUCCESS] }]\n# fixed:\nkind: notification\n\
              idempotency_key: { all: [paymentRequestId, paymentStatus] }\nsettles: [{ endpoints: [v1/payments/pay], \
              id: paymentRequestId, status: paymentStatus, success: [SUCCESS] }]",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints() {
        let lacks =
            endpoint.kind == Kind::Notification && spec.idempotency_key.is_none() && !endpoint.read_only;
        if lacks && !findings.is_broken(spec.file) && !is_batch(endpoint, version) {
            findings.push(
                Finding::new(&RULE, spec.path.span, "a repeat of this notification is not recognised")
                    .label("has no `idempotency_key`")
                    .help(
                        "add `idempotency_key: { all: [paymentRequestId, paymentStatus] }`, or `read_only: true` if it \
                         only asks",
                    ),
            );
        }
    }
}

/// Whether it is a list of things, none of whose other fields could be a key.
fn is_batch(endpoint: &Endpoint, version: &Version) -> bool {
    let table = Table::request(&endpoint.request, version);
    let mut required = endpoint.request.iter().filter(|field| field.required).peekable();
    required.peek().is_some() && required.all(|field| table.value_at(&field.name).is_err())
}
