//! What the wallet remembers: payments, refunds, tokens.

use crate::model::{self, Api, Endpoint};
use serde_json::{Map, Value};
use std::fmt;
use std::path::Path;
use std::time::SystemTime;

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

impl Memory {
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
