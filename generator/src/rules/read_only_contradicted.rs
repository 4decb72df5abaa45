//! C0034: endpoints that only ask, and yet are said to do something.

use super::{Context, Finding, Findings, Rule, Severity};
use crate::spec::Span;
use crate::spec::syntax::EndpointSpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0034",
    name: "read-only-contradicted",
    severity: Severity::Error,
    summary: "An endpoint is said to change nothing, and in another place to do something.",
    why: "A call that changes nothing is sent again without a second thought. One whose unknown outcome has to be \
          settled does something, and is not. An endpoint with `tells` is asked about other calls, so it changes \
          nothing.",
    fix: "Remove `read_only` or `tells` where the endpoint does something, and `settled_by` or `read_only: false` where \
          it does not.",
    example: "read_only: true\nsettled_by: v1/payments/inquiryPayment\n\
              # mended:\nsettled_by: v1/payments/inquiryPayment",
    check: Some(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, ..) in context.endpoints() {
        let no_reader = spec.read_only.as_ref().filter(|written| !written.value);
        if let (Some(tells), Some(written)) = (&spec.tells, no_reader) {
            let message = "an endpoint with `tells` is asked about other calls, so it is `read_only`";
            findings.push(
                Finding::new(&RULE, written.span, message)
                    .related(tells.at, "says how other calls ended")
                    .help("remove one of the two"),
            );
        }
        if let (Some((span, key)), Some(by)) = (reader(spec), &spec.settled_by) {
            let message = format!("an endpoint with `{key}` changes nothing, so it leaves nothing to settle");
            findings.push(
                Finding::new(&RULE, by.span, message)
                    .label("an unknown outcome matters")
                    .related(span, "nothing changes")
                    .help("remove one of the two"),
            );
        }
    }
}

/// The key that says that nothing changes.
fn reader(spec: &EndpointSpec) -> Option<(Span, &'static str)> {
    let written =
        spec.read_only.as_ref().filter(|written| written.value).map(|written| (written.span, "read_only"));
    written.or_else(|| spec.tells.as_ref().map(|tells| (tells.at, "tells")))
}
