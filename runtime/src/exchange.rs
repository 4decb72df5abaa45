use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{endpoint::Endpoint, signature::Content};

/// One request, and what came back for it: for logs, support cases and tests.
#[derive(Clone)]
pub struct Exchange {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) client_id: String,
    pub(crate) time: String,
    pub(crate) request: http::Request<Bytes>,
    pub(crate) answer: Option<(StatusCode, HeaderMap)>,
    pub(crate) attempts: u32,
}

impl Exchange {
    /// What was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The request as it was sent: URL, headers and body. The body may hold sensitive fields.
    #[must_use]
    pub fn request(&self) -> &http::Request<Bytes> {
        &self.request
    }

    /// The text that was signed. It holds the body, and so may hold sensitive fields.
    #[must_use]
    pub fn signed_content(&self) -> Vec<u8> {
        Content::new(self.path(), &self.client_id, &self.time, self.request.body()).to_bytes()
    }

    /// The path that was signed and sent.
    pub(crate) fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// The answer's HTTP status. Nobody has signed it.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer.as_ref().map(|(status, _)| *status)
    }

    /// The answer's headers. Nobody has signed them, but for client id, time and signature.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer.as_ref().map(|(_, headers)| headers)
    }

    /// The wallet's name for this call, for its support.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        ["trace-id", "tracerid"].iter().find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// How many times the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

/// Without bodies and headers, which may hold sensitive values.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("endpoint", &format_args!("{}", self.endpoint))
            .field("time", &self.time)
            .field("status", &self.status())
            .field("trace_id", &self.trace_id())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
