//! C0026: `settled_by` that leads nowhere.

use super::{Context, paths, settled_by_not_carried, settled_by_silent, settled_by_unnamed};
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Endpoint, Kind, Unsettled, settling};
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0026",
    name: "settled-by-unknown",
    severity: Severity::Error,
    summary: "`settled_by` does not name an endpoint that can be called.",
    why: "When the outcome of a call is unknown, the client asks that endpoint. It must exist.",
    fix: "Name a call of this API with its version: `v1/payments/inquiryPayment`.",
    example: "settled_by: { endpoint: payments/inquiryPayment, status: paymentStatus, success: [SUCCESS] }\n\
              # fixed:\n\
              settled_by: { endpoint: v1/payments/inquiryPayment, status: paymentStatus, success: [SUCCESS] }",
};

/// Also looks for endpoints that could not be asked, or whose response says nothing of this call.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, call, _) in context.endpoints().filter(|(spec, ..)| spec.kind == Kind::Call) {
        let Some(written) = spec.settled_by.as_ref().map(|settled_by| &settled_by.endpoint) else { continue };
        findings.extend(paths::no_call(&RULE, written, context));
        let is_broken = findings.is_broken(spec.file);
        if spec.whole && context.whole_call(&written.value).is_some() {
            findings.extend(unsettled(context, call, written, is_broken));
        }
    }
}

/// Why the client cannot settle it by itself. Of a broken `settled_by`, not what follows from that.
fn unsettled(
    context: &Context<'_>,
    call: &Endpoint,
    written: &Spanned<String>,
    is_broken: bool,
) -> Option<Finding> {
    match settling(call, context.api)?.err()? {
        Unsettled::Silent(inquiry) if inquiry.partial || is_broken => None,
        Unsettled::Silent(inquiry) => Some(settled_by_silent::finding(written, inquiry)),
        Unsettled::NotFilled(_, needed) => Some(settled_by_not_carried::lacking(written, &needed)),
        Unsettled::Unnamed(inquiry, _) if asks_by_what_is_not_there(call, inquiry) => None,
        Unsettled::Unnamed(inquiry, lacking) => Some(settled_by_unnamed::finding(written, inquiry, &lacking)),
    }
}

fn asks_by_what_is_not_there(call: &Endpoint, inquiry: &Endpoint) -> bool {
    let asked = call.settled_by.iter().flat_map(|rules| &rules.ask);
    asked.into_iter().any(|(theirs, _)| inquiry.request.iter().all(|field| field.name != *theirs))
}
