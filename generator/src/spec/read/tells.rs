//! `tells` of an endpoint.

use super::mapping::{Form, Mapping, text};
use crate::rules::{Findings, bad_value, duplicate, name_not_allowed};
use crate::spec::syntax::TellsSpec;
use crate::spec::{Span, Spanned, Value};
use std::collections::HashMap;

const TELLS: Form = Form { name: "a `tells`", keys: &["status", "success", "failure", "not_found"] };

/// Reads it. Whether there are such fields, values and codes is known only when all files have been read.
pub(super) fn tells(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<TellsSpec> {
    let entry = endpoint.get("tells")?;
    let tells = Mapping::read(&entry.value, entry.key_span, &TELLS, findings)?;
    tells.require("status", "paymentStatus", findings);
    if let Some(success) = tells.require("success", "[SUCCESS]", findings)
        && matches!(&success.value.value, Value::List(values) if values.is_empty())
    {
        findings.push(bad_value::out_of_range(success.value.span, "success", "at least one value"));
    }
    // A value that says two things says nothing.
    let mut values = HashMap::new();
    let spec = TellsSpec {
        at: entry.key_span,
        status: tells.name("status", "a field", findings)?,
        success: texts(&tells, "success", "value", &mut values, findings),
        failure: texts(&tells, "failure", "value", &mut values, findings),
        not_found: texts(&tells, "not_found", "code", &mut HashMap::new(), findings),
    };
    Some(spec)
}

fn texts(
    tells: &Mapping<'_>,
    key: &str,
    what: &str,
    known: &mut HashMap<String, Span>,
    findings: &mut Findings,
) -> Vec<Spanned<String>> {
    let Some(entry) = tells.get(key) else { return Vec::new() };
    let mut texts = Vec::new();
    for node in tells.list(key, "texts", findings) {
        let Some(text) = text(node, key, entry.key_span, findings) else { continue };
        findings.extend(name_not_allowed::check_name(&format!("a {what}"), &text.value, text.span));
        match known.get(&text.value) {
            Some(first) => findings.push(duplicate::finding(what, &text.value, text.span, *first)),
            None => {
                known.insert(text.value.clone(), text.span);
                texts.push(text);
            }
        }
    }
    texts
}
