//! C0004: a folder without `api.yaml`.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0004",
    name: "api-file-missing",
    severity: Severity::Error,
    summary: "A folder below the specs folder has no `api.yaml`.",
    why: "Each folder below the specs folder is one API, and `api.yaml` says what the API is called and how its \
          gateway writes times and signatures. Without it, the folder would be overlooked.",
    fix: "Write the file, or move the folder elsewhere.",
    example: "# specs/claro/api.yaml\nformat: 1\nname: claro\ntitle: Claro super app\nbase_path: /api",
};

/// `span` is the folder's.
pub(crate) fn finding(span: Span, name: &str) -> Finding {
    Finding::new(&RULE, span, "the folder of an API has no `api.yaml`")
        .help(format!("write one with three lines: `format: 1`, `name: {name}`, `title: ...`"))
}
