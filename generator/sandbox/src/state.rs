//! The state that all ports of a sandbox share.

use super::fault::Faults;
use super::keys::Keys;
use super::ledger::Ledger;
use super::log::Log;
use countersign_codegen::model::Api;
use std::sync::Arc;

/// The state that all ports of a sandbox share.
pub(crate) struct SharedState {
    pub(crate) apis: Vec<Arc<Api>>,
    pub(crate) keys: Keys,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) faults: Faults,
    /// Fields that the spec lacks are refused.
    pub(crate) strict: bool,
    pub(crate) log: Log,
}
