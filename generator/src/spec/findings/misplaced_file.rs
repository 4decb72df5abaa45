//! C0003: a file or folder where no spec can be.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0003",
    name: "misplaced-file",
    severity: Severity::Error,
    summary: "A file or folder of an API has a name or a place that means nothing.",
    why: "An endpoint's file is found by its place: `specs/<api>/<version>/<path>.yaml`. A file elsewhere, or with \
          another ending, would be overlooked without a word.",
    fix: "Rename or move it. Files that begin with `.` and Markdown files are left alone.",
    example: "specs/claro/payments/pay.yml\nspecs/claro/v1/payments/pay.yaml  # fixed",
};

/// `.yml`, or no YAML at all.
pub(crate) fn ending(span: Span, name: &str) -> Finding {
    let finding = Finding::new(&RULE, span, format!("`{name}` is not a spec file"));
    match name.strip_suffix(".yml").or_else(|| name.strip_suffix(".YAML")) {
        Some(stem) => finding.help(format!("rename it to `{stem}.yaml`")),
        None => {
            finding.help("spec files end in `.yaml`: rename it, move it away, or begin its name with `.`")
        }
    }
}

/// A YAML file beside `api.yaml`.
pub(crate) fn outside_version(span: Span, name: &str) -> Finding {
    Finding::new(&RULE, span, format!("`{name}` is not in the folder of a version"))
        .help(format!("move it to the folder of its version: `v1/{name}`"))
}

/// A folder beside `v1`.
pub(crate) fn not_a_version(span: Span, name: &str) -> Finding {
    Finding::new(&RULE, span, format!("`{name}` is not the name of a version"))
        .help(format!("the folders of an API are versions, `v` and a number: `v1/{name}`"))
}
