//! C0031: conditions on fields that are not there.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity, nearest};
use crate::model::Condition;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0031",
    name: "condition-unknown",
    severity: Severity::Warning,
    summary: "`required_when` looks like a condition, but names a field that is not there.",
    why: "`field = VALUE` is checked before sending. A condition on a field that does not exist never holds.",
    fix: "Correct the name, or write the condition in words.",
    example: "refreshToken: { type: string, max_length: 128, required_when: granttype = REFRESH_TOKEN }\n\
              # fixed:\nrefreshToken: { type: string, max_length: 128, required_when: grantType = REFRESH_TOKEN }",
};

/// Only of what we send, where conditions are checked; and not in types, where one may be about what is around it.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects().iter().filter(|object| object.sent) {
        let Some((endpoint, is_response)) = object.endpoint else { continue };
        for written in object.specs.iter().filter_map(|spec| spec.required_when.as_ref()) {
            let Some(name) =
                Condition::parse(&written.value).and_then(|condition| condition.path.into_iter().next())
            else {
                continue;
            };
            let result = match &endpoint.result {
                Some(flat) => flat.names().to_vec(),
                None => vec!["result"],
            };
            let result = || result.iter().copied().filter(|_| is_response);
            let known = || object.fields.iter().map(|field| field.name.as_str()).chain(result());
            if endpoint.whole && !known().any(|field| field == name) {
                let finding =
                    Finding::new(&RULE, written.span, format!("there is no field `{name}` beside this one"));
                findings.push(match nearest(&name, known()) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("correct the name, or write the condition in words"),
                });
            }
        }
    }
}
