//! C0054: a request id without which the sandbox refuses a request, and that may be left out.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Field, LedgerField, Place, Table};
use crate::spec::Spanned;
use crate::spec::syntax::SandboxSpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0054",
    name: "sandbox-optional",
    severity: Severity::Warning,
    summary: "The request id that the role of `sandbox` needs is not required.",
    why: "The sandbox keeps its payments and refunds by this id, and refuses a request without one. Examples and clients may \
          leave it out.",
    fix: "Make the field `required: true`, or name another one that can take its place beside it.",
    example: "sandbox: { role: pay, fields: { request_id: orderId, amount: amount } }\nrequest:\n  \
              orderId: { type: string, max_length: 64 }\n  amount: { type: Amount, required: true }\n# fixed:\nrequest:\n  \
              orderId: { type: string, max_length: 64, required: true }\n  amount: { type: Amount, required: true }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        let Some(sandbox) = &spec.sandbox else { continue };
        let request = Table::request(&endpoint.request, version);
        let needs = sandbox.role.value.form().map(|form| form.needs).unwrap_or_default();
        // Amounts have rules of their own: some wallets find them in another field.
        let ids = needs.iter().filter(|group| group.contains(&LedgerField::RequestId));
        findings.extend(ids.filter_map(|group| optional(sandbox, group, &request)));
    }
}

/// The only field that has what the role needs, if it may be left out. Of several, one is enough.
fn optional(sandbox: &SandboxSpec, group: &[LedgerField], request: &Table<'_>) -> Option<Finding> {
    let declared = sandbox.fields.iter().filter(|(field, _)| group.contains(field));
    let mut paths = declared.flat_map(|(_, paths)| paths);
    let (path, None) = (paths.next()?, paths.next()) else { return None };
    let Ok(Place::Field(field)) = request.at(&path.value) else { return None };
    may_be_missing(field).then(|| finding(sandbox, path, field))
}

fn may_be_missing(field: &Field) -> bool {
    let has_condition = !field.required_when.is_empty() || field.condition.is_some();
    !field.required && !has_condition && field.one_of.is_none()
}

fn finding(sandbox: &SandboxSpec, path: &Spanned<String>, field: &Field) -> Finding {
    let role = sandbox.role.value.word();
    Finding::new(&RULE, path.span, format!("role `{role}` needs `{}`, which is not required", path.value))
        .related(field.span, "may be left out")
        .help("make it `required: true`, or name another field that can take its place: `[a, b]`")
}
