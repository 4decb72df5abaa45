//! The description of a rule: data alone.

use std::fmt;

/// Something that can be wrong with a spec.
///
/// The texts are written for the person who has just met the rule; `explain` and the rules' reference show them.
#[derive(Debug)]
pub struct Rule {
    /// `C0001`: never changes, and is never used again for something else.
    pub id: &'static str,
    /// `unknown-key`: the id in words.
    pub name: &'static str,
    /// Whether it stops the generator.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub summary: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// How it is fixed.
    pub fix: &'static str,
    /// YAML that breaks the rule, and the same YAML fixed.
    pub example: &'static str,
}

/// Whether a finding stops the generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Generated all the same.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}
