//! `countersign generate`: specs in, crates out.

use crate::console::Console;
use crate::exit_status::{EXIT_CODES, ExitStatus};
use crate::format::Reporting;
use crate::progress::Progress;
use crate::selection::Selection;
use clap::Args;
use countersign_codegen::diagnostics::count;
use countersign_codegen::diagnostics::print::JSON_FORM;
use countersign_codegen::{Generator, Summary};
use std::path::PathBuf;

/// Checks the specs and writes a crate for each API.
///
/// A file that is the same is not touched, a file that was generated once and is not any more is removed, and a file that
/// was not generated is never overwritten without --force. When the specs have errors, nothing is written.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES, after_long_help = format!("{JSON_FORM}\n\n{EXIT_CODES}"))]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// The folder that gets a crate for each API.
    #[arg(long, value_name = "DIR", default_value = "generated")]
    out: PathBuf,
    /// Writes nothing; prints what would change, and exits with 1 if anything would.
    #[arg(long)]
    check: bool,
    /// Overwrites files that are in the way even when they were not generated.
    #[arg(long)]
    force: bool,
    /// Path of the runtime crate for the generated `Cargo.toml`, seen from a generated crate.
    #[arg(long, value_name = "PATH")]
    runtime: Option<String>,
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
        return super::watch::watch(&arguments.selection.specs, console, || once(arguments, console));
    }
    once(arguments, console)
}

fn once(arguments: &Arguments, console: &Console) -> ExitStatus {
    let format = arguments.reporting.format;
    let generator = generator(arguments);
    let folder = arguments.selection.specs.display();
    let progress = Progress::start(format!("generating from `{folder}`"), console);
    let result = if arguments.check { generator.verify() } else { generator.generate() };
    drop(progress);
    match result {
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

fn generator(arguments: &Arguments) -> Generator {
    let generator = arguments
        .selection
        .generator()
        .out_dir(&arguments.out)
        .force(arguments.force)
        .deny_warnings(arguments.reporting.deny_warnings());
    match &arguments.runtime {
        Some(path) => generator.runtime_path(path),
        None => generator,
    }
}

fn print(summary: &Summary, check: bool, console: &Console) {
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
