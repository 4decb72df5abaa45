//! C0053: `sandbox` that does not fit its endpoint.

use super::{Context, paths};
use crate::diagnostics::{Finding, Findings, Rule, Severity, listed};
use crate::model::{Endpoint, Kind, LedgerField, LedgerRole, PathError, Place, Table, Version, is_money};
use crate::spec::Spanned;
use crate::spec::syntax::SandboxSpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0053",
    name: "sandbox-unknown",
    severity: Severity::Error,
    summary: "`sandbox` names a field or a value that is not there, or a role of another kind of endpoint.",
    why: "The sandbox keeps its payments, refunds and tokens by these fields. Without them it refuses every request, or \
          leaves its ids out of the responses.",
    fix: "Name fields of this endpoint, with dots between names for one inside another. What the role reads has to be in \
          the request.",
    example: "sandbox: { role: refund, fields: { request_id: refundId, payment_id: paymentId } }\n# fixed:\n\
              sandbox: { role: refund, fields: { request_id: refundRequestId, payment_id: paymentId } }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        let Some(sandbox) = &spec.sandbox else { continue };
        if sandbox.role.value.kind() != endpoint.kind {
            findings.push(other_kind(&sandbox.role, endpoint.kind));
            continue;
        }
        let tables = Tables::of(endpoint, version);
        for (field, paths) in &sandbox.fields {
            findings.extend(paths.iter().filter_map(|path| tables.wrong(*field, path)));
        }
        findings.extend(not_in_request(sandbox, &tables));
        check_cases(sandbox, &tables, findings);
    }
}

fn other_kind(role: &Spanned<LedgerRole>, kind: Kind) -> Finding {
    let (is, others) = match kind {
        Kind::Call => ("a notification", "a call"),
        Kind::Notification => ("a call", "a notification"),
    };
    let roles = LedgerRole::FORMS.iter().map(|form| form.role).filter(|role| role.kind() == kind);
    Finding::new(&RULE, role.span, format!("`{}` is the role of {is}", role.value.word()))
        .help(format!("{others} has one of the roles {}", listed(roles.map(LedgerRole::word))))
}

/// The tables of an endpoint.
struct Tables<'a> {
    request: Table<'a>,
    response: Table<'a>,
}

impl<'a> Tables<'a> {
    fn of(endpoint: &'a Endpoint, version: &'a Version) -> Self {
        Self {
            request: Table::request(&endpoint.request, version),
            response: Table::request(&endpoint.response, version),
        }
    }

    /// What is wrong with the path of a field, which is in the request, the response, or both.
    fn wrong(&self, field: LedgerField, path: &Spanned<String>) -> Option<Finding> {
        match (self.request.at(&path.value), self.response.at(&path.value)) {
            (Err(request), Err(response)) => Some(match (&request, &response) {
                (PathError::Unknown(name, known), PathError::Unknown(same, more)) if name == same => {
                    let all = known.iter().chain(more).copied().collect();
                    paths::lost(&RULE, path, &PathError::Unknown(name, all), "this endpoint")
                }
                // The name in front is known there.
                (PathError::Unknown(name, _), error) if path.value.split('.').next() == Some(*name) => {
                    paths::lost(&RULE, path, error, "the response")
                }
                _ => paths::lost(&RULE, path, &request, "the request"),
            }),
            (Ok(Place::Field(found)), _) | (_, Ok(Place::Field(found)))
                if field == LedgerField::Amount && !is_money(found, self.request.version) =>
            {
                let message = format!("`{}` is no amount of money", path.value);
                Some(
                    Finding::new(&RULE, path.span, message)
                        .related(found.span, "has another type")
                        .help("name a field whose type has `role: money`"),
                )
            }
            _ => None,
        }
    }
}

/// The fields that the role needs and that the response alone has.
fn not_in_request(sandbox: &SandboxSpec, tables: &Tables<'_>) -> Vec<Finding> {
    let Some(form) = sandbox.role.value.form() else { return Vec::new() };
    let missing = form.needs.iter().filter_map(|group| {
        let declared = sandbox.fields.iter().filter(|(field, _)| group.contains(field));
        let paths: Vec<_> =
            declared.flat_map(|(field, paths)| paths.iter().map(move |path| (field, path))).collect();
        let (field, path) = paths.first()?;
        // A path that is nowhere is a finding of its own.
        let is_elsewhere = paths.iter().all(|(_, path)| {
            tables.request.at(&path.value).is_err() && tables.response.at(&path.value).is_ok()
        });
        let message =
            format!("`{}` is read from the request, which has no field `{}`", field.word(), path.value);
        is_elsewhere.then(|| Finding::new(&RULE, path.span, message).help("name a field of the request"))
    });
    missing.collect()
}

fn check_cases(sandbox: &SandboxSpec, tables: &Tables<'_>, findings: &mut Findings) {
    let conditions = sandbox.when.iter().flat_map(|(_, conditions)| conditions);
    for condition in conditions {
        findings.extend(paths::comparisons(&RULE, condition, &tables.request, "the request"));
    }
}
