//! The refusal of a request.

use super::routes::Route;
use crate::fault::NamedFaultError;
use crate::ledger::code_of;
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

    /// With the code that the endpoint lists for the same reason. Where it lists none, the code stays what it is.
    pub(super) fn listed_by(mut self, route: Option<Route<'_>>) -> Self {
        let Some(Route { endpoint, .. }) = route else { return self };
        let choices =
            [self.code].into_iter().chain(same_reason(self.code).iter().copied()).chain([self.code]);
        self.code = code_of(endpoint, choices);
        self
    }

    /// With another HTTP status than 200.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

/// Codes by which other wallets say the same, the best first.
fn same_reason(code: &str) -> &'static [&'static str] {
    match code {
        "INVALID_SIGNATURE" => &["SIGNATURE_INVALID"],
        "INVALID_CLIENT" => &["CLIENT_INVALID", "UNKNOWN_CLIENT"],
        "KEY_NOT_FOUND" => &["INVALID_SIGNATURE", "SIGNATURE_INVALID"],
        "TIMESTAMP_INVALID" => &["PARAM_ILLEGAL"],
        "METHOD_NOT_SUPPORTED" => &["INVALID_API", "API_INVALID", "NO_INTERFACE_DEF"],
        "UNKNOWN_EXCEPTION" => &["SYSTEM_ERROR"],
        _ => &[],
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
