//! C0031: conditions on fields and values that are not there.

use super::{Context, paths};
use crate::diagnostics::{Findings, Rule, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0031",
    name: "condition-unknown",
    severity: Severity::Error,
    summary: "`required_when` is about a field, or a value of it, that is not there.",
    why: "It is checked before sending. A condition on what does not exist never holds, or always does.",
    fix: "Correct the name or the value. The path begins at a field beside this one, or at the result of a response. What is only \
          for people goes into `condition`.",
    example: "refreshToken: { type: string, max_length: 128, required_when: granttype = REFRESH_TOKEN }\n\
              # fixed:\nrefreshToken: { type: string, max_length: 128, required_when: grantType = REFRESH_TOKEN }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        // A field that could not be read is not unknown.
        if object.endpoint.is_some_and(|(endpoint, _)| !endpoint.whole) {
            continue;
        }
        let name = match object.endpoint {
            Some((_, true)) => "the response".to_owned(),
            Some((_, false)) => "the request".to_owned(),
            None => format!("type `{}`", object.owner),
        };
        for when in object.specs.iter().flat_map(|spec| &spec.required_when) {
            let found = paths::condition(&RULE, when, &object.table, &name);
            let is_of_request = object.endpoint.is_some_and(|(endpoint, is_response)| {
                let first = when.path.value.split('.').next().unwrap_or_default();
                is_response && endpoint.request.iter().any(|field| field.name.value == first)
            });
            findings.extend(found.into_iter().map(|finding| {
                if is_of_request {
                    finding.help("that is a field of the request; say it in words, as a `condition`")
                } else {
                    finding
                }
            }));
        }
    }
}
