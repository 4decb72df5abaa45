//! `countersign fmt`: the canonical layout of specs.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use crate::format::Format;
use crate::migration::Migration;
use crate::selection::Selection;
use clap::Args;
use countersign_codegen::Error;
use countersign_codegen::diagnostics::{Finding, Findings, Report, count};
use countersign_codegen::format::format;
use countersign_codegen::output::{Plan, unified};
use countersign_codegen::spec::display_path;
use countersign_codegen::spec::{self, SpecSet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const MORE: &str = "\
Exit codes:
  0  all files are laid out
  1  --check found files that are not, a file is not YAML, or --migrate left something to do
  2  the command line is wrong, or a file cannot be read or written";

/// Lays specs out.
///
/// What they say and their comments stay: a file of which that is not certain is left as it is.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// Writes nothing; prints what would change, and exits with 1 if anything would.
    #[arg(long)]
    check: bool,
    /// Also rewrites entries of older editions of the format, where they have only one meaning. The others are printed.
    #[arg(long)]
    migrate: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    match lay_out_and_report(arguments, console) {
        Ok(status) => status,
        Err(error) => console.failure(&error, Format::Text, ""),
    }
}

fn lay_out_and_report(arguments: &Arguments, console: &Console) -> Result<ExitStatus, Error> {
    let selected = arguments.selection.find()?;
    let mut set = spec::read(&selected.specs, &selected.apis)?;
    let root = display_path(&selected.specs);
    let mut migration = if arguments.migrate { Migration::of(&set) } else { Migration::default() };
    let laid_out = lay_out(&set, &migration, &root);
    for path in &laid_out.refused {
        console.problem(&format!("error: `{path}` {}", countersign_codegen::format::Unformattable));
    }
    let mut status = if laid_out.refused.is_empty() { ExitStatus::Success } else { ExitStatus::Findings };
    if let ExitStatus::Findings = finish(laid_out, arguments, &root, console)? {
        status = ExitStatus::Findings;
    }
    if arguments.migrate && !arguments.check {
        // What is left is shown as it stands in the files now.
        (set, migration) = (spec::read(&selected.specs, &selected.apis)?, Migration::default());
    }
    let report = left(set, &migration, arguments.migrate);
    if report.findings().total() > 0 {
        console.report(&report, Format::Text, "");
        status = ExitStatus::Findings;
    }
    Ok(status)
}

/// What became of the files.
struct LaidOut {
    /// How many there are.
    total: usize,
    /// The new texts of those that change, by path below the specs folder.
    changed: BTreeMap<String, String>,
    /// Paths of those that cannot be laid out.
    refused: Vec<String>,
}

fn lay_out(set: &SpecSet, migration: &Migration, root: &str) -> LaidOut {
    let unreadable: BTreeSet<_> = unreadable_findings(set).map(|finding| finding.span.file).collect();
    let mut laid_out = LaidOut { total: 0, changed: BTreeMap::new(), refused: Vec::new() };
    for file in set.sources.files().filter(|file| !unreadable.contains(file)) {
        let (path, text) = (set.sources.path(file), set.sources.text(file));
        // Folders are among the sources too, with an empty text.
        let Some(below) =
            path.strip_prefix(root).filter(|below| below.ends_with(".yaml") && !text.is_empty())
        else {
            continue;
        };
        laid_out.total += 1;
        let formatted = migration.texts.get(&file).map_or_else(|| format(text), |text| Ok(text.clone()));
        match formatted {
            Ok(formatted) if formatted == text => {}
            Ok(formatted) => {
                drop(laid_out.changed.insert(below.trim_start_matches('/').to_owned(), formatted))
            }
            Err(_) => laid_out.refused.push(path.to_owned()),
        }
    }
    laid_out
}

/// Files that are no text or no YAML. Whatever else is wrong with specs does not concern their layout.
fn unreadable_findings(set: &SpecSet) -> impl Iterator<Item = &Finding> {
    set.findings.kept().iter().filter(|finding| matches!(finding.rule.name, "unreadable-file" | "yaml-error"))
}

/// Files that cannot be read and, after a migration, what is left of older editions of the format.
fn left(set: SpecSet, migration: &Migration, migrated: bool) -> Report {
    let mut findings = Findings::default();
    unreadable_findings(&set).for_each(|finding| findings.push(finding.clone()));
    if migrated {
        findings.extend(migration.left(&set));
    }
    Report::new(findings, set.sources)
}

/// Writes, or shows what would be written.
fn finish(
    laid_out: LaidOut,
    arguments: &Arguments,
    root: &str,
    console: &Console,
) -> Result<ExitStatus, Error> {
    let (total, number) = (laid_out.total, laid_out.changed.len());
    let mut plan = Plan::new(Path::new(root), laid_out.changed, &BTreeSet::new())?;
    plan.force();
    if !arguments.check {
        plan.apply()?;
        plan.files.iter().for_each(|file| console.result(&format!("laid out {root}/{}", file.path)));
        console.result(&format!("{} of {} changed", number, count(total, "file")));
        return Ok(ExitStatus::Success);
    }
    if number == 0 {
        console.result(&format!("{} laid out", count(total, "file")));
        return Ok(ExitStatus::Success);
    }
    if !console.quiet {
        plan.files.iter().for_each(|file| console.result_text(&unified(file, root)));
    }
    let command = if arguments.migrate { "countersign fmt --migrate" } else { "countersign fmt" };
    console.problem(&format!("error: {number} of {} would change; run `{command}`", count(total, "file")));
    Ok(ExitStatus::Findings)
}
