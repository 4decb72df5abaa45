//! C0024: idempotency keys that are not in the request.

use super::{Context, idempotency_key_optional, paths};
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Kind, Place, Table};
use crate::spec::Spanned;
use crate::spec::syntax::KeyForm;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0024",
    name: "idempotency-key-unknown",
    severity: Severity::Error,
    summary: "`idempotency_key` names a field that the request does not have.",
    why: "A call is sent again after a cut connection only because the wallet recognises it by this field.",
    fix: "Name the field of the request by which the wallet recognises a repeated call.",
    example: "idempotency_key: paymentId\nrequest:\n  paymentRequestId: { type: string, max_length: 64, required: true }\n\
              # fixed:\nidempotency_key: paymentRequestId",
};

/// Also looks for keys that may be left out.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        let Some(written) = &spec.idempotency_key else { continue };
        let table = Table::request(&endpoint.request, version);
        let is_required = |key: &Spanned<String>| {
            endpoint.request.iter().any(|field| field.name == key.value && field.required)
        };
        let needs_all = written.form == KeyForm::All || written.fields.len() == 1;
        let may_be_empty =
            needs_all && endpoint.kind == Kind::Call && !written.fields.iter().any(is_required);
        for key in &written.fields {
            let is_path = key.value.contains('.');
            if is_path && endpoint.kind == Kind::Call {
                findings.push(
                    Finding::new(&RULE, key.span, format!("`{}` is inside of another field", key.value))
                        .help("name fields of `request`; only notifications are recognised by what is inside of one"),
                );
                continue;
            }
            match table.value_at(&key.value) {
                Err(error) => findings.push(paths::lost(&RULE, key, &error, "the request")),
                Ok(Place::Field(field)) if may_be_empty => {
                    findings.push(idempotency_key_optional::finding(key, field.span));
                }
                Ok(_) => {}
            }
        }
    }
}
