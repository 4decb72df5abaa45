//! Result codes: `results.yaml`, and `results` of an endpoint.

use super::mapping::{Form, Mapping};
use crate::model::{Action, ResultCode, Status};
use crate::rules::Findings;
use crate::spec::{Node, Span};

const FILE: Form = Form { name: "a file of results", keys: &["results"] };
const RESULT: Form = Form { name: "a result", keys: &["code", "status", "action", "doc"] };

/// Reads `results.yaml`.
pub(in crate::spec) fn results_file(node: &Node, at: Span, findings: &mut Findings) -> Vec<ResultCode> {
    let Some(file) = Mapping::read(node, at, &FILE, findings) else { return Vec::new() };
    file.require("results", "[...]", findings);
    results(&file, findings)
}

/// Reads the list under `results`. Codes that are there twice are left for a rule that sees all of them.
pub(super) fn results(owner: &Mapping<'_>, findings: &mut Findings) -> Vec<ResultCode> {
    let items = owner.list("results", "results: `{ code: ..., status: ..., doc: ... }`", findings);
    items.iter().filter_map(|item| result(item, findings)).collect()
}

fn result(item: &Node, findings: &mut Findings) -> Option<ResultCode> {
    let result = Mapping::read(item, item.span, &RESULT, findings)?;
    result.require("code", "PROCESS_FAIL", findings);
    result.require("status", "S, A, F or U", findings);
    let code = result.name("code", "a code", findings);
    let statuses =
        [("S", Status::Success), ("A", Status::Accepted), ("F", Status::Failed), ("U", Status::Unknown)];
    let status = result.choice("status", &statuses, findings);
    let action = result.choice("action", Action::WORDS, findings);
    let doc = result.prose("doc", findings);
    let code = code?;
    Some(ResultCode { code: code.value, status: status?, action, doc, span: code.span })
}
