//! A finding, and the list of all findings of a run.

use crate::diagnostics::{FileId, Span};
use crate::diagnostics::{Rule, Severity};
use std::collections::BTreeSet;

/// The most findings kept. Warnings take up at most half, which leaves room for errors. The rest is only counted.
const MAX_KEPT: usize = 10_000;

/// One violation of a rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The place of the violation.
    pub span: Span,
    /// The problem, in one line.
    pub message: String,
    /// The text beside the underlined place; may be empty.
    pub label: String,
    /// Related places, each with the text beside it.
    pub related: Vec<(Span, String)>,
    /// How to fix it.
    pub help: Option<Help>,
}

/// A suggested fix for a finding.
#[derive(Debug, Clone)]
pub struct Help {
    /// The fix in words.
    pub text: String,
    /// The edit that applies the fix, if it is certain enough.
    pub patch: Option<Patch>,
}

/// An edit that replaces the text of a place.
#[derive(Debug, Clone)]
pub struct Patch {
    /// The place to be replaced.
    pub span: Span,
    /// The replacement.
    pub with: String,
}

impl Finding {
    /// Creates a finding with a message; the methods below add the rest.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self { rule, span, message: message.into(), label: String::new(), related: Vec::new(), help: None }
    }

    /// Sets the text beside the underlined place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// Sets the fix, in words.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), patch: None });
        self
    }

    /// Sets the fix, with the edit that applies it.
    #[must_use]
    pub fn replace(mut self, text: impl Into<String>, span: Span, with: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), patch: Some(Patch { span, with: with.into() }) });
        self
    }
}

/// All findings of a run.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    /// Those that are kept: what several versions share is looked through for each of them.
    seen: BTreeSet<(Span, &'static str, String)>,
    /// How many of them were found while the specs were read: the others may follow from these.
    of_reading: usize,
    errors: usize,
    warnings: usize,
    broken_files: BTreeSet<FileId>,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        let identity = (finding.span, finding.rule.id, finding.message.clone());
        if self.seen.contains(&identity) {
            return;
        }
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
            self.seen.insert(identity);
            self.kept.push(finding);
        }
    }

    /// Adds several findings.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Says that the specs are read. What is added from now on may follow from what was found so far, and comes behind it.
    pub fn end_reading(&mut self) {
        self.of_reading = self.kept.len();
    }

    /// Sorts the findings by place: first those of reading, and then those that may follow from them.
    pub fn sort(&mut self) {
        let (of_reading, others) = self.kept.split_at_mut(self.of_reading);
        for findings in [of_reading, others] {
            findings.sort_by_key(|finding| (finding.span, finding.rule.id));
        }
    }

    /// The findings that were kept, at most 10,000; in order after [`Self::sort`].
    #[must_use]
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// The number of errors, which stop the generator.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// The number of warnings, which do not.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// The number of all findings.
    #[must_use]
    pub fn total(&self) -> usize {
        self.errors + self.warnings
    }

    /// The number of files with a finding that was kept.
    #[must_use]
    pub fn files(&self) -> usize {
        self.kept.iter().map(|finding| finding.span.file).collect::<BTreeSet<_>>().len()
    }

    /// Whether a file has an error. Whatever is missing in it may be a consequence, and is not reported separately.
    #[must_use]
    pub fn is_broken(&self, file: FileId) -> bool {
        self.broken_files.contains(&file)
    }
}
