//! C0049: an unknown outcome that nobody is told what to do about.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Kind, ResultCode, Status};
use std::collections::BTreeSet;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0049",
    name: "unknown-without-action",
    severity: Severity::Warning,
    summary: "A result code with status U has no `action`.",
    why: "After U the call may have taken effect. Whether the same request is sent again, or the wallet is asked, is what \
          callers and the client need to know.",
    fix: "Write `action: ask` where the wallet is to be asked, `action: retry_later` where the same request with the same \
          key may be sent again. Do not take over advice to use a new request id: the first one may stand.",
    example: "- { code: UNKNOWN_EXCEPTION, status: U }\n\
              # fixed:\n- { code: UNKNOWN_EXCEPTION, status: U, action: retry_later }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (_, endpoint, _) in context.endpoints().filter(|(_, endpoint, _)| endpoint.kind == Kind::Call) {
        let open = |result: &&ResultCode| result.status == Status::Unknown && result.action.is_none();
        for result in endpoint.results.iter().filter(open).filter(|result| seen.insert(result.span)) {
            findings.push(
                Finding::new(&RULE, result.span, format!("nothing says what to do after `{}`", result.code))
                    .help(
                        "add `action: ask`, or `action: retry_later` if the same request may be sent again",
                    ),
            );
        }
    }
}
