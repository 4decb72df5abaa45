//! A running sandbox from within: what its handle and its pages look at.

use super::settings::Notified;
use super::wallet::{House, Wallet};
use bytes::Bytes;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Where APIs are served.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Port {
    /// What listens.
    pub address: SocketAddr,
    /// Scheme, host and port.
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
    /// Where the keys are; `None` when they are nowhere but in this process.
    pub(crate) keys: Option<PathBuf>,
    /// Told of notifications.
    pub(crate) notified: Option<Notified>,
    /// The APIs as the explorer's page reads them, once it has asked.
    pub(crate) document: OnceLock<Bytes>,
    /// Of each port.
    pub(crate) wallets: Vec<Arc<Wallet>>,
}

impl Inside {
    /// The port where an API is, and the wallet behind it.
    pub(crate) fn find(&self, api: &str) -> Option<(&Port, &Arc<Wallet>)> {
        let mut ports = self.ports.iter().zip(&self.wallets);
        ports.find(|(port, _)| port.apis.iter().any(|name| name == api))
    }
}
