//! The rules explained: one by one, as a list, and as a page.

use super::{RETIRED, RULES};
use crate::diagnostics::{Rule, nearest};
use std::fmt::Write;

/// The rule with that id or name, however it is capitalized; else the one that was most likely meant.
///
/// # Errors
/// There is none. The error is the nearest rule, if one is near.
pub fn find(wanted: &str) -> Result<&'static Rule, Option<&'static Rule>> {
    let wanted = wanted.trim().to_lowercase().replace('_', "-");
    let called =
        |name: &str| RULES.iter().copied().find(|rule| rule.id.to_lowercase() == name || rule.name == name);
    called(&wanted).ok_or_else(|| {
        let retired = RETIRED.iter().find(|(id, name, _)| id.to_lowercase() == wanted || *name == wanted);
        if let Some((.., instead)) = retired {
            return called(&instead.to_lowercase());
        }
        let names = RULES.iter().flat_map(|rule| [rule.id, rule.name]);
        nearest(&wanted, names).and_then(|near| called(&near.to_lowercase()))
    })
}

/// A rule for the terminal: what, why, how to fix it, and an example.
#[must_use]
pub fn text(rule: &Rule) -> String {
    let mut out = format!("{} {} ({})\n", rule.id, rule.name, rule.severity);
    for (title, paragraph) in [("", rule.summary), ("Why", rule.why), ("How to fix it", rule.fix)] {
        out.push('\n');
        if !title.is_empty() {
            let _ = writeln!(out, "{title}:");
        }
        let indent = if title.is_empty() { "" } else { "  " };
        for line in wrapped(paragraph, 96 - indent.len()) {
            let _ = writeln!(out, "{indent}{line}");
        }
    }
    out.push_str("\nExample:\n");
    for line in rule.example.lines() {
        let _ = writeln!(out, "  {line}");
    }
    out
}

/// All rules, one a line.
#[must_use]
pub fn list() -> String {
    let widest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for rule in RULES {
        let severity = rule.severity.to_string();
        let _ = writeln!(out, "{}  {severity:7}  {:widest$}  {}", rule.id, rule.name, rule.summary);
    }
    out
}

/// All rules as a Markdown page.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from(
        "<!-- Written by `countersign explain --markdown`; a test compares. -->\n\n# Rules\n\n\
         What `countersign check` finds. An error stops the generator, a warning does not unless `--deny warnings` is\n\
         given. An id never changes its meaning.\n\n| id | name | severity | what is wrong |\n|---|---|---|---|\n",
    );
    for rule in RULES {
        let _ = writeln!(
            out,
            "| [{0}](#{1}) | {2} | {3} | {4} |",
            rule.id,
            anchor(rule),
            rule.name,
            rule.severity,
            rule.summary.replace('|', "\\|")
        );
    }
    for rule in RULES {
        let _ = write!(
            out,
            "\n## {} {}\n\n{} ({})\n\n{}\n\n**How to fix it:** {}\n\n```yaml\n{}\n```\n",
            rule.id, rule.name, rule.summary, rule.severity, rule.why, rule.fix, rule.example
        );
    }
    out
}

/// What a Markdown heading is linked by.
fn anchor(rule: &Rule) -> String {
    format!("{}-{}", rule.id.to_lowercase(), rule.name)
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_by_id_and_name() {
        for wanted in ["C0005", "c0005", "unknown-key", "Unknown-Key", "UNKNOWN_KEY", " c0005 "] {
            assert_eq!(find(wanted).map(|rule| rule.id).ok(), Some("C0005"), "{wanted}");
        }
        for (wanted, near) in [
            ("unknown-keys", Some("C0005")),
            ("limit-mising", Some("C0020")),
            ("c0027", Some("C0037")),
            ("xyz", None),
        ] {
            assert_eq!(find(wanted).map(|rule| rule.id).map_err(|near| near.map(|rule| rule.id)), Err(near));
        }
    }
}
