//! What a request is refused for.

use countersign_runtime::signature::HeaderError;
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
