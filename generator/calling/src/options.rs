//! Options of one call.

use countersign_runtime::RetryPolicy;
use std::time::Duration;

/// What is special about one call.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// From the first try to connect to the last byte of the answer; `None` for the configuration's.
    pub timeout: Option<Duration>,
    /// More headers. Those that are signed, and those of the connection, are refused.
    pub headers: Vec<(String, String)>,
    /// What a sandbox is to do wrong: the value of the header `Sandbox-Fault`.
    pub fault: Option<String>,
    /// When the request is sent again; `None` for the configuration's policy.
    pub retry: Option<RetryPolicy>,
    /// Encrypts the request even though the API is not said to be encrypted. Takes keys, see [`Config::encryption`](countersign_runtime::Config::encryption).
    pub encrypt: bool,
    /// Whether this request may have been sent before: only S and A say how it ended then, see
    /// [`Call::repeat`](countersign_runtime::Call::repeat).
    pub repeat: bool,
    /// Sends what breaks the spec, too.
    pub unchecked: bool,
    /// Whether the report shows the values of sensitive fields, and of the headers that are given here.
    pub show_sensitive: bool,
}
