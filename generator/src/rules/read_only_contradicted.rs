//! C0034: endpoints that only ask, and yet are said to do something.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0034",
    name: "read-only-contradicted",
    severity: Severity::Error,
    summary: "An endpoint is said to change nothing, and in another place to do something.",
    why: "A call that changes nothing is sent again without a second thought. One whose unknown outcome has to be \
          settled does something, and is not. An endpoint that a `settled_by` names is asked about other calls, so it \
          changes nothing.",
    fix: "Remove `read_only` where the endpoint does something, and `settled_by` or `read_only: false` where it does not.",
    example: "read_only: true\n\
              settled_by: { endpoint: v1/payments/inquiryPayment, status: paymentStatus, success: [SUCCESS] }\n# fixed:\n\
              settled_by: { endpoint: v1/payments/inquiryPayment, status: paymentStatus, success: [SUCCESS] }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, _) in context.endpoints() {
        let asked_by = || {
            let names =
                |call: &&crate::spec::syntax::SettledBySpec| call.endpoint.value == endpoint.address();
            context.endpoints().find_map(|(call, ..)| call.settled_by.as_ref().filter(names))
        };
        let written = spec.read_only.as_ref();
        if let Some(written) = written.filter(|written| !written.value)
            && let Some(call) = asked_by()
        {
            let message = "an endpoint that settles another call only asks, so it is `read_only`";
            findings.push(
                Finding::new(&RULE, written.span, message)
                    .related(call.endpoint.span, "is settled by this one")
                    .help("remove one of the two"),
            );
        }
        let Some(by) = &spec.settled_by else { continue };
        let reader = match (written.filter(|written| written.value), asked_by()) {
            (Some(written), _) => (written.span, "nothing changes"),
            (None, Some(call)) => (call.endpoint.span, "is settled by this one, so that it only asks"),
            (None, None) => continue,
        };
        let message = "an endpoint that changes nothing leaves nothing to settle";
        findings.push(
            Finding::new(&RULE, by.at, message)
                .label("an unknown outcome matters")
                .related(reader.0, reader.1)
                .help("remove one of the two"),
        );
    }
}
