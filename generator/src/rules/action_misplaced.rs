//! C0038: `action` where there is nothing to do about a result.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Action, Kind, ResultCode, Status};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0038",
    name: "action-misplaced",
    severity: Severity::Error,
    summary: "A result code has an `action` that does not go with its status.",
    why: "`action` says what to do about a call that failed, or may have. After S and A there is nothing to fix. After U \
          nothing is final: the call may have taken effect. In a notification, the codes are our own answer.",
    fix: "Remove `action`, or correct the status.",
    example: "- { code: UNKNOWN_EXCEPTION, status: U, action: final }\n\
              # fixed:\n- { code: UNKNOWN_EXCEPTION, status: U, action: ask }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for version in &context.spec.versions {
        for result in &version.results {
            findings.extend(misplaced(result, Kind::Call));
        }
        for endpoint in &version.endpoints {
            for result in &endpoint.results {
                findings.extend(misplaced(result, endpoint.kind));
            }
        }
    }
}

fn misplaced(result: &ResultCode, kind: Kind) -> Option<Finding> {
    let action = result.action?;
    let problem = match (kind, result.status) {
        (Kind::Notification, _) => "is part of our own answer, so nothing is done about it",
        (Kind::Call, Status::Success) => "comes with success, so there is nothing to be done about it",
        (Kind::Call, Status::Accepted) => "comes with acceptance: what to do next is in the answer",
        (Kind::Call, Status::Unknown) if action == Action::Final => {
            "may have taken effect, so it is not final"
        }
        (Kind::Call, Status::Unknown | Status::Failed) => return None,
    };
    let message = format!("`{}` {problem}", result.code);
    Some(Finding::new(&RULE, result.span, message).help(format!("remove `action: {}`", action.word())))
}
