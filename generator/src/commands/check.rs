//! `countersign check`: only the specs.

use super::{EXIT_CODES, Format, Outcome, console::Console};
use crate::Generator;
use crate::rules::count;
use clap::Args;
use std::path::PathBuf;

/// Checks the specs and writes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Arguments {
    /// The folder that has a folder for each API.
    #[arg(long, value_name = "DIR", default_value = "specs")]
    specs: PathBuf,
    /// Only this API; may be given several times.
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> Outcome {
    let generator = arguments.api.iter().fold(Generator::new(&arguments.specs), Generator::api);
    match generator.check() {
        Ok(summary) => {
            console.report(&summary.report, arguments.format, "");
            let (apis, endpoints) = (count(summary.apis.len(), "API"), count(summary.endpoints(), "endpoint"));
            console.result(&format!(
                "checked {apis}, {endpoints} in {:.2} s: no errors",
                summary.elapsed.as_secs_f64()
            ));
            Outcome::Fine
        }
        Err(error) => console.failure(&error, arguments.format, ""),
    }
}
