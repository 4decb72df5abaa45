//! Options of one call.

use countersign_runtime::RetryPolicy;
use std::time::Duration;

/// Options of one call.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// The time from connecting to the last byte of the response; `None` for the configuration's.
    pub timeout: Option<Duration>,
    /// Additional headers. Signed headers, and those of the connection, are refused.
    pub headers: Vec<(String, String)>,
    /// The fault that a sandbox injects: the value of the header `Sandbox-Fault`.
    pub fault: Option<String>,
    /// The retry policy; `None` for the configuration's.
    pub retry: Option<RetryPolicy>,
    /// Encrypts the request even if the dialect does not ask for it. Needs keys, see
    /// [`Config::encryption`](countersign_runtime::Config::encryption).
    pub encrypt: bool,
    /// Whether this request may have been sent before: only S and A say how it ended then, see
    /// [`Call::repeat`](countersign_runtime::Call::repeat).
    pub repeat: bool,
    /// Sends requests that break the spec, too.
    pub unchecked: bool,
    /// Whether the report shows the values of sensitive fields, and of the headers that are given here.
    pub show_sensitive: bool,
}
