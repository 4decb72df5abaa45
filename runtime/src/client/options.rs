//! Options of one call.

use std::time::Duration;

use http::HeaderMap;

use super::RetryPolicy;

/// The options of a call, where they differ from the configuration.
#[derive(Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) encrypted: Option<bool>,
    /// Whether the same request may have been sent by an earlier call.
    pub(crate) repeat: bool,
    /// Whether the thread may be blocked.
    pub(crate) blocking: bool,
    /// The first header that was refused.
    pub(crate) refused: Option<String>,
}
