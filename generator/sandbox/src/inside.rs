//! A running sandbox from within: what its handle and its pages look at.

use super::explorer::Access;
use super::settings::Notified;
use super::wallet::{House, Wallet};
use bytes::Bytes;
use countersign_calling::Caller;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Where APIs are served.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Port {
    /// What listens.
    pub address: SocketAddr,
    /// Scheme, host and port: for this machine, if it is listened at all addresses.
    pub url: String,
    /// The names of the APIs there.
    pub apis: Vec<String>,
}

/// All ports of a sandbox, and what they share.
pub(crate) struct Inside {
    pub(crate) house: Arc<House>,
    pub(crate) ports: Vec<Port>,
    /// How many times faster than real time passes for the memory and for notifications.
    pub(crate) time_scale: f64,
    /// What the page says for a shell.
    pub(crate) lines: Lines,
    /// Told of notifications.
    pub(crate) notified: Option<Notified>,
    /// The APIs as the explorer's page reads them, once it has asked.
    pub(crate) document: OnceLock<Bytes>,
    /// Opens the explorer to other machines.
    pub(crate) access: Access,
    /// Of each port.
    pub(crate) wallets: Vec<Arc<Wallet>>,
}

/// What command lines need in order to call this sandbox.
#[derive(Default)]
pub(crate) struct Lines {
    /// `countersign`, or `cargo run --`.
    pub(crate) program: String,
    /// Where the keys are; `None` when they are nowhere but in this process.
    pub(crate) keys: Option<PathBuf>,
    /// Where the specs are, if they are not where they are looked for.
    pub(crate) specs: Option<PathBuf>,
    /// The authority to trust, with TLS.
    pub(crate) certificate: Option<PathBuf>,
}

impl Lines {
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

impl Inside {
    /// The port where an API is, and the wallet behind it.
    pub(crate) fn find(&self, api: &str) -> Option<(&Port, &Arc<Wallet>)> {
        let mut ports = self.ports.iter().zip(&self.wallets);
        ports.find(|(port, _)| port.apis.iter().any(|name| name == api))
    }
}
