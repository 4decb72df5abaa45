//! `countersign fmt --migrate`: files in the edition of the format that is read now.

use crate::format::{Edit, rewrite};
use crate::model::migrate::{Rewrite, rewrites};
use crate::model::resolve;
use crate::rules::{Context, Finding, Findings, reference};
use crate::spec::syntax::ApiSpec;
use crate::spec::{FileId, Span, SpecSet};
use std::collections::BTreeMap;

/// The files of which something was rewritten.
#[derive(Debug, Default)]
pub(super) struct Migration {
    /// Their new texts, laid out. An API of which one file cannot be rewritten has none: what one file says may be gone
    /// from another.
    pub(super) texts: BTreeMap<FileId, String>,
    /// The places of which nothing is left.
    done: Vec<Span>,
}

impl Migration {
    /// What can be rewritten.
    pub(super) fn of(set: &SpecSet) -> Self {
        let mut migration = Self::default();
        for spec in &set.apis {
            let rewrites = rewrites(spec, &resolve(spec, &mut Findings::default()));
            if let Some(texts) = texts(set, &rewrites) {
                migration.texts.extend(texts);
                migration.done.extend(rewrites.iter().map(|rewrite| rewrite.span));
            }
        }
        migration
    }

    /// What of the older editions is left when this is done.
    pub(super) fn left(&self, set: &SpecSet) -> Vec<Finding> {
        let found = set.apis.iter().flat_map(older);
        found.filter(|finding| !self.done.contains(&finding.span)).collect()
    }
}

/// `None` when one of the files cannot be rewritten.
fn texts(set: &SpecSet, rewrites: &[Rewrite]) -> Option<BTreeMap<FileId, String>> {
    let mut edits: BTreeMap<FileId, Vec<Edit<'_>>> = BTreeMap::new();
    for Rewrite { span, key, entry } in rewrites {
        edits.entry(span.file).or_default().push(Edit { key, entry: entry.as_deref() });
    }
    let rewritten = |(file, edits): (FileId, Vec<Edit<'_>>)| {
        rewrite(set.sources.text(file), &edits).ok().map(|text| (file, text))
    };
    edits.into_iter().map(rewritten).collect()
}

fn older(spec: &ApiSpec) -> Vec<Finding> {
    let api = resolve(spec, &mut Findings::default());
    let mut findings = Findings::default();
    if let Some(check) = reference::find("older-format").ok().and_then(|rule| rule.check) {
        check(&Context { spec, api: &api }, &mut findings);
    }
    findings.kept().to_vec()
}
