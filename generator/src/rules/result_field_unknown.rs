//! C0056: codes of a field that is not there.

use super::{Context, paths};
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Endpoint, Kind, PathError, ResultCode, Table, Version};
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0056",
    name: "result-field-unknown",
    severity: Severity::Error,
    summary: "`field` of a result code does not lead to a field that the wallet sends.",
    why: "The documentation lists these codes with their field. They decide no outcome: only codes of `result` do.",
    fix: "Correct the path, or remove `field` if it is the code of `result`.",
    example: "results:\n  - { code: FRAUD_REJECT, status: F, field: paymentResult }\n\
              # fixed:\nresults:\n  - { code: FRAUD_REJECT, status: F, field: paymentResultCode }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        findings.extend(spec.results.iter().filter_map(|result| lost(result, endpoint, version)));
    }
    // A common code is of the endpoints that have the field.
    for (spec, version) in context.versions() {
        let whole = spec.unread.is_empty() && spec.endpoints.iter().all(|endpoint| endpoint.whole);
        for result in spec.results.iter().filter(|_| whole) {
            let lost: Vec<Option<Finding>> =
                version.endpoints.iter().map(|endpoint| lost(result, endpoint, version)).collect();
            if lost.iter().all(Option::is_some) {
                findings.extend(lost.into_iter().flatten().next());
            }
        }
    }
}

fn lost(result: &ResultCode, endpoint: &Endpoint, version: &Version) -> Option<Finding> {
    let path = Spanned::new(result.field.clone()?, result.span);
    let (fields, place) = match endpoint.kind {
        Kind::Call => (&endpoint.response, "the response"),
        Kind::Notification => (&endpoint.request, "the notification"),
    };
    let error: PathError<'_> = in_lists(fields, &path.value, version).err()?;
    Some(paths::without_patch(paths::lost(&RULE, &path, &error, place)))
}

/// A path may go through lists: `transactions.transactionResult.resultCode`.
fn in_lists<'a>(
    fields: &'a [crate::model::Field],
    path: &'a str,
    version: &'a Version,
) -> Result<(), PathError<'a>> {
    let table = Table::request(fields, version);
    let entered = path.match_indices('.').find_map(|(at, _)| {
        let (list, rest) = (path.get(..at)?, path.get(at + 1..)?);
        Some((table.entries_at(list).ok()?, rest))
    });
    match entered {
        Some((entries, rest)) => in_lists(entries.fields, rest, version),
        None => table.value_at(path).map(drop),
    }
}
