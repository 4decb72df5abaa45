//! `countersign openapi`: exports and imports OpenAPI documents.

use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use crate::selection::Specs;
use clap::{Args, Subcommand};
use countersign_codegen::diagnostics::count;
use countersign_codegen::openapi::{ImportError, Imported, LeftOut, import_with_version};
use countersign_codegen::output::Plan;
use countersign_codegen::{Error, emit};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const EXPORT_EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  the specs have errors; nothing is written
  2  the command line is wrong, or a file cannot be read or written";

const IMPORT_EXIT_CODES: &str = "\
Exit codes:
  0  the specs are written; what was left out of them is listed
  1  the document cannot be imported, or (with --strict) something would be left out; nothing is written
  2  the command line is wrong, spec files already exist, or a file cannot be read or written";

/// The longest document that is read, in bytes.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Exports and imports OpenAPI documents.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Export(Export),
    Import(Import),
}

/// Writes an API as an OpenAPI 3.1 document, in JSON.
///
/// What OpenAPI cannot express is written as `x-countersign-...` extensions, so that importing the document gives the
/// same API.
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXIT_CODES)]
struct Export {
    /// The API: a folder of the specs.
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    specs: Specs,
    /// The file to write; by default standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes specs from an OpenAPI document of version 3.0 or 3.1, in JSON or YAML.
///
/// POST operations with a JSON object as body become endpoints, webhooks become notifications. Everything that is left
/// out is listed with its JSON pointer. Only references within the document are followed.
#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXIT_CODES)]
struct Import {
    /// The document.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The name of the API, and of its folder.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The version of paths that have none, such as `v1`; without it they are left out.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    #[command(flatten)]
    specs: Specs,
    /// Overwrites existing spec files.
    #[arg(long)]
    force: bool,
    /// Writes nothing when something would be left out.
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    let ended = match &arguments.command {
        Command::Export(arguments) => export(arguments, console),
        Command::Import(arguments) => import_file(arguments, console),
    };
    ended.unwrap_or_else(|error| error.report(console, ""))
}

fn export(arguments: &Export, console: &Console) -> Result<ExitStatus, CommandError> {
    let (apis, _) = arguments.specs.select(std::slice::from_ref(&arguments.name))?.generator().read()?;
    // A missing API has already been reported as an error.
    let Some(document) = apis.first().map(emit::openapi::document) else { return Ok(ExitStatus::Error) };
    match &arguments.out {
        None => console.result_text(&document),
        Some(file) => {
            write(file, document)?;
            console.result(&format!("wrote {}", file.display()));
        }
    }
    Ok(ExitStatus::Success)
}

/// Writes a document atomically, by renaming, like all other files.
fn write(file: &Path, document: String) -> Result<(), Error> {
    let (folder, name) = (file.parent().unwrap_or(Path::new("")), file.file_name().unwrap_or_default());
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let files = BTreeMap::from([(name.to_string_lossy().into_owned(), document)]);
    let mut plan = Plan::new(folder, files, &BTreeSet::new())?;
    // The user named this file, so it may be overwritten.
    plan.force();
    Error::if_foreign([&plan])?;
    Ok(plan.apply()?)
}

fn read(file: &Path) -> Result<String, CommandError> {
    let shown = file.display();
    let cannot = |source| CommandError::File { action: "cannot read", path: shown.to_string(), source };
    let metadata = fs::metadata(file).map_err(cannot)?;
    if metadata.is_dir() {
        return Err(usage(format!("`{shown}` is a folder; name a document")));
    }
    if metadata.len() > MAX_BYTES {
        return Err(usage(format!("`{shown}` has {} bytes; the limit is {MAX_BYTES}", metadata.len())));
    }
    let bytes = fs::read(file).map_err(cannot)?;
    String::from_utf8(bytes).map_err(|error| usage(format!("`{shown}` is not UTF-8 text: {error}")))
}

fn import_file(arguments: &Import, console: &Console) -> Result<ExitStatus, CommandError> {
    let text = read(&arguments.file)?;
    let shown = arguments.file.display().to_string();
    let version = arguments.version.as_deref();
    let imported = match import_with_version(&text, &shown, &arguments.name, version) {
        Ok(imported) => imported,
        Err(error @ (ImportError::Name(_) | ImportError::Version(_))) => return Ok(console.fail(error)),
        Err(error) => {
            if let ImportError::Nothing(left_out) = &error {
                list(left_out, console);
            }
            console.problem(&format!("error: {}", error.to_string().trim_end()));
            return Ok(ExitStatus::Findings);
        }
    };
    list(&imported.left_out, console);
    if arguments.strict && !imported.left_out.is_empty() {
        let number = count(imported.left_out.len(), "part");
        console.problem(&format!("error: {number} would be left out; nothing written"));
        return Ok(ExitStatus::Findings);
    }
    console.result(&place(&imported, arguments)?);
    check(arguments, console)?;
    Ok(ExitStatus::Success)
}

fn list(left_out: &[LeftOut], console: &Console) {
    for one in left_out {
        console.problem(&format!("left out: {one}"));
    }
}

/// Writes the specs, and says what was written.
fn place(imported: &Imported, arguments: &Import) -> Result<String, Error> {
    let prefixed =
        imported.files().into_iter().map(|(path, text)| (format!("{}/{path}", arguments.name), text));
    let mut plan = Plan::new(&arguments.specs.folder()?, prefixed.collect(), &BTreeSet::new())?;
    if arguments.force {
        plan.force();
    }
    Error::if_foreign([&plan])?;
    plan.apply()?;
    let endpoints = imported.api.versions.iter().map(|version| version.endpoints.len()).sum();
    let types = imported.api.versions.iter().map(|version| version.types.len()).sum();
    Ok(format!(
        "imported {}: {}, {}, {}; {} left out",
        arguments.name,
        count(endpoints, "endpoint"),
        count(types, "type"),
        count(plan.files.len(), "file"),
        imported.left_out.len()
    ))
}

/// Checks the specs as they are now: together with older files, they may contradict each other.
fn check(arguments: &Import, console: &Console) -> Result<(), Error> {
    let summary = arguments.specs.select(std::slice::from_ref(&arguments.name))?.generator().check()?;
    let warnings = summary.report.findings().warnings();
    let next = format!("countersign check{} --api {}", arguments.specs.option(), arguments.name);
    if warnings > 0 {
        console.result(&format!("the specs have {}; see `{next}`", count(warnings, "warning")));
    }
    Ok(())
}
