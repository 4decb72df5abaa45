//! The command lines that the explorer shows.

use countersign_calling::Caller;
use std::path::PathBuf;

/// The program and the flags of a command line that calls this sandbox.
#[derive(Default)]
pub(crate) struct CommandLine {
    /// `countersign`, or `cargo run --`.
    pub(crate) program: String,
    /// Where the keys are; `None` when they are nowhere but in this process.
    pub(crate) keys: Option<PathBuf>,
    /// Where the specs are, if they are not where they are looked for.
    pub(crate) specs: Option<PathBuf>,
    /// The authority to trust, with TLS.
    pub(crate) certificate: Option<PathBuf>,
}

impl CommandLine {
    /// Gives a caller the flags for its command lines.
    pub(crate) fn of(&self, caller: Caller, url: &str) -> Caller {
        let files = [("--keys", &self.keys), ("--specs", &self.specs), ("--insecure-ca", &self.certificate)];
        let files =
            files.into_iter().filter_map(|(flag, file)| Some([flag.to_owned(), shown(file.as_ref()?)]));
        let flags = std::iter::once(["--url".to_owned(), url.to_owned()]).chain(files).flatten();
        caller.with_program(&self.program).with_flags(flags).with_certificate(self.certificate.clone())
    }
}

fn shown(file: &std::path::Path) -> String {
    file.display().to_string()
}
