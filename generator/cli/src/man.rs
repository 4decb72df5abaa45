//! `countersign man`: manual pages.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use clap::Args;
use countersign_codegen::Error;
use countersign_codegen::diagnostics::count;
use countersign_codegen::output::{OutputError, Plan};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Writes manual pages.
///
/// There is one for each command: `countersign.1`, `countersign-check.1` and so on.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder that gets the pages; those that are there are overwritten.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments, command: clap::Command, console: &Console) -> ExitStatus {
    match write(command, &arguments.out) {
        Ok(number) => {
            let pages = count(number, "manual page");
            console.result(&format!("wrote {pages} to {}", arguments.out.display()));
            ExitStatus::Success
        }
        Err(error) => console.fail(error),
    }
}

fn write(command: clap::Command, folder: &Path) -> Result<usize, Error> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut pages = BTreeMap::new();
    let added = add(&command, &mut pages);
    added.map_err(|source| OutputError { path: folder.to_owned(), action: "cannot write", source })?;
    let number = pages.len();
    let mut plan = Plan::new(folder, pages, &BTreeSet::new())?;
    plan.force();
    plan.apply()?;
    Ok(number)
}

/// A command's page, and those of its own commands.
fn add(command: &clap::Command, pages: &mut BTreeMap<String, String>) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    pages.insert(format!("{name}.1"), String::from_utf8_lossy(&page).into_owned());
    command.get_subcommands().try_for_each(|inner| add(inner, pages))
}
