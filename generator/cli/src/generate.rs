//! `countersign generate`: specs in, crates out.

use crate::console::Console;
use crate::exit_status::{EXIT_CODES, ExitStatus};
use crate::format::Reporting;
use crate::progress::Progress;
use crate::selection::Selection;
use crate::vendor;
use clap::Args;
use countersign_codegen::diagnostics::count;
use countersign_codegen::diagnostics::print::JSON_FORM;
use countersign_codegen::{Error, Summary};
use std::path::PathBuf;

/// Checks the specs and writes a crate for each API.
///
/// `countersign.yaml`, here or in a folder above, says where specs are and what the crates depend on. Without it, a copy of
/// the runtime is written beside them, to `countersign-vendor`.
///
/// A file that is the same is not touched, a file that was generated once and is not any more is removed, and a file that
/// was not generated is never overwritten without --force. When the specs have errors, nothing is written.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES, after_long_help = format!("{JSON_FORM}\n\n{EXIT_CODES}"))]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// The folder that gets a crate for each API; by default the one that `countersign.yaml` names, or else `generated`.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Writes nothing; prints what would change, and exits with 1 if anything would.
    #[arg(long)]
    check: bool,
    /// Overwrites files that are in the way even when they were not generated.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    reporting: Reporting,
    /// Generates again whenever a spec is saved, until Ctrl-C.
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with = "check")]
    watch: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    #[cfg(feature = "watch")]
    if arguments.watch {
        return match arguments.selection.specs.folder() {
            Ok(folder) => super::watch::watch(&folder, console, || once(arguments, console)),
            Err(error) => console.failure(&error, arguments.reporting.format, ""),
        };
    }
    once(arguments, console)
}

fn once(arguments: &Arguments, console: &Console) -> ExitStatus {
    let format = arguments.reporting.format;
    match generated(arguments, console) {
        Ok(summary) => {
            console.report(&summary.report, format, "");
            if format.style().is_some() {
                print(&summary, arguments.check, console);
            }
            ExitStatus::Success
        }
        Err(error) => console.failure(&error, format, "; nothing written"),
    }
}

fn generated(arguments: &Arguments, console: &Console) -> Result<Summary, Error> {
    let selected = arguments.selection.find()?;
    let project = &selected.project;
    let mut generator = selected
        .generator()
        .out_dir(arguments.out.clone().unwrap_or_else(|| project.out()))
        .runtime(project.runtime())
        .force(arguments.force)
        .deny_warnings(arguments.reporting.deny_warnings());
    if let Some(license) = project.license() {
        generator = generator.license(license);
    }
    let _progress = Progress::start(format!("generating from `{}`", selected.specs.display()), console);
    if arguments.check { generator.verify() } else { generator.generate() }
}

fn print(summary: &Summary, check: bool, console: &Console) {
    if let Some(copy) = summary.vendored.iter().find(|copy| copy.changed + copy.removed > 0) {
        console.result(&vendor::line(copy));
    }
    for api in &summary.apis {
        let removed = if api.removed > 0 { format!(", {} removed", api.removed) } else { String::new() };
        let (endpoints, files) = (count(api.endpoints, "endpoint"), count(api.files, "file"));
        console.result(&format!("{}: {endpoints}, {files}, {} changed{removed}", api.name, api.changed));
    }
    let apis = count(summary.apis.iter().filter(|api| api.files > 0).count(), "API");
    let (endpoints, files) = (count(summary.endpoints(), "endpoint"), count(summary.files(), "file"));
    let seconds = summary.elapsed.as_secs_f64();
    console.result(&if check {
        format!("{apis}, {endpoints}, {files} are what the specs say, checked in {seconds:.2} s")
    } else {
        let (changed, removed) = (summary.changed(), summary.removed());
        format!(
            "generated {apis}, {endpoints}, {files} ({changed} changed, {removed} removed) in {seconds:.2} s"
        )
    });
}
