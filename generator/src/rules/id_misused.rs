//! C0052: `id: true` on what names nothing.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Kind, is_scalar};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0052",
    name: "id-misused",
    severity: Severity::Error,
    summary: "A field is marked `id: true` and cannot be an id.",
    why: "The mark says that an inquiry's response names a call by this field of the call's request. A token is not to be \
          shown, an object is no name, and a field inside a type or a response is not what was sent.",
    fix: "Mark a text or a number of a call's request that is not `sensitive`.",
    example: "accessToken: { type: string, max_length: 128, sensitive: true, id: true }\n\
              # fixed:\naccessToken: { type: string, max_length: 128, sensitive: true }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        let is_request = object.endpoint.is_some_and(|(spec, response)| spec.kind == Kind::Call && !response);
        for (spec, field) in object.pairs().filter(|(_, field)| field.id) {
            let problem = if !is_request {
                "is not in the request of a call"
            } else if field.sensitive {
                "is sensitive"
            } else if !is_scalar(&field.ty, object.version) {
                "is neither a text nor a number"
            } else {
                continue;
            };
            let message = format!("`{}` {problem}, so it cannot name a call", field.name);
            findings.push(Finding::new(&RULE, spec.name.span, message).help("remove `id: true`"));
        }
    }
}
