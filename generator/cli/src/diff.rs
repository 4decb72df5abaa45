//! `countersign diff`: two sets of specs side by side.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use crate::format::Format as Findings;
use crate::selection::Specs;
use clap::{Args, ValueEnum};
use countersign_codegen::Error;
use countersign_codegen::diagnostics::Style;
use countersign_codegen::diff::{Comparison, Side, SideError, Verdict, print};

const MORE: &str = "\
Verdicts are those of Semantic Versioning: major breaks somebody, minor adds something, patch is
all else. The one for the wire is judged by direction: what is sent may be widened, what is
received may be narrowed, and readers are taken to ignore fields, values and result codes that
they do not know. The one for the source is about code that uses the generated crate.

Examples:
  countersign diff                                   what is not committed yet: specs/ since HEAD
  countersign diff main                              specs/ on branch main, and specs/ as it is now
  countersign diff v1.2.0 HEAD --format changelog    between two revisions
  countersign diff old-specs specs --fail-on major   between two folders

JSON (within \"format\": 1, keys are only added):
  { \"format\": 1, \"old\": NAME, \"new\": NAME,
    \"wire\": VERDICT or \"none\", \"source\": VERDICT or \"none\",
    \"changes\": [{
      \"kind\": \"max-length-lowered\", \"api\": NAME, \"version\": \"v1\" or null,
      \"endpoint\": PATH or null, \"type\": NAME or null, \"subject\": \"request.orderId\" or \"\",
      \"sent\": BOOLEAN, \"received\": BOOLEAN, \"old\": TEXT or null, \"new\": TEXT or null,
      \"place\": { \"side\": \"old\" or \"new\", \"file\": PATH, \"line\": NUMBER, \"column\": NUMBER } or null,
      \"wire\": { \"verdict\": VERDICT, \"reason\": TEXT },
      \"source\": { \"verdict\": VERDICT, \"reason\": TEXT } }] }

Exit codes:
  0  compared
  1  specs have errors, or a verdict is at or above --fail-on
  2  the command line is wrong, or a folder or revision cannot be read";

/// Compares two sets of specs and says whom each change breaks, on the wire and in Rust.
///
/// Each set is a folder, or else a revision of git: then the folder of specs as it was in that revision. A folder wins over
/// a revision of the same name; write `refs/heads/NAME` for the branch.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// The specs as they were: a folder or a revision; by default the last commit.
    #[arg(value_name = "OLD", default_value = "HEAD")]
    old: String,
    /// The specs as they are: a folder or a revision; by default the folder of --specs as it is now.
    #[arg(value_name = "NEW")]
    new: Option<String>,
    #[command(flatten)]
    specs: Specs,
    /// How changes are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exits with 1 when a change, on the wire or in source, is that bad or worse.
    #[arg(long, value_enum, value_name = "VERDICT")]
    fail_on: Option<Level>,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Each change with its place, its verdicts, and why.
    Text,
    /// For programs.
    Json,
    /// An entry for a `CHANGELOG.md`, in Markdown.
    Changelog,
}

/// A verdict on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    /// Something breaks.
    Major,
    /// Something is new.
    Minor,
    /// Anything changed.
    Patch,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    let specs = match arguments.specs.folder() {
        Ok(specs) => specs,
        Err(error) => return console.failure(&error, Findings::Text, ""),
    };
    let old = Side::read(&arguments.old, &specs);
    let new = match &arguments.new {
        Some(name) => Side::read(name, &specs),
        None => Side::folder(&specs),
    };
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => return failure(error, console),
        // Both are worth fixing in one round; an error is worse than findings.
        (Err(old), Err(new)) => match (failure(old, console), failure(new, console)) {
            (ExitStatus::Error, _) | (_, ExitStatus::Error) => return ExitStatus::Error,
            (_, status) => return status,
        },
    };
    let comparison = Comparison::new(old, new);
    if !console.quiet {
        console.result_text(&match arguments.format {
            Format::Text => print::text(&comparison, Style::Coloured),
            Format::Json => print::json(&comparison),
            Format::Changelog => print::changelog(&comparison),
        });
    }
    let limit = arguments.fail_on.map(|level| match level {
        Level::Major => Verdict::Major,
        Level::Minor => Verdict::Minor,
        Level::Patch => Verdict::Patch,
    });
    let worst = comparison.wire().max(comparison.source());
    match (worst, limit) {
        (Some(worst), Some(limit)) if worst >= limit => {
            console.problem(&format!("error: the most severe change is {worst} (--fail-on {limit})"));
            ExitStatus::Findings
        }
        _ => ExitStatus::Success,
    }
}

fn failure(error: SideError, console: &Console) -> ExitStatus {
    match error {
        SideError::Findings(report) => console.failure(&Error::Findings(report), Findings::Text, ""),
        SideError::Folder(error) => console.failure(&Error::Specs(error), Findings::Text, ""),
        SideError::Git(error) => console.fail(error),
    }
}
