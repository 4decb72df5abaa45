//! `countersign check`: only the specs.

use crate::console::Console;
use crate::exit_status::{EXIT_CODES, ExitStatus};
use crate::format::Reporting;
use crate::progress::Progress;
use crate::selection::Selection;
use clap::Args;
use countersign_codegen::diagnostics::count;
use countersign_codegen::diagnostics::print::JSON_FORM;
use countersign_codegen::{Error, Summary};

/// Checks the specs and writes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES, after_long_help = format!("{JSON_FORM}\n\n{EXIT_CODES}"))]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    reporting: Reporting,
    /// Checks again whenever a spec is saved, until Ctrl-C.
    #[cfg(feature = "watch")]
    #[arg(long)]
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
    let summary = match checked(arguments, console) {
        Ok(summary) => summary,
        Err(error) => return console.failure(&error, format, ""),
    };
    console.report(&summary.report, format, "");
    if format.style().is_some() {
        let (apis, endpoints) = (count(summary.apis.len(), "API"), count(summary.endpoints(), "endpoint"));
        let seconds = summary.elapsed.as_secs_f64();
        let unseen = match summary.unseen() {
            0 => String::new(),
            number => format!("; {} not shown whole by the wallets' tables", count(number, "field")),
        };
        let without_role = match summary.without_role() {
            0 => String::new(),
            number => format!("; {} without a role in the sandbox", count(number, "call")),
        };
        let line = format!("checked {apis}, {endpoints} in {seconds:.2} s: no errors{unseen}{without_role}");
        console.result(&line);
    }
    ExitStatus::Success
}

fn checked(arguments: &Arguments, console: &Console) -> Result<Summary, Error> {
    let selected = arguments.selection.find()?;
    let _progress = Progress::start(format!("checking `{}`", selected.specs.display()), console);
    selected.generator().deny_warnings(arguments.reporting.deny_warnings()).check()
}
