//! The ledger's part of a response.

use countersign_codegen::model::Status;
use serde_json::{Map, Value};

/// The ledger's part of a response.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LedgerResponse {
    /// The endpoint changes nothing in the ledger, and the request is no wrong repeat.
    Untracked,
    /// A result.
    Result {
        /// `resultStatus`.
        status: Status,
        /// `resultCode`.
        code: String,
        /// `resultMessage`, however long.
        message: String,
        /// The response's other fields.
        fields: Map<String, Value>,
        /// Whether there was a notification for the fault to apply to.
        has_faulty_notification: bool,
    },
}

impl LedgerResponse {
    /// Whether there was a notification for the fault to apply to.
    pub(crate) fn has_faulty_notification(&self) -> bool {
        matches!(self, Self::Result { has_faulty_notification: true, .. })
    }
}
