//! C0044: a failure of one call that is another one's success.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{SettledBy, changes_another};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0044",
    name: "outcome-contradicted",
    severity: Severity::Error,
    summary: "A call that changes what another one made counts the other's success as its own failure.",
    why: "While a payment stands as SUCCESS, its cancellation may still be on its way. To call that a failed cancellation \
          is to report the opposite of what happens next.",
    fix: "Leave the value out of `failure`: the outcome stays open until the wallet says more.",
    example: "# v1/payments/cancel.yaml; v1/payments/pay lists SUCCESS as its success\n\
              settled_by:\n  endpoint: v1/payments/inquiryPayment\n  status: paymentStatus\n  success: [CANCELLED]\n  \
              failure: [SUCCESS]\n# fixed:\nsettled_by:\n  endpoint: v1/payments/inquiryPayment\n  \
              status: paymentStatus\n  success: [CANCELLED]\n  failure: []",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, call, _) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        let (Some(written), Some(rules)) = (&spec.settled_by, &call.settled_by) else { continue };
        let Some((inquiry, _)) = context.whole_call(&rules.endpoint) else { continue };
        if !changes_another(call, inquiry, rules, context.api) {
            continue;
        }
        let failures = written.status.iter().flat_map(|status| &status.failure);
        for value in failures {
            let makes_it = |(_, other, _): &(_, &crate::model::Endpoint, _)| {
                other.settled_by.as_ref().is_some_and(|other| succeeds_by(other, rules, &value.value))
            };
            let Some((_, other, _)) = context.endpoints().find(makes_it) else { continue };
            let message = format!("`{}` is the success of `{}`", value.value, other.address());
            findings.push(
                Finding::new(&RULE, value.span, message)
                    .label("this call may still be on its way")
                    .related(other.span, "lists it as `success`")
                    .help("leave it out of `failure`"),
            );
        }
    }
}

/// Whether another call takes the same value of the same field for its success.
fn succeeds_by(other: &SettledBy, rules: &SettledBy, value: &str) -> bool {
    let place = |rules: &SettledBy| {
        let list = rules.entry.as_ref().map(|entry| entry.list.clone());
        (rules.endpoint.clone(), list, rules.status.as_ref().map(|status| status.status.clone()))
    };
    let succeeds =
        other.status.as_ref().is_some_and(|status| status.success.iter().any(|known| known == value));
    succeeds && place(other) == place(rules)
}
