//! C0053: `sandbox` that does not fit its endpoint.

use super::{Context, paths};
use crate::diagnostics::{Finding, Findings, Rule, Severity, listed};
use crate::model::{
    Endpoint, Field, Kind, LedgerField, LedgerRole, PathError, Place, Primitive, Shape, Table, Type, Version,
    is_money,
};
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
            (request, response) => [request, response].into_iter().find_map(|place| match place {
                Ok(Place::Field(found)) => self.misfit(field, path, found),
                _ => None,
            }),
        }
    }

    /// A field of the spec whose type cannot hold the value.
    fn misfit(&self, field: LedgerField, path: &Spanned<String>, found: &Field) -> Option<Finding> {
        let (fits, expected) = holds(field, found, self.request.version);
        let message = format!("`{}` cannot hold `{}`", path.value, field.word());
        let finding = || Finding::new(&RULE, path.span, message).related(found.span, "has another type");
        (!fits).then(|| finding().help(format!("name a field that holds {expected}")))
    }
}

/// Whether a field can hold a value of the ledger, and what it has to be for that.
fn holds(field: LedgerField, found: &Field, version: &Version) -> (bool, &'static str) {
    use LedgerField::{
        AccessTokenEnds, Amount, At, AuthorizedUntil, CancelledAt, Compared, CreatedAt, ExpiresAt,
        RefreshTokenEnds, Result,
    };
    let is_text = matches!(found.ty, Type::Text(_) | Type::Url(_) | Type::JSON);
    let shape = match &found.ty {
        Type::Named(name) => version.type_named(name).map(|definition| &definition.shape),
        _ => None,
    };
    match field {
        Amount => (is_money(found, version), "money: its type has `role: money`"),
        Compared => (true, "anything"),
        Result => (found.ty == Type::JSON || matches!(shape, Some(Shape::Object(_))), "an object"),
        CreatedAt | At | ExpiresAt | AuthorizedUntil | CancelledAt | AccessTokenEnds | RefreshTokenEnds => {
            let is_time = matches!(found.ty, Type::Integer { .. })
                || matches!(found.ty, Type::Primitive(Primitive::DateTime | Primitive::Date));
            (is_text || is_time, "a time, as a date, a text or an integer")
        }
        _ => (is_text || matches!(shape, Some(Shape::Enum(_))), "a text"),
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
