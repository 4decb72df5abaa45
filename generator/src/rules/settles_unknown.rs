//! C0046: a notification that ends what is not there.

use super::{Context, paths};
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Endpoint, Kind, Table, Version};
use crate::spec::Spanned;
use crate::spec::syntax::{PairSpec, SettlesSpec};

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
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let notifications =
        context.endpoints().filter(|(spec, ..)| spec.whole && spec.kind == Kind::Notification);
    for (spec, notification, version) in notifications {
        let table = Table::request(&notification.request, version);
        for row in &spec.settles {
            findings.extend(paths::comparisons(&RULE, &row.when, &table, "the notification"));
            let ids = known_ids(row, &table, findings);
            for address in &row.endpoints {
                findings.extend(paths::no_call(&RULE, address, context));
                if let Some((call, version)) = context.whole_call(&address.value) {
                    check_call(row, &ids, address, (call, version), findings);
                }
            }
        }
    }
}

/// The ids that the notification has.
fn known_ids<'a>(row: &'a SettlesSpec, table: &Table<'_>, findings: &mut Findings) -> Vec<&'a PairSpec> {
    let mut known = Vec::new();
    for pair in &row.ids {
        match table.value_at(&pair.theirs.value) {
            Ok(_) => known.push(pair),
            Err(error) => findings.push(paths::lost(&RULE, &pair.theirs, &error, "the notification")),
        }
    }
    known
}

fn check_call(
    row: &SettlesSpec,
    ids: &[&PairSpec],
    address: &Spanned<String>,
    (call, version): (&Endpoint, &Version),
    findings: &mut Findings,
) {
    if call.read_only {
        findings.push(
            Finding::new(&RULE, address.span, format!("`{}` only asks, so nothing ends it", address.value))
                .help("name calls that do something"),
        );
    }
    let request = Table::request(&call.request, version);
    let lost = |pair: &&PairSpec| {
        let error = request.value_at(&pair.own.value).err()?;
        Some(paths::lost(&RULE, &pair.own, &error, &format!("the request of `{}`", call.address())))
    };
    let lost: Vec<Finding> = ids.iter().filter_map(lost).collect();
    // Of several ids one is enough.
    if !row.any_id || lost.len() == ids.len() {
        findings.extend(lost);
    }
    findings.extend(ids.iter().filter_map(|pair| no_id(pair, call)));
}

/// A field that many calls share names none of them.
fn no_id(pair: &PairSpec, call: &Endpoint) -> Option<Finding> {
    let name = &pair.own.value;
    let field = call.request.iter().find(|field| field.name == *name)?;
    let is_id = field.id || call.idempotency_key.fields().contains(name);
    if call.read_only || is_id && !field.sensitive {
        return None;
    }
    let (why, help) = if field.sensitive {
        ("it is sensitive", "name an id that may be seen: tokens name no call")
    } else {
        (
            "other calls may have the same value",
            "name a field of its `idempotency_key`, or mark the field there with `id: true`",
        )
    };
    let message = format!("`{name}` is no id of `{}`", call.address());
    Some(Finding::new(&RULE, pair.own.span, message).label(why).help(help))
}
