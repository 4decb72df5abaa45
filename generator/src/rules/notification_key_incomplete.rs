//! C0047: a notification's key by which two verdicts are one.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity, listed};
use crate::model::{Endpoint, IdempotencyKey, Kind, Table};
use crate::spec::syntax::KeySpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0047",
    name: "notification-key-incomplete",
    severity: Severity::Error,
    summary: "The key of a notification lacks an id that is always there, or a field that decides its verdict.",
    why: "PENDING, then SUCCESS of one payment are two notifications. If the key does not tell them apart, the second one \
          counts as a repeat, and the order stays unpaid.",
    fix: "Name one required id, and every field that a row of `settles` reads to reach its verdict.",
    example: "idempotency_key: paymentRequestId\n\
              settles: [{ endpoints: [v1/payments/pay], id: paymentRequestId, status: paymentStatus, success: [SUCCESS] }]\n\
              # fixed:\nidempotency_key: { all: [paymentRequestId, paymentStatus] }\n\
              settles: [{ endpoints: [v1/payments/pay], id: paymentRequestId, status: paymentStatus, success: [SUCCESS] }]",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        if let Some(key) = &spec.idempotency_key
            && endpoint.kind == Kind::Notification
        {
            let table = Table::request(&endpoint.request, version);
            findings.extend(incomplete(key, endpoint, &table));
        }
    }
}

fn incomplete(key: &KeySpec, endpoint: &Endpoint, table: &Table<'_>) -> Option<Finding> {
    let deciding = deciding(endpoint, table);
    let fields = endpoint.idempotency_key.fields();
    let has = |path: &str| fields.iter().any(|field| field == path);
    let missing: Vec<&str> = deciding.iter().copied().filter(|path| !has(path)).collect();
    let is_id = |name: &String| {
        let required = endpoint.request.iter().any(|field| field.name == *name && field.required);
        required && !deciding.contains(&name.as_str())
    };
    let finding = |message: String| Finding::new(&RULE, key.span, message);
    if !missing.is_empty() {
        let all: Vec<&str> = fields.iter().map(String::as_str).chain(missing.iter().copied()).collect();
        let message =
            format!("the key lacks {}, on which the verdict depends", listed(missing.iter().copied()));
        let both = format!("{{ all: [{}] }}", all.join(", "));
        return Some(finding(message).label("takes two verdicts for one notification").replace(
            "name the fields together",
            key.span,
            both,
        ));
    }
    if matches!(endpoint.idempotency_key, IdempotencyKey::Any(_)) {
        return Some(
            finding("a notification is recognised by all fields of its key".to_owned())
                .label("may be another field each time")
                .help("write `{ all: [...] }` with one required id, and the fields that decide the verdict"),
        );
    }
    (!fields.iter().any(is_id)).then(|| {
        finding("no field of the key is an id that is always there".to_owned())
            .help("add a required id of the notification, such as that of the payment")
    })
}

/// The fields that rows of `settles` read, those that there are.
fn deciding<'a>(endpoint: &'a Endpoint, table: &Table<'_>) -> Vec<&'a str> {
    let mut deciding: Vec<&str> = Vec::new();
    for row in &endpoint.settles {
        let read = row.when.iter().map(crate::model::Comparison::path).chain([row.status.status.as_str()]);
        for path in read {
            if !deciding.contains(&path) && table.value_at(path).is_ok() {
                deciding.push(path);
            }
        }
    }
    deciding
}
