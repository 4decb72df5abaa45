//! What a sandbox is to be.

use super::command_line::CommandLine;
use super::ledger;
use super::log::{Listener, Received};
use countersign_codegen::model::Api;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What a sandbox serves, where, and with which keys.
///
/// Unless it is said otherwise: all APIs of the folder, at a free port of 127.0.0.1, with keys that live as long as the
/// process and a ledger that lives as long as the sandbox.
pub struct Settings {
    pub(super) source: Source,
    pub(super) only: Vec<String>,
    pub(super) host: IpAddr,
    pub(super) port: u16,
    pub(super) allow_remote: bool,
    pub(super) tls: bool,
    pub(super) strict: bool,
    pub(super) keys: Option<PathBuf>,
    pub(super) database: Option<PathBuf>,
    pub(super) scenario: Option<PathBuf>,
    pub(super) behaviour: ledger::Settings,
    pub(super) program: String,
    pub(super) specs: Option<PathBuf>,
    pub(super) listener: Option<Listener>,
    pub(super) notified: Option<Notified>,
}

pub(super) type Notified = Arc<dyn Fn(&str) + Send + Sync>;

/// Where the APIs come from.
pub(super) enum Source {
    Folder(PathBuf),
    Apis(Vec<Api>),
}

impl Settings {
    /// The APIs below a folder, each of which is a folder with an `api.yaml`.
    #[must_use]
    pub fn new(specs: impl Into<PathBuf>) -> Self {
        let folder = specs.into();
        let specs = Some(folder.clone()).filter(|folder| folder != Path::new("specs"));
        Self { specs, ..Self::of(Source::Folder(folder)) }
    }

    /// APIs that were read before.
    #[must_use]
    pub fn apis(apis: Vec<Api>) -> Self {
        Self::of(Source::Apis(apis))
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            only: Vec::new(),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            allow_remote: false,
            tls: false,
            strict: false,
            keys: None,
            database: None,
            scenario: None,
            behaviour: ledger::Settings::default(),
            program: "countersign".to_owned(),
            specs: None,
            listener: None,
            notified: None,
        }
    }

    /// Serves only the API of that name; may be given several times.
    #[must_use]
    pub fn api(mut self, name: impl Into<String>) -> Self {
        self.only.push(name.into());
        self
    }

    /// The address to listen at. One that other machines can reach needs [`Settings::allow_remote`].
    #[must_use]
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// Whether the address may be one that other machines can reach.
    ///
    /// They can call the wallet then. The explorer, which signs with the test keys and shows all that was received, is open to
    /// them by a token only: see [`Sandbox::remote_explorer_url`](super::Sandbox::remote_explorer_url).
    #[must_use]
    pub fn allow_remote(mut self, allow: bool) -> Self {
        self.allow_remote = allow;
        self
    }

    /// The port to listen at; 0 for a free one. APIs whose paths are the same get a port each: this one and those after it.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// HTTPS, with a certificate for `localhost` that is made on the spot: see [`Sandbox::certificate`](super::Sandbox::certificate).
    #[must_use]
    pub fn tls(mut self, tls: bool) -> Self {
        self.tls = tls;
        self
    }

    /// Refuses requests with fields that the spec lacks. Unless it is set, they are ignored, as wallets do it, and noted in
    /// `Received::ignored`.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Keeps the keys in a folder, so that they are the same in the next run.
    #[must_use]
    pub fn keys(mut self, folder: impl Into<PathBuf>) -> Self {
        self.keys = Some(folder.into());
        self
    }

    /// Keeps what the wallet remembers in a file, so that the next run knows it.
    #[must_use]
    pub fn database(mut self, file: impl Into<PathBuf>) -> Self {
        self.database = Some(file.into());
        self
    }

    /// Faults from a file.
    #[must_use]
    pub fn scenario(mut self, file: impl Into<PathBuf>) -> Self {
        self.scenario = Some(file.into());
        self
    }

    /// How many times faster time passes: for the user who pays, for tokens, and between notifications. 60 makes a minute
    /// a second.
    #[must_use]
    pub fn time_scale(mut self, scale: f64) -> Self {
        self.behaviour.time_scale = scale;
        self
    }

    /// How long the user takes to pay after a payment was accepted: 2 seconds unless it is set. With nothing, the user
    /// pays at once.
    #[must_use]
    pub fn confirm_after(mut self, time: Duration) -> Self {
        self.behaviour.confirm_after = time;
        self
    }

    /// What the command lines on the page begin with, such as `cargo run --`; `countersign` unless it is set.
    #[must_use]
    pub fn program(mut self, program: impl Into<String>) -> Self {
        self.program = program.into();
        self
    }

    /// The folder that the command lines on the page name by `--specs`. Unless it is set, the one that the APIs were read from,
    /// if it is not `specs`.
    #[must_use]
    pub fn specs_flag(mut self, folder: impl Into<PathBuf>) -> Self {
        self.specs = Some(folder.into());
        self
    }

    /// The program and the flags of command lines.
    pub(super) fn command_line(&self) -> CommandLine {
        let specs = self.specs.clone();
        let certificate =
            self.keys.as_ref().filter(|_| self.tls).map(|folder| folder.join(super::keys::CERTIFICATE_FILE));
        CommandLine { program: self.program.clone(), keys: self.keys.clone(), specs, certificate }
    }

    /// Told in a line of text of each notification that was sent or could not be. Called on the sandbox's threads.
    #[must_use]
    pub fn on_notified(mut self, listener: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.notified = Some(Arc::new(listener));
        self
    }

    /// Told of each request once its answer is ready. Called on the sandbox's threads, several at a time.
    #[must_use]
    pub fn on_received(mut self, listener: impl Fn(&Received) + Send + Sync + 'static) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }
}

/// A folder of specs, and everything else as usual.
impl<P: Into<PathBuf>> From<P> for Settings {
    fn from(specs: P) -> Self {
        Self::new(specs)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}
