//! C0050: an acceptance that is told by a field that is not there.

use super::{Context, Finding, Findings, Rule, Severity, nearest::nearest};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0050",
    name: "accepted-unknown",
    severity: Severity::Error,
    summary: "`outcome: { accepted: [...] }` names a field that the response does not have.",
    why: "The call counts as accepted where one of these fields is there: the user has a step to take. A field that is \
          never there leaves the outcome unknown.",
    fix: "Name fields of the endpoint's response that hold the user's next step: a URL, a code, a form.",
    example: "response:\n  normalUrl: { type: url, max_length: 2048 }\nresults:\n  \
              - { code: PAYMENT_IN_PROCESS, status: U, action: ask, outcome: { accepted: [normalURL] } }\n\
              # fixed:\nresults:\n  \
              - { code: PAYMENT_IN_PROCESS, status: U, action: ask, outcome: { accepted: [normalUrl] } }",
    check: Some(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, _) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        for result in &spec.results {
            for name in &result.accepted {
                let known = || endpoint.response.iter().map(|field| field.name.as_str());
                if known().any(|field| field == name) {
                    continue;
                }
                let message =
                    format!("the response has no field `{name}`, by which `{}` is accepted", result.code);
                let finding = Finding::new(&RULE, result.span, message);
                findings.push(match nearest(name, known()) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("name fields of `response`"),
                });
            }
        }
    }
}
