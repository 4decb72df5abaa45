//! The refusal of a request.

use crate::fault::NamedFaultError;
use countersign_runtime::signature::{HeaderError, SignError};
use http::StatusCode;

/// Why a request is not carried out. To the caller: status F.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// 200 unless HTTP itself is at fault.
    pub(crate) status: StatusCode,
}

impl Refusal {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), status: StatusCode::OK }
    }

    pub(crate) fn signature(message: impl Into<String>) -> Self {
        Self::new("INVALID_SIGNATURE", message)
    }

    pub(crate) fn illegal(message: impl Into<String>) -> Self {
        Self::new("PARAM_ILLEGAL", message)
    }

    /// The sandbox itself failed.
    pub(crate) fn failed(error: &dyn std::error::Error) -> Self {
        Self::new("UNKNOWN_EXCEPTION", error.to_string()).with_status(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// With another HTTP status than 200.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

impl From<HeaderError> for Refusal {
    fn from(error: HeaderError) -> Self {
        Self::signature(error.to_string())
    }
}

impl From<SignError> for Refusal {
    fn from(error: SignError) -> Self {
        Self::failed(&error)
    }
}

impl From<NamedFaultError> for Refusal {
    fn from(error: NamedFaultError) -> Self {
        Self::illegal(error.to_string())
    }
}
