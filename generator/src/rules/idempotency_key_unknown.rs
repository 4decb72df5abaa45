//! C0024: idempotency keys that are not in the request.

use super::{Context, Finding, Findings, Rule, Severity, idempotency_key_optional, nearest::nearest};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0024",
    name: "idempotency-key-unknown",
    severity: Severity::Error,
    summary: "`idempotency_key` names a field that the request does not have.",
    why: "A call is sent again after a cut connection only because the wallet recognises it by this field.",
    fix: "Name the field of the request by which the wallet recognises a repeated call.",
    example: "idempotency_key: paymentId\nrequest:\n  paymentRequestId: { type: string, max_length: 64, required: true }\n\
              # mended:\nidempotency_key: paymentRequestId",
    check: Some(check),
};

/// Also looks for keys that may be left out.
fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, _) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        let joint = spec.idempotency_key.len() > 1;
        for key in &spec.idempotency_key {
            match endpoint.request.iter().find(|field| field.name == key.value) {
                None => {
                    let finding =
                        Finding::new(&RULE, key.span, format!("the request has no field `{}`", key.value))
                            .label("not a field of the request");
                    let fields = endpoint.request.iter().map(|field| field.name.as_str());
                    findings.push(match nearest(&key.value, fields) {
                        Some(near) => finding.replace("a field with a similar name exists", key.span, near),
                        None => finding.help("name a field of `request`"),
                    });
                }
                Some(field) if !field.required && !joint => {
                    findings.push(idempotency_key_optional::finding(key, field.span));
                }
                Some(_) => {}
            }
        }
    }
}
