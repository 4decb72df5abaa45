//! C0042: an inquiry that is asked by what is not there.

use super::{Context, paths};
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Endpoint, Place, Table, Version, goes_into};
use crate::spec::syntax::PairSpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0042",
    name: "ask-unknown",
    severity: Severity::Error,
    summary: "`ask` or `where` names a field that is not there, or whose value does not fit.",
    why: "The client makes the inquiry's request out of what was sent. An inquiry by a field that is not there would be \
          about another call, or about none.",
    fix: "Before the colon, name a field of the inquiry's request (`ask`) or of an entry of the list (`where`); behind it, \
          a field of this request with the same type.",
    example: "# v1/payments/capture.yaml\nsettled_by:\n  endpoint: v1/payments/inquiryPayment\n  \
              ask: { payId: paymentId }\n  status: captureStatus\n  success: [SUCCESS]\n# fixed:\nsettled_by:\n  \
              endpoint: v1/payments/inquiryPayment\n  ask: { paymentId: paymentId }\n  status: captureStatus\n  \
              success: [SUCCESS]",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, call, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        let Some(settled_by) = &spec.settled_by else { continue };
        let request = Table::request(&call.request, version);
        for pair in &settled_by.equal {
            if let Err(error) = request.value_at(&pair.own.value) {
                findings.push(paths::lost(&RULE, &pair.own, &error, "this request"));
            }
        }
        let Some((inquiry, theirs)) = context.whole_call(&settled_by.endpoint.value) else { continue };
        for pair in &settled_by.ask {
            findings.extend(wrong(pair, request, inquiry, theirs));
        }
    }
}

fn wrong(pair: &PairSpec, request: Table<'_>, inquiry: &Endpoint, theirs: &Version) -> Vec<Finding> {
    let mut findings = Vec::new();
    // What is asked by is a field of the request itself, and not of an object in it.
    let wanted = inquiry.request.iter().find(|field| field.name == pair.theirs.value);
    if wanted.is_none() {
        let known = inquiry.request.iter().map(|field| field.name.as_str()).collect();
        let error = crate::model::PathError::Unknown(&pair.theirs.value, known);
        let name = format!("the request of `{}`", inquiry.address());
        findings.push(paths::lost(&RULE, &pair.theirs, &error, &name));
    }
    match (request.at(&pair.own.value), wanted) {
        (Err(error), _) => findings.push(paths::lost(&RULE, &pair.own, &error, "this request")),
        (Ok(Place::Field(own)), Some(wanted))
            if !goes_into(own, &request.version.name, wanted, &theirs.name) =>
        {
            let message = format!("`{}` does not fit into `{}`", own.name, wanted.name);
            findings.push(
                Finding::new(&RULE, pair.own.span, message)
                    .related(wanted.span, "has another type")
                    .help("name a field of the same type"),
            );
        }
        _ => {}
    }
    findings
}
