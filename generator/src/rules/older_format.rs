//! C0040: what older editions of the format wrote in another way.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity, listed};
use crate::model::migrate::{Migrated, is_only_words, migrated_key, migrated_settled_by};
use crate::spec::syntax::{EndpointSpec, FieldSpec, KeyForm, KeySpec};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0040",
    name: "older-format",
    severity: Severity::Error,
    summary: "A key is written as in an older edition of the format.",
    why: "The same status means different things for a payment and for its cancellation, so the call says how the \
          inquiry's response is read, and not the inquiry. A list of key fields did not say whether all of them make a \
          request the same one, or each of them does. Words under `required_when` were never checked.",
    fix: "Run `countersign fmt --migrate`. It rewrites what can mean one thing only, and names the rest, for which the \
          message has both ways to write it.",
    example: "# v1/payments/pay.yaml\nsettled_by: v1/payments/inquiryPayment\n# v1/payments/inquiryPayment.yaml\n\
              tells: { status: paymentStatus, success: [SUCCESS], failure: [FAIL] }\n\
              # fixed, v1/payments/pay.yaml:\nsettled_by:\n  endpoint: v1/payments/inquiryPayment\n  \
              status: paymentStatus\n  success: [SUCCESS]\n  failure: [FAIL]",
};

/// Finds entries in an older edition of the format.
pub fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, _) in context.endpoints() {
        findings.extend(spec.idempotency_key.as_ref().and_then(|key| list(key, spec)));
        findings.extend(settled_by(context, spec, &endpoint.address()));
        findings.extend(spec.old_tells.as_ref().map(|tells| {
            Finding::new(&RULE, tells.key, "`tells` belongs to the calls that are settled")
                .label("no longer a key of the inquiry")
                .help(
                    "move it into the `settled_by` of each call that names this endpoint, with the values that mean the same \
                     for that call; `countersign fmt --migrate` does it where no other meaning is possible",
                )
        }));
    }
    for object in context.objects() {
        findings.extend(object.specs.iter().filter_map(|spec| condition(spec, object.specs)));
    }
}

fn condition(spec: &FieldSpec, beside: &[FieldSpec]) -> Option<Finding> {
    let old = spec.old_condition.as_ref()?;
    if is_only_words(spec, beside) {
        let finding =
            Finding::new(&RULE, old.key, "`required_when` takes conditions that can be checked, not words");
        return Some(finding.replace("words for the documentation are a `condition`", old.key, "condition"));
    }
    let finding = Finding::new(&RULE, old.words.span, "`required_when` takes conditions that can be checked");
    Some(finding.label("in words").help(
        "write `field = A | B`, `field != A`, `field is present` or `field is absent`, joined by `and`; what is only for people \
         goes into `condition`",
    ))
}

fn list(key: &KeySpec, spec: &EndpointSpec) -> Option<Finding> {
    if key.form != KeyForm::List {
        return None;
    }
    let names: Vec<&str> = key.fields.iter().map(|field| field.value.as_str()).collect();
    if let [only] = names.as_slice() {
        let finding = Finding::new(&RULE, key.span, "a key of one field is its name");
        return Some(finding.replace("write the name alone", key.span, *only));
    }
    let finding = Finding::new(&RULE, key.span, "this key does not say which of its fields it needs");
    let both = format!(
        "`{{ all: [{0}] }}` if {1} together make a request the same one, `{{ any: [{0}] }}` if each of them does alone",
        names.join(", "),
        listed(names.iter().copied()),
    );
    Some(match migrated_key(key, spec) {
        Some(migrated) => finding.replace(both, key.span, migrated),
        None => finding.help(format!("write {both}")),
    })
}

fn settled_by(context: &Context<'_>, spec: &EndpointSpec, address: &str) -> Option<Finding> {
    let old = spec.old_settled_by.as_ref()?;
    let message = format!("`settled_by` does not say how the response of `{}` is read", old.value);
    let finding = Finding::new(&RULE, old.span, message);
    Some(match migrated_settled_by(context.spec, context.api, address) {
        Some(Migrated::Certain(text)) => {
            finding.replace("write it as a mapping, with what the inquiry says by `tells`", old.span, text)
        }
        Some(Migrated::Open(text)) => finding.help(format!(
            "say which values mean that this call took effect, and which that it never will: `settled_by: {text}`"
        )),
        None => finding.help("write it as a mapping: `settled_by: { endpoint: ..., status: ..., success: [...] }`"),
    })
}
