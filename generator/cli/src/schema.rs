//! `countersign schema`: what editors know of the spec format.

use crate::console::Console;
use crate::error::CommandError;
use crate::exit_status::ExitStatus;
use clap::{Args, ValueEnum};
use countersign_codegen::emit::schema::{self, SpecFile, document};
use countersign_codegen::output::{Change, Plan};
use countersign_codegen::{Error, OutputError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const MORE: &str = "\
Examples:
  countersign schema endpoint             to standard output
  countersign schema --out specs/.schema  all of them, where the first line of files made by `init` and `new` looks for them

Exit codes:
  0  printed, or written
  2  the command line is wrong, or a file cannot be written";

/// Prints the JSON Schema of spec files (draft-07): editors complete, explain and check keys by it.
///
/// Files that `init` and `new` write name their schema in their first line, which yaml-language-server (VS Code, Neovim) reads:
/// `# yaml-language-server: $schema=../../../.schema/endpoint.json`.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// The kind of file.
    #[arg(value_enum, value_name = "FILE", required_unless_present = "out")]
    file: Option<File>,
    /// Writes to this folder: that of FILE, or all.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum File {
    /// `api.yaml`.
    Api,
    /// The file of an endpoint.
    Endpoint,
    /// `types.yaml`.
    Types,
    /// `results.yaml`.
    Results,
    /// `countersign.yaml`.
    Settings,
}

impl File {
    fn kind(self) -> SpecFile {
        match self {
            Self::Api => SpecFile::Api,
            Self::Endpoint => SpecFile::Endpoint,
            Self::Types => SpecFile::Types,
            Self::Results => SpecFile::Results,
            Self::Settings => SpecFile::Settings,
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    let asked = arguments.file.map(File::kind);
    let files = SpecFile::ALL.iter().copied().filter(|file| asked.is_none_or(|asked| asked == *file));
    let Some(folder) = &arguments.out else {
        files.for_each(|file| console.result_text(&document(file)));
        return ExitStatus::Success;
    };
    let files = files.map(|file| (format!("{}.json", file.name()), document(file))).collect();
    match write(folder, files) {
        Ok(lines) => {
            console.result(&lines);
            ExitStatus::Success
        }
        Err(error) => error.report(console, ""),
    }
}

/// The schemas that the first lines of spec files name, as files to be written. A schema of the user's own stays.
pub(super) fn plan(specs: &Path) -> Result<Plan, OutputError> {
    let mut plan = Plan::new(specs, schema::files(), &BTreeSet::new())?;
    plan.files.retain(|file| file.change != Change::Foreign);
    Ok(plan)
}

/// Writes the schemas, and returns what has been written.
fn write(folder: &Path, files: BTreeMap<String, String>) -> Result<String, CommandError> {
    let plan = Plan::new(folder, files, &BTreeSet::new())?;
    Error::if_foreign([&plan])?;
    plan.apply()?;
    let lines = plan.files.iter().map(|file| format!("wrote {}", folder.join(&file.path).display()));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}
