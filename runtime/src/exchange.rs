use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{client::Observer, descriptor::Handle, endpoint::Endpoint, headers::REQUEST_TIME};

/// One request, and what came back for it: for logs, support cases and tests.
#[derive(Clone)]
pub struct Exchange {
    pub(crate) endpoint: Handle<Endpoint>,
    pub(crate) request: http::Request<Bytes>,
    /// The body before it was encrypted.
    pub(crate) body: Bytes,
    pub(crate) answer: Option<(StatusCode, HeaderMap)>,
    pub(crate) attempts: u32,
    /// Whether an earlier attempt may have taken effect.
    pub(crate) uncertain: bool,
    /// Whether the caller says that the call repeats an earlier one.
    pub(crate) repeats: bool,
    /// Whether the program has recorded the call, so that dropping its outcome is not reported.
    pub(crate) recorded: bool,
    /// The content that was signed, as far as the body; empty if nothing was.
    pub(crate) signed_head: String,
    /// The observer to notify when an unknown outcome is dropped.
    pub(crate) observer: Option<Arc<dyn Observer>>,
}

impl Exchange {
    pub(crate) fn new(
        endpoint: Handle<Endpoint>,
        request: http::Request<Bytes>,
        body: Bytes,
        attempts: u32,
    ) -> Self {
        Self {
            endpoint,
            request,
            body,
            answer: None,
            attempts,
            uncertain: false,
            repeats: false,
            recorded: false,
            signed_head: String::new(),
            observer: None,
        }
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The request as it was sent: URL, headers and body. The body may hold sensitive fields.
    #[must_use]
    pub fn request(&self) -> &http::Request<Bytes> {
        &self.request
    }

    /// The body as it was before it was encrypted; the same as the request's where it was not.
    #[must_use]
    pub fn plain_body(&self) -> &Bytes {
        &self.body
    }

    /// The content that was signed; empty if the request was refused before. It holds the body, and so may hold sensitive
    /// fields.
    #[must_use]
    pub fn signed_content(&self) -> Vec<u8> {
        match self.signed_head.as_str() {
            "" => Vec::new(),
            head => [head.as_bytes(), self.request.body()].concat(),
        }
    }

    /// The path that was signed and sent.
    pub(crate) fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// The response's HTTP status. It is not signed.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer.as_ref().map(|(status, _)| *status)
    }

    /// The response's headers. Apart from client id and time, the signature does not cover them.
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

    /// The number of attempts, sent or not. The exchange is the last of them.
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
            .field("time", &self.request.headers().get(REQUEST_TIME))
            .field("status", &self.status())
            .field("trace_id", &self.trace_id())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
