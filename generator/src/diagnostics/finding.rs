//! Something that is wrong with a spec, and all of it together.

use crate::diagnostics::{FileId, Span};
use crate::diagnostics::{Rule, Severity};
use std::collections::BTreeSet;

/// How many findings are kept; warnings leave room for as many errors. The rest is counted.
const MAX_KEPT: usize = 10_000;

/// One violation of a rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where.
    pub span: Span,
    /// What is wrong, in one line.
    pub message: String,
    /// Stands beside the place; may be empty.
    pub label: String,
    /// Other places that have to do with it, and what to say beside them.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<Help>,
}

/// What to do about a finding.
#[derive(Debug, Clone)]
pub struct Help {
    /// In words.
    pub text: String,
    /// The edit that does it, where it is certain enough.
    pub patch: Option<Patch>,
}

/// Replaces the bytes of a place.
#[derive(Debug, Clone)]
pub struct Patch {
    /// What is replaced.
    pub span: Span,
    /// By this.
    pub with: String,
}

impl Finding {
    /// A finding with a message; the rest is added by the methods below.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self { rule, span, message: message.into(), label: String::new(), related: Vec::new(), help: None }
    }

    /// What to say beside the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Another place that has to do with it.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// What to do, in words.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), patch: None });
        self
    }

    /// What to do, with the edit that does it.
    #[must_use]
    pub fn replace(mut self, text: impl Into<String>, span: Span, with: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), patch: Some(Patch { span, with: with.into() }) });
        self
    }
}

/// All that is wrong.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    errors: usize,
    warnings: usize,
    broken_files: BTreeSet<FileId>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        match finding.rule.severity {
            Severity::Error => {
                self.errors += 1;
                self.broken_files.insert(finding.span.file);
                self.broken_files.extend(finding.related.iter().map(|(span, _)| span.file));
            }
            Severity::Warning => self.warnings += 1,
        }
        let limit = if finding.rule.severity == Severity::Error { MAX_KEPT } else { MAX_KEPT / 2 };
        if self.kept.len() < limit {
            self.kept.push(finding);
        }
    }

    /// Adds all of them.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Puts them in the order of their places.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(|finding| (finding.span, finding.rule.id));
    }

    /// In order, at most 10,000.
    #[must_use]
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// How many stop the generator.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many do not.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.errors + self.warnings
    }

    /// How many files are concerned.
    #[must_use]
    pub fn files(&self) -> usize {
        self.kept.iter().map(|finding| finding.span.file).collect::<BTreeSet<_>>().len()
    }

    /// A file with an error: what is missing there may have been lost by it, and is not worth a finding of its own.
    #[must_use]
    pub fn is_broken(&self, file: FileId) -> bool {
        self.broken_files.contains(&file)
    }
}
