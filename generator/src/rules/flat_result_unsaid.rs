//! C0055: a result that lies flat in the response, which nothing says.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::Kind;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0055",
    name: "flat-result-unsaid",
    severity: Severity::Warning,
    summary: "A response has a field `resultStatus` of its own, and nothing says that it is the result.",
    why: "The client looks for the status in `result`. A response that has it elsewhere is never read as a success: its outcome \
          is unknown, whatever happened.",
    fix: "Take the field, and those of code and message, out of `response`, and name them under `result`, with the words of \
          the status.",
    example: "response:\n  resultStatus: { type: enum, values: [SUCCESS, FAIL] }\n  resultCode: { type: string }\n\
              # fixed:\nresult:\n  in: body\n  status: resultStatus\n  code: resultCode\n  message: resultMessage\n  \
              statuses: { SUCCESS: S, FAIL: F }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let calls = context.endpoints().filter(|(spec, ..)| spec.kind == Kind::Call && spec.result.is_none());
    for (spec, ..) in calls {
        let status = spec.response.iter().find(|field| field.name.value == "resultStatus");
        findings.extend(status.map(|status| {
            Finding::new(&RULE, status.name.span, "the result seems to lie flat in this response")
                .label("is taken for a field like any other")
                .help("name it under `result: { in: body, status: resultStatus, .. }`, and take it out of `response`")
        }));
    }
}
