//! What the wallet remembers: payments, refunds, tokens.

use crate::model::{self, Api, Endpoint};
use serde_json::{Map, Value};
use std::fmt;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What the wallet remembers. This one remembers nothing.
#[derive(Debug)]
pub(crate) struct Memory;

/// The memory cannot be read or written.
#[derive(Debug)]
pub(crate) struct MemoryError(String);

/// What the memory says to a request.
#[derive(Debug)]
pub(crate) enum Remembered {
    /// The endpoint keeps no state.
    Nothing,
    /// The answer's result, and fields of it.
    #[allow(dead_code, reason = "made by a memory that remembers something")]
    Answer { status: model::Status, code: String, message: String, fields: Map<String, Value> },
}

/// What goes wrong with the notifications of a payment.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NotifyFault {
    /// The first one is sent twice.
    Duplicate,
    /// The first one comes so much later.
    #[allow(dead_code, reason = "read by a memory that remembers something")]
    Late(Duration),
}

/// How the wallet behaves.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How long the user takes to pay after a payment was accepted.
    pub(crate) confirm_after: Duration,
    /// How many times faster time passes.
    pub(crate) time_scale: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { confirm_after: Duration::from_secs(2), time_scale: 1.0 }
    }
}

impl Memory {
    /// With other settings.
    #[must_use]
    pub(crate) fn with(self, _settings: Settings) -> Self {
        self
    }

    /// Has something go wrong with the notifications of the payment with that id, which need not be there yet.
    #[allow(clippy::unnecessary_wraps, clippy::unused_self, reason = "a database can fail")]
    pub(crate) fn fault_notification(
        &self,
        _payment_request_id: &str,
        _fault: NotifyFault,
    ) -> Result<(), MemoryError> {
        Ok(())
    }

    /// Opens the database in a file, which is made if need be.
    #[allow(clippy::unnecessary_wraps, reason = "a database can fail")]
    pub(crate) fn open(_path: &Path) -> Result<Self, MemoryError> {
        Ok(Self)
    }

    /// A memory that lasts as long as the process.
    #[allow(clippy::unnecessary_wraps, reason = "a database can fail")]
    pub(crate) fn in_memory() -> Result<Self, MemoryError> {
        Ok(Self)
    }

    /// Answers a request that fits its spec. What it changes is kept safe before this returns.
    #[allow(clippy::unnecessary_wraps, clippy::unused_self, reason = "a database can fail")]
    pub(crate) fn answer(
        &self,
        _api: &Api,
        _endpoint: &Endpoint,
        _request: &Value,
        _now: SystemTime,
    ) -> Result<Remembered, MemoryError> {
        Ok(Remembered::Nothing)
    }
}

impl fmt::Display for MemoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MemoryError {}
