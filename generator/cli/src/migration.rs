//! `countersign fmt --migrate`: rewrites files to the current edition of the format.

use countersign_codegen::diagnostics::{Finding, Findings};
use countersign_codegen::format::{Edit, format, rewrite};
use countersign_codegen::model::migrate::{Rewrite, renamed_conditions, rewrites};
use countersign_codegen::model::resolve;
use countersign_codegen::rules::{Context, older_format};
use countersign_codegen::spec::syntax::ApiSpec;
use countersign_codegen::spec::{FileId, Span, SpecSet};
use std::collections::BTreeMap;

/// The files of which something was rewritten.
#[derive(Debug, Default)]
pub(super) struct Migration {
    /// Their new texts, formatted. If one file of an API cannot be rewritten, none is: an entry that is removed from one
    /// may be needed in another.
    pub(super) texts: BTreeMap<FileId, String>,
    /// The places that were rewritten.
    done: Vec<Span>,
}

impl Migration {
    /// Rewrites whatever has only one meaning.
    pub(super) fn of(set: &SpecSet) -> Self {
        let mut migration = Self::default();
        for spec in &set.apis {
            let rewrites = rewrites(spec, &resolve(spec, &mut Findings::default()));
            let renamed = renamed_conditions(spec);
            if let Some(texts) = texts(set, &rewrites, &renamed) {
                migration.texts.extend(texts);
                migration.done.extend(rewrites.iter().map(|rewrite| rewrite.span).chain(renamed));
            }
        }
        migration
    }

    /// The places in an older edition that remain after the migration.
    pub(super) fn left(&self, set: &SpecSet) -> Vec<Finding> {
        let found = set.apis.iter().flat_map(older);
        found.filter(|finding| !self.done.contains(&finding.span)).collect()
    }
}

/// `None` when one of the files cannot be rewritten.
fn texts(set: &SpecSet, rewrites: &[Rewrite], renamed: &[Span]) -> Option<BTreeMap<FileId, String>> {
    let mut edits: BTreeMap<FileId, Vec<Edit<'_>>> = BTreeMap::new();
    for Rewrite { span, key, entry } in rewrites {
        edits.entry(span.file).or_default().push(Edit { key, entry: entry.as_deref() });
    }
    for key in renamed {
        edits.entry(key.file).or_default();
    }
    let rewritten = |(file, edits): (FileId, Vec<Edit<'_>>)| {
        let text = with_conditions(set.sources.text(file), file, renamed)?;
        let text = if edits.is_empty() { format(&text) } else { rewrite(&text, &edits) };
        text.ok().map(|text| (file, text))
    };
    edits.into_iter().map(rewritten).collect()
}

/// With `condition` in place of those keys.
fn with_conditions(text: &str, file: FileId, keys: &[Span]) -> Option<String> {
    let mut keys: Vec<&Span> = keys.iter().filter(|key| key.file == file).collect();
    // From the end, so that the places before stay what they are.
    keys.sort_by_key(|key| std::cmp::Reverse(key.start));
    let mut text = text.to_owned();
    for key in keys {
        let place = key.start as usize..key.end as usize;
        text.get(place.clone())?;
        text.replace_range(place, "condition");
    }
    Some(text)
}

fn older(spec: &ApiSpec) -> Vec<Finding> {
    let api = resolve(spec, &mut Findings::default());
    let mut findings = Findings::default();
    older_format::check(&Context { spec, api: &api }, &mut findings);
    findings.kept().to_vec()
}
