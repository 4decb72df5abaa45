//! `countersign docs`: the reference of APIs as static pages.

use crate::console::Console;
use crate::exit_status::{EXIT_CODES, ExitStatus};
use crate::format::Reporting;
use crate::selection::Selection;
use clap::Args;
use countersign_codegen::diagnostics::count;
use countersign_codegen::emit;
use countersign_codegen::output::{Lock, Plan, emitted_folders};
use countersign_codegen::{Drift, Error};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Writes a reference of the APIs as static HTML pages.
///
/// One page for each endpoint: fields, limits, conditions, result codes with what to do, examples, and the call in Rust.
/// The pages need neither a server nor a network; open `index.html`. A file that is the same is not touched, a page that
/// was written once and is not any more is removed.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// The folder that gets the pages.
    #[arg(long, value_name = "DIR", default_value = "target/docs")]
    out: PathBuf,
    /// Writes nothing; prints what would change, and exits with 1 if anything would.
    #[arg(long)]
    check: bool,
    /// Overwrites files that are in the way even when they were not generated.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    reporting: Reporting,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    match write(arguments) {
        Ok(summary) => {
            console.result(&summary);
            ExitStatus::Success
        }
        Err(Error::Drift(drift)) => console.drift(&drift, "what the specs say", "docs"),
        Err(error) => console.failure(&error, arguments.reporting.format, "; nothing written"),
    }
}

fn write(arguments: &Arguments) -> Result<String, Error> {
    let selected = arguments.selection.find()?;
    let (apis, _) = selected.generator().deny_warnings(arguments.reporting.deny_warnings()).read()?;
    let files = emit::docs::files(&apis);
    let _lock = if arguments.check { Lock::to_read(&arguments.out) } else { Lock::to_write(&arguments.out)? };
    let mut owned: BTreeSet<String> = apis.iter().map(|api| api.name.clone()).collect();
    if selected.apis.is_empty() {
        owned.extend(emitted_folders(&arguments.out, "index.html")?);
    }
    let pages = files.keys().filter(|path| path.ends_with(".html")).count();
    let mut plan = Plan::new(&arguments.out, files, &owned)?;
    if arguments.force {
        plan.force();
    }
    if arguments.check {
        return Drift::of(&plan).map_or_else(
            || Ok(format!("{} are what the specs say", count(pages, "page"))),
            |drift| Err(Error::Drift(drift)),
        );
    }
    Error::if_foreign([&plan])?;
    plan.apply()?;
    let index = arguments.out.join("index.html");
    let changed = count(plan.drift().count(), "file");
    Ok(format!("{}, {changed} changed; open {}", count(pages, "page"), index.display()))
}
