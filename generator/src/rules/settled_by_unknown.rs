//! C0026: `settled_by` that leads nowhere.

use super::{
    Context, Finding, Findings, Rule, Severity, paths, settled_by_not_carried, settled_by_silent,
    settled_by_unnamed,
};
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
    check: Some(check),
};

/// Also looks for endpoints that could not be asked, or whose response says nothing of this call.
fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, call, _) in context.endpoints() {
        let Some(written) = spec.settled_by.as_ref().map(|settled_by| &settled_by.endpoint) else { continue };
        let target = context.endpoints().find(|(_, endpoint, _)| endpoint.address() == written.value);
        match target {
            None if context.is_unread(&written.value) => {}
            None => {
                let calls = context.calls();
                findings.push(paths::no_endpoint(&RULE, written, calls.iter().map(String::as_str)));
            }
            Some((_, target, _)) if target.kind == Kind::Notification => findings.push(
                Finding::new(&RULE, written.span, format!("`{}` is a notification", written.value))
                    .help("name an endpoint of `kind: call`"),
            ),
            Some((asked, ..)) if spec.whole && asked.whole => {
                findings.extend(unsettled(context, call, written));
            }
            Some(_) => {}
        }
    }
}

/// Why the client cannot settle it by itself.
fn unsettled(context: &Context<'_>, call: &Endpoint, written: &Spanned<String>) -> Option<Finding> {
    match settling(call, context.api)?.err()? {
        Unsettled::Silent(inquiry) if inquiry.partial => None,
        Unsettled::Silent(inquiry) => Some(settled_by_silent::finding(written, inquiry)),
        Unsettled::NotFilled(_, needed) => Some(settled_by_not_carried::lacking(written, &needed)),
        Unsettled::Unnamed(inquiry, lacking) => Some(settled_by_unnamed::finding(written, inquiry, &lacking)),
    }
}
