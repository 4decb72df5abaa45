//! C0026: `settled_by` that leads nowhere.

use super::{
    Context, Finding, Findings, Rule, Severity, nearest::nearest, settled_by_not_carried, settled_by_silent,
    settled_by_unrelated,
};
use crate::model::{Endpoint, Kind, Unsettled, settling};
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0026",
    name: "settled-by-unknown",
    severity: Severity::Error,
    summary: "`settled_by` does not name an endpoint that can be called.",
    why: "When the outcome of a call is unknown, the client says which endpoint to ask. That endpoint must exist.",
    fix: "Name a call of this API with its version: `v1/payments/inquiryPayment`.",
    example: "settled_by: payments/inquiryPayment\n# mended:\nsettled_by: v1/payments/inquiryPayment",
    check: Some(check),
};

/// Also looks for endpoints that could not know what is asked about, or do not tell.
fn check(context: &Context<'_>, findings: &mut Findings) {
    let calls: Vec<(String, Kind)> = context
        .endpoints()
        .map(|(_, endpoint, version)| (format!("{}/{}", version.name, endpoint.path), endpoint.kind))
        .collect();
    for (spec, endpoint, _) in context.endpoints() {
        let Some(written) = &spec.settled_by else { continue };
        match calls.iter().position(|(path, _)| *path == written.value) {
            None if is_unread(context, &written.value) => {}
            None => findings.push(unknown(written, calls.iter().map(|(path, _)| path.as_str()))),
            Some(at) => {
                let Some((asked, target, _)) = context.endpoints().nth(at) else { continue };
                if target.kind == Kind::Notification {
                    findings.push(
                        Finding::new(&RULE, written.span, format!("`{}` is a notification", written.value))
                            .help("name an endpoint of `kind: call`"),
                    );
                } else if spec.whole && asked.whole {
                    match settled_by_unrelated::finding(endpoint, target, written) {
                        Some(finding) => findings.push(finding),
                        None => findings.extend(unsettled(context, endpoint, written)),
                    }
                }
            }
        }
    }
}

/// Why the client cannot settle it by itself.
fn unsettled(context: &Context<'_>, endpoint: &Endpoint, written: &Spanned<String>) -> Option<Finding> {
    match settling(endpoint, context.api)?.err()? {
        Unsettled::Silent(inquiry) if inquiry.partial => None,
        Unsettled::Silent(inquiry) => Some(settled_by_silent::finding(written, inquiry)),
        Unsettled::NotCarried(_, needed) => Some(settled_by_not_carried::lacking(written, &needed)),
        Unsettled::NotByKey(inquiry) => Some(settled_by_not_carried::not_by_key(written, endpoint, inquiry)),
    }
}

/// There is a file, but it has errors of its own.
fn is_unread(context: &Context<'_>, path: &str) -> bool {
    context.spec.versions.iter().any(|version| {
        let inner = path.strip_prefix(&version.name).and_then(|rest| rest.strip_prefix('/'));
        inner.is_some_and(|inner| version.unread.iter().any(|unread| unread == inner))
    })
}

fn unknown<'a>(written: &Spanned<String>, known: impl Iterator<Item = &'a str>) -> Finding {
    let finding = Finding::new(&RULE, written.span, format!("there is no endpoint `{}`", written.value))
        .label("names no endpoint of this API");
    match nearest(&written.value, known) {
        Some(near) => finding.replace("an endpoint with a similar name exists", written.span, near),
        None => finding.help("name it with its version: `v1/payments/inquiryPayment`"),
    }
}
