//! A running sandbox: all ports, and what they share.

use super::access::Access;
use super::command_line::CommandLine;
use super::settings::Notified;
use super::state::SharedState;
use super::wallet::Wallet;
use bytes::Bytes;
use std::net::SocketAddr;
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
pub(crate) struct Instance {
    pub(crate) state: Arc<SharedState>,
    pub(crate) ports: Vec<Port>,
    /// How many times faster than real time passes for the ledger and for notifications.
    pub(crate) time_scale: f64,
    /// The flags of the command lines on the page.
    pub(crate) command_line: CommandLine,
    /// Told of notifications.
    pub(crate) notified: Option<Notified>,
    /// The APIs as the explorer's page reads them, once it has asked.
    pub(crate) document: OnceLock<Bytes>,
    /// Opens the explorer to other machines.
    pub(crate) access: Access,
    /// Of each port.
    pub(crate) wallets: Vec<Arc<Wallet>>,
}

impl Instance {
    /// The port where an API is, and the wallet behind it.
    pub(crate) fn find(&self, api: &str) -> Option<(&Port, &Arc<Wallet>)> {
        let mut ports = self.ports.iter().zip(&self.wallets);
        ports.find(|(port, _)| port.apis.iter().any(|name| name == api))
    }
}
