//! C0046: a notification that ends what is not there.

use super::{Context, Finding, Findings, Rule, Severity, paths};
use crate::model::{Endpoint, StatusField, Table, Version};
use crate::spec::Spanned;
use crate::spec::syntax::{PairSpec, SettlesSpec, WhenSpec};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0046",
    name: "settles-unknown",
    severity: Severity::Error,
    summary: "A row of `settles` names a call, a field or a value that is not there.",
    why: "A notification that matches no row says nothing about any call, and nobody notices.",
    fix: "Name calls with their version, fields of the notification, and fields of the request of each call.",
    example: "settles: [{ endpoints: [payments/pay], id: paymentRequestId, status: paymentStatus, success: [SUCCESS] }]\n\
              # fixed:\n\
              settles: [{ endpoints: [v1/payments/pay], id: paymentRequestId, status: paymentStatus, success: [SUCCESS] }]",
    check: Some(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, notification, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        let table = Table::request(&notification.request, version);
        for row in &spec.settles {
            check_when(row, &table, findings);
            check_ids(row, &table, findings);
            for address in &row.endpoints {
                check_call(context, row, address, findings);
            }
        }
    }
}

fn check_when(row: &SettlesSpec, table: &Table<'_>, findings: &mut Findings) {
    for WhenSpec { path, values, exact, .. } in &row.when {
        let wrong: Vec<Finding> = match (table.value_at(&path.value), table.status_at(&path.value)) {
            (Err(error), _) => vec![paths::lost(&RULE, path, &error, "the notification")],
            (Ok(_), Ok(StatusField::Listed(listed))) => {
                values.iter().filter_map(|value| paths::unlisted(&RULE, value, listed, &path.value)).collect()
            }
            (Ok(_), _) => Vec::new(),
        };
        findings.extend(wrong.into_iter().map(|finding| if *exact { finding } else { without_patch(finding) }));
    }
}

/// The place is that of the whole condition, so that nothing can be replaced there.
fn without_patch(mut finding: Finding) -> Finding {
    if let Some(help) = &mut finding.help
        && let Some(patch) = help.patch.take()
    {
        help.text = format!("did you mean `{}`?", patch.with);
    }
    finding
}

fn check_ids(row: &SettlesSpec, table: &Table<'_>, findings: &mut Findings) {
    for PairSpec { theirs, .. } in &row.ids {
        if let Err(error) = table.value_at(&theirs.value) {
            findings.push(paths::lost(&RULE, theirs, &error, "the notification"));
        }
    }
}

fn check_call(context: &Context<'_>, row: &SettlesSpec, address: &Spanned<String>, findings: &mut Findings) {
    let Some((call, version)) = context.whole_call(&address.value) else {
        if !context.is_unread(&address.value) {
            let calls = context.calls();
            findings.push(paths::no_endpoint(&RULE, address, calls.iter().map(String::as_str)));
        }
        return;
    };
    if call.read_only {
        findings.push(
            Finding::new(&RULE, address.span, format!("`{}` only asks, so nothing ends it", address.value))
                .help("name calls that do something"),
        );
    }
    let lost = row.ids.iter().filter_map(|pair| lost_in(pair, call, version));
    let lost: Vec<Finding> = lost.collect();
    // Of several ids one is enough.
    if !row.any_id || lost.len() == row.ids.len() {
        findings.extend(lost);
    }
}

fn lost_in(pair: &PairSpec, call: &Endpoint, version: &Version) -> Option<Finding> {
    let error = Table::request(&call.request, version).value_at(&pair.own.value).err()?;
    let name = format!("the request of `{}`", call.address());
    Some(paths::lost(&RULE, &pair.own, &error, &name))
}
