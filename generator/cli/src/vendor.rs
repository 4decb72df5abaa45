//! `countersign vendor`: the copy of the runtime.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use crate::format::Format;
use crate::project::Project;
use clap::Args;
use countersign_codegen::diagnostics::count;
use countersign_codegen::{Error, VendoredSummary};
use std::path::Path;

const MORE: &str = "\
Exit codes:
  0  written, or up to date
  1  the settings have errors, or --check found a difference
  2  the command line is wrong, a file is in the way, or one cannot be read or written";

/// Writes a copy of the runtime, by which generated crates build without a registry.
///
/// The copy travels inside this program. It goes to `countersign-vendor`, beside `countersign.yaml` or else into the working
/// directory. `generate` does the same where the settings say `runtime: vendored`, as they do by default.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// Writes nothing; exits with 1 if anything would change.
    #[arg(long)]
    check: bool,
    /// Overwrites files that are in the way even when they are no part of a copy.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    let written = Project::find(Path::new(".")).and_then(|project| {
        let copy = project.vendored();
        let summary = if arguments.check { copy.verify() } else { copy.write(arguments.force) };
        Ok((summary?, project.is_vendored()))
    });
    match written {
        Ok((summary, is_used)) => {
            console.result(&line(&summary));
            if !is_used {
                console.problem(
                    "note: generated crates do not use it until `countersign.yaml` says `runtime: vendored`",
                );
            }
            ExitStatus::Success
        }
        Err(Error::Drift(drift)) => console.drift(&drift, "this program's copy", "vendor"),
        Err(error) => console.failure(&error, Format::Text, "; nothing written"),
    }
}

/// `countersign-vendor: 183 files, 2 changed`.
pub(super) fn line(summary: &VendoredSummary) -> String {
    let removed = if summary.removed > 0 { format!(", {} removed", summary.removed) } else { String::new() };
    let files = count(summary.files, "file");
    format!("{}: {files}, {} changed{removed}", summary.folder.display(), summary.changed)
}
