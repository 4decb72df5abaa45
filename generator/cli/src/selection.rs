//! Which specs a command is about.

use clap::Args;
use countersign_codegen::Generator;
use std::path::PathBuf;

/// What commands are told that read all specs.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// The folder that has a folder for each API.
    #[arg(long, value_name = "DIR", default_value = "specs")]
    pub(super) specs: PathBuf,
    /// Only this API; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub(super) api: Vec<String>,
}

impl Selection {
    /// A generator of these specs.
    pub(super) fn generator(&self) -> Generator {
        self.api.iter().fold(Generator::new(&self.specs), Generator::api)
    }
}
