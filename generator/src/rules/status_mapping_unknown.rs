//! C0041: a status that is not there.

use super::{Context, paths};
use crate::diagnostics::{Findings, Rule, Severity};
use crate::model::{Endpoint, Table, Version};
use crate::spec::syntax::SettledBySpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0041",
    name: "status-mapping-unknown",
    severity: Severity::Error,
    summary: "`settled_by` or `settles` names a status, a value, a list or a result code that is not there.",
    why: "By these, the client decides whether money has moved. A name that never comes up leaves the outcome open for \
          ever, or worse, is taken for another one.",
    fix: "Name a text or an enum of the message that is read, values that it lists, and result codes of the inquiry with \
          status F.",
    example: "# v1/payments/inquiryPayment.yaml\nresponse:\n  \
              paymentStatus: { type: enum, values: [SUCCESS, FAIL, PROCESSING] }\n# v1/payments/pay.yaml\n\
              settled_by: { endpoint: v1/payments/inquiryPayment, status: paymentStatus, success: [SUCCEEDED] }\n\
              # fixed:\n\
              settled_by: { endpoint: v1/payments/inquiryPayment, status: paymentStatus, success: [SUCCESS] }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints() {
        if let Some(settled_by) = &spec.settled_by
            && let Some((inquiry, version)) = context.whole_call(&settled_by.endpoint.value)
        {
            check_settled_by(settled_by, endpoint, inquiry, version, findings);
        }
        for (row, resolved) in spec.settles.iter().zip(&endpoint.settles).filter(|_| spec.whole) {
            let table = Table::request(&endpoint.request, version);
            findings.extend(paths::status(&RULE, &row.status, &resolved.status, &table, "the notification"));
        }
    }
}

fn check_settled_by(
    spec: &SettledBySpec,
    call: &Endpoint,
    inquiry: &Endpoint,
    version: &Version,
    findings: &mut Findings,
) {
    findings.extend(spec.not_found.iter().filter_map(|code| paths::not_found(&RULE, code, inquiry)));
    let response = Table::response(inquiry, version);
    let (table, name) = match &spec.list {
        None => (response, "the response"),
        Some(list) => match response.entries_at(&list.value) {
            Ok(entries) => (entries, "the entry"),
            Err(error) => return findings.push(paths::lost(&RULE, list, &error, "the response")),
        },
    };
    for pair in &spec.equal {
        if let Err(error) = table.value_at(&pair.theirs.value) {
            findings.push(paths::lost(&RULE, &pair.theirs, &error, name));
        }
    }
    let resolved = call.settled_by.as_ref().and_then(|resolved| resolved.status.as_ref());
    if let (Some(status), Some(resolved)) = (&spec.status, resolved) {
        findings.extend(paths::status(&RULE, status, resolved, &table, name));
    }
}
