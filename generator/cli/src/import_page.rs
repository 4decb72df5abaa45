//! `countersign import-page`: specs from a wallet's web page.

mod spec_files;

use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use crate::selection::Specs;
use crate::shipped;
use clap::Args;
use countersign_codegen::Error;
use countersign_codegen::diagnostics::{Style, count};
use countersign_codegen::diff::{Comparison, Side, print};
use countersign_codegen::import::page::{ImportedPage, LeftOut, PageError, PageFormat, PageSettings, import};
use countersign_codegen::output::Plan;
use countersign_runtime::DateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const MORE: &str = "\
Pages are Markdown as saved from a portal, HTML, and tables with tabs or commas as copied from a
browser or a spreadsheet, in English or Spanish: fields as headings or in tables, result codes,
JSON samples. Limits and requiredness come from the page or not at all. Each paragraph and cell
that is not used is listed with its line.

Run on a newer page, it changes what the page says, keeps what else is in the specs, and prints
the difference.

Examples:
  countersign import-page --name claro pay.html
  countersign import-page --name claro --path payments/pay table.tsv
  pbpaste | countersign import-page --name claro --path payments/pay -

Exit codes:
  0  the specs are written; what was not used of the page is listed
  1  the page cannot be imported; nothing is written
  2  the command line is wrong, or a file cannot be read or written";

/// The longest page that is read, in bytes.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Writes specs from a wallet's web page.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// The page; `-` reads standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The name of the API, and of its folder.
    #[arg(long, value_name = "NAME")]
    name: String,
    #[command(flatten)]
    specs: Specs,
    /// The version of the API; by default the one in the page's path, or else v1.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// The path of the endpoint, such as payments/pay; by default the page's.
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
    /// Another API, in the same folder or shipped: docs, types and sensitive marks of fields of the same name and type are
    /// taken over.
    #[arg(long, value_name = "NAME")]
    like: Option<String>,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    import_page(arguments, console).unwrap_or_else(|error| error.report(console, ""))
}

fn import_page(arguments: &Arguments, console: &Console) -> Result<ExitStatus, CommandError> {
    let text = read(&arguments.file)?;
    let shown = arguments.file.display().to_string();
    let folder = arguments.specs.folder()?;
    let existing = spec_files::read(&folder.join(&arguments.name))?;
    let like = arguments.like.as_deref().map(|name| like(&folder, name)).transpose()?;
    let file = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let settings = PageSettings {
        name: &arguments.name,
        format: PageFormat::of(&shown, &text),
        version: arguments.version.as_deref(),
        path: arguments.path.as_deref(),
        existing: &existing,
        like: like.as_ref(),
        file: &file,
        date: &today(),
    };
    let imported = match import(&text, &settings) {
        Ok(imported) => imported,
        Err(error @ PageError::Name(_)) => return Ok(console.fail(error)),
        Err(error) => {
            if let PageError::Nothing(left_out) = &error {
                list(left_out, &shown, console);
            }
            console.problem(&format!("error: {}", error.to_string().trim_end()));
            return Ok(ExitStatus::Findings);
        }
    };
    list(&imported.left_out, &shown, console);
    let before = if existing.is_empty() { None } else { Side::folder(&folder).ok() };
    place(&imported, &folder, arguments)?;
    console.result(&summary(&imported, &arguments.name));
    if let (Some(before), Ok(after)) = (before, Side::folder(&folder)) {
        console.result_text(&print::text(&Comparison::new(before, after), Style::Coloured));
    }
    check(arguments, console)?;
    Ok(ExitStatus::Success)
}

/// The spec files of another API: one beside it, or one that travels inside this program.
fn like(folder: &Path, name: &str) -> Result<BTreeMap<String, String>, CommandError> {
    let own = spec_files::read(&folder.join(name))?;
    if !own.is_empty() {
        return Ok(own);
    }
    let shipped = shipped::find(name)?.files();
    Ok(shipped.into_iter().map(|(path, text)| (path, text.to_owned())).collect())
}

/// The day, in UTC.
fn today() -> String {
    DateTime::from(SystemTime::now()).as_str().chars().take(10).collect()
}

/// Reads the page, and no more of it than is allowed.
fn read(file: &Path) -> Result<String, CommandError> {
    let shown = file.display();
    let cannot = |source| CommandError::File { action: "cannot read", path: shown.to_string(), source };
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
    } else {
        if file.is_dir() {
            return Err(usage(format!("`{shown}` is a folder; name a page")));
        }
        File::open(file).map_err(cannot)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(usage(format!(
            "`{shown}` has more than {MAX_BYTES} bytes; save the part with the tables alone"
        )));
    }
    let not_text = |error| {
        usage(format!("`{shown}` is not UTF-8 text: {error}; save the page as text, Markdown or HTML"))
    };
    String::from_utf8(bytes).map_err(not_text)
}

fn list(left_out: &[LeftOut], file: &str, console: &Console) {
    for one in left_out {
        let blank = if one.lines.is_empty() { " " } else { "" };
        console.problem(&format!("{file}:{blank}{one}"));
    }
}

fn place(imported: &ImportedPage, folder: &Path, arguments: &Arguments) -> Result<(), Error> {
    let name = &arguments.name;
    let files: BTreeMap<String, String> =
        imported.files.iter().map(|(path, text)| (format!("{name}/{path}"), text.clone())).collect();
    let mut plan = Plan::new(folder, files, &BTreeSet::new())?;
    // What was in the files is in them still.
    plan.force();
    Error::if_foreign([&plan])?;
    Ok(plan.apply()?)
}

fn summary(imported: &ImportedPage, name: &str) -> String {
    format!(
        "imported {} into {name}: {}, {}; {} of the page not used",
        imported.endpoints.join(", "),
        count(imported.fields, "field"),
        count(imported.files.len(), "changed file"),
        count(imported.left_out.len(), "part"),
    )
}

/// Checks the specs as they are now.
fn check(arguments: &Arguments, console: &Console) -> Result<(), Error> {
    let summary = arguments.specs.select(std::slice::from_ref(&arguments.name))?.generator().check()?;
    let warnings = summary.report.findings().warnings();
    if warnings > 0 {
        let next = format!("countersign check{} --api {}", arguments.specs.option(), arguments.name);
        console.result(&format!("the specs have {}; see `{next}`", count(warnings, "warning")));
    }
    Ok(())
}
