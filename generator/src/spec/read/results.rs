//! Result codes: `results.yaml`, and `results` of an endpoint.

use super::mapping::{Mapping, text};
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, key_does_not_apply};
use crate::spec::forms::{OUTCOME, RESULT, RESULTS_FILE, STATUSES};
use crate::spec::vocabulary::{Action, Named, ResultCode};
use crate::spec::{Node, Span};

/// Reads `results.yaml`.
pub(in crate::spec) fn results_file(node: &Node, at: Span, findings: &mut Findings) -> Vec<ResultCode> {
    let Some(file) = Mapping::read(node, at, &RESULTS_FILE, findings) else { return Vec::new() };
    results(&file, findings)
}

/// Reads the list under `results`. Codes that are there twice are left for a rule that sees all of them.
pub(super) fn results(owner: &Mapping<'_>, findings: &mut Findings) -> Vec<ResultCode> {
    let items = owner.list("results", "results: `{ code: ..., status: ..., doc: ... }`", findings);
    items.iter().filter_map(|item| result(item, findings)).collect()
}

fn result(item: &Node, findings: &mut Findings) -> Option<ResultCode> {
    let result = Mapping::read(item, item.span, &RESULT, findings)?;
    let code = result.name("code", "a code", findings);
    let status = result.choice("status", STATUSES, findings);
    for entry in status.into_iter().flat_map(|status| result.not_of(status.letter())) {
        findings.push(key_does_not_apply::finding(entry, "this status", "results with status S or U"));
    }
    let action = result.choice("action", Action::WORDS, findings);
    let accepted = accepted(&result, findings);
    let field = result.name("field", "a field", findings);
    if let (Some(field), Some(outcome)) = (&field, result.get("outcome")) {
        let problem = "a code of another field than `result` decides no outcome";
        findings.push(bad_value::contradiction(outcome.key_span, problem, field.span, "of this field"));
    }
    let doc = result.prose("doc", findings);
    let rust_name = result.rust_name(Named::Variant, findings);
    let (code, field) = (code?, field.map(|field| field.value));
    Some(ResultCode {
        code: code.value,
        rust_name,
        status: status?,
        field,
        action,
        accepted,
        doc,
        span: code.span,
    })
}

/// The fields of which one shows that the call was accepted, whatever the status says.
fn accepted(result: &Mapping<'_>, findings: &mut Findings) -> Vec<String> {
    let Some(entry) = result.get("outcome") else { return Vec::new() };
    let Some(outcome) = Mapping::read(&entry.value, entry.key_span, &OUTCOME, findings) else {
        return Vec::new();
    };
    let Some(accepted) = outcome.get("accepted") else { return Vec::new() };
    let names = outcome.list("accepted", "fields of the response", findings).iter();
    let names: Vec<String> =
        names.filter_map(|name| Some(text(name, "accepted", accepted.key_span, findings)?.value)).collect();
    if names.is_empty() {
        findings.push(bad_value::out_of_range(
            accepted.key_span,
            "accepted",
            "at least one field of the response",
        ));
    }
    names
}
