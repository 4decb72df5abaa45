//! C0007: a list where a text belongs, and the like.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::{Node, Span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0007",
    name: "wrong-kind",
    severity: Severity::Error,
    summary: "A value is of another kind than its key takes.",
    why: "Each key takes one kind of value: a text, a number, `true` or `false`, a list, or a mapping.",
    fix: "Write the value in the form that the message names.",
    example: "required: yes\n# fixed:\nrequired: true",
};

/// `wanted` is what belongs there: `a list of results`.
pub fn finding(node: &Node, at: Span, key: &str, wanted: &str) -> Finding {
    let span = if node.is_null() { at } else { node.span };
    Finding::new(&RULE, span, format!("`{key}` takes {wanted}")).label(if node.is_null() {
        "nothing is written here".to_owned()
    } else {
        format!("this is {}", node.kind())
    })
}

/// `what` is what it is the mapping of: `an example`.
pub fn not_a_mapping(node: &Node, at: Span, what: &str) -> Finding {
    let span = if node.is_null() { at } else { node.span };
    Finding::new(&RULE, span, format!("{what} is a mapping, `key: value`")).label(if node.is_null() {
        "nothing is written here".to_owned()
    } else {
        format!("this is {}", node.kind())
    })
}

/// Anything but `true` and `false`.
pub fn not_boolean(span: Span, key: &str, written: &str) -> Finding {
    let finding = Finding::new(&RULE, span, format!("`{key}` takes `true` or `false`"));
    match written.to_lowercase().as_str() {
        "yes" | "on" | "true" | "y" => {
            finding.replace("write `true`, in small letters and without quotes", span, "true")
        }
        "no" | "off" | "false" | "n" => {
            finding.replace("write `false`, in small letters and without quotes", span, "false")
        }
        _ => finding.label("neither"),
    }
}
