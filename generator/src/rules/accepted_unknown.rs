//! C0050: an acceptance that is told by a field that is not there.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity, nearest};
use crate::model::{Field, ResultCode};
use std::collections::BTreeSet;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0050",
    name: "accepted-unknown",
    severity: Severity::Error,
    summary: "`outcome: { accepted: [...] }` names a field that the response does not have.",
    why: "The call counts as accepted where one of these fields is there: the user has a step to take. A field that is \
          never there leaves the outcome unknown.",
    fix: "Name fields of the endpoint's response that hold the user's next step: a URL, a code, a form. In `results.yaml`, \
          name those of all endpoints; each takes those that its response has.",
    example: "response:\n  normalUrl: { type: url, max_length: 2048 }\nresults:\n  \
              - { code: PAYMENT_IN_PROCESS, status: U, action: ask, outcome: { accepted: [normalURL] } }\n\
              # fixed:\nresults:\n  \
              - { code: PAYMENT_IN_PROCESS, status: U, action: ask, outcome: { accepted: [normalUrl] } }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, _) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        findings.extend(unknown(&spec.results, &endpoint.response, "the response has no"));
    }
    // Of common results, each endpoint takes the fields that it has.
    for (spec, version) in context.versions() {
        if spec.unread.is_empty() && spec.endpoints.iter().all(|endpoint| endpoint.whole) {
            let fields = version.endpoints.iter().flat_map(|endpoint| &endpoint.response);
            findings.extend(unknown(&spec.results, fields, "no response of this version has a"));
        }
    }
}

fn unknown<'a>(
    results: &[ResultCode],
    fields: impl IntoIterator<Item = &'a Field>,
    problem: &str,
) -> Vec<Finding> {
    let known: BTreeSet<&str> = fields.into_iter().map(|field| field.name.as_str()).collect();
    let named = results.iter().flat_map(|result| result.accepted.iter().map(move |name| (result, name)));
    let unknown = named.filter(|(_, name)| !known.contains(name.as_str()));
    unknown
        .map(|(result, name)| {
            let message = format!("{problem} field `{name}`, by which `{}` is accepted", result.code);
            let finding = Finding::new(&RULE, result.span, message);
            match nearest(name, known.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("name fields of `response`"),
            }
        })
        .collect()
}
