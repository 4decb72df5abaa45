//! C0028: result codes that mean two things.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::ResultCode;
use crate::spec::findings::duplicate;
use std::collections::HashMap;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0028",
    name: "code-with-two-statuses",
    severity: Severity::Error,
    summary: "A result code is listed twice, with two statuses.",
    why: "Whether money has moved hangs on the status; a code that may mean both tells nobody anything.",
    fix: "Keep the line that the wallet means. In doubt, `U`: then the outcome is asked for.",
    example: "- { code: PROCESS_FAIL, status: F }\n- { code: PROCESS_FAIL, status: U }\n\
              # fixed:\n- { code: PROCESS_FAIL, status: U }",
};

/// Also finds codes that are listed twice with the same status.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for version in &context.spec.versions {
        check_list(&version.results, findings);
        for endpoint in &version.endpoints {
            check_list(&endpoint.results, findings);
        }
    }
}

fn check_list(results: &[ResultCode], findings: &mut Findings) {
    let mut first: HashMap<(Option<&str>, &str), &ResultCode> = HashMap::new();
    for result in results {
        let key = (result.field.as_deref(), result.code.as_str());
        match first.get(&key) {
            None => {
                first.insert(key, result);
            }
            Some(other) if other.status == result.status => {
                findings.push(duplicate::finding("code", &result.code, result.span, other.span));
            }
            Some(other) => findings.push(
                Finding::new(&RULE, result.span, format!("`{}` has two statuses", result.code))
                    .label("another status here")
                    .related(other.span, "first here")
                    .help("keep the one that the wallet means; in doubt `U`"),
            ),
        }
    }
}
