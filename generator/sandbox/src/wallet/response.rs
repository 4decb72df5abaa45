//! A response, and how it is sent.

use super::body::result;
use super::flat::lay_flat;
use super::refusal::Refusal;
use bytes::Bytes;
use countersign_codegen::model::FlatResult;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A response that is not written as text yet.
pub(super) struct Draft {
    pub(super) status: StatusCode,
    pub(super) body: Map<String, Value>,
}

/// The text of a response, and the headers that describe it.
pub(super) struct Text {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A response as it goes over the connection.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body before encryption; `None` if it is not encrypted.
    pub(crate) plain: Option<Bytes>,
    pub(crate) sending: Sending,
}

/// How a response is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sending {
    /// As it is.
    Whole,
    /// Later.
    Delayed(Duration),
    /// Not at all: the connection stays open.
    Never,
    /// The connection is cut instead.
    CutBefore,
    /// The connection is cut after half of it.
    CutDuring,
    /// The connection is cut after it, though it was not said to end.
    CutAfter,
    /// With that many bytes of blanks behind it.
    Padded(u64),
}

impl Draft {
    pub(super) fn new(body: Map<String, Value>) -> Self {
        Self { status: StatusCode::OK, body }
    }

    /// A failure and nothing else.
    pub(super) fn refusal(refusal: &Refusal) -> Self {
        let mut body = Map::new();
        body.insert("result".to_owned(), result("F", refusal.code, &refusal.message));
        Self { status: refusal.status, body }
    }

    /// As JSON.
    pub(super) fn json(self) -> Text {
        Text { headers: HeaderMap::new(), body: Value::Object(self.body).to_string().into() }
    }
}

impl Response {
    /// A response to an unknown caller: it has neither signature nor time.
    pub(super) fn unsigned(refusal: &Refusal, flat: Option<&FlatResult>) -> Self {
        let mut draft = Draft::refusal(refusal);
        if let Some(flat) = flat {
            lay_flat(&mut draft.body, flat);
        }
        let status = draft.status;
        Self::new(status, draft.json())
    }

    /// A signed response. It is JSON unless its headers say otherwise.
    pub(super) fn new(status: StatusCode, text: Text) -> Self {
        let Text { mut headers, body } = text;
        let json = HeaderValue::from_static("application/json; charset=UTF-8");
        headers.entry(header::CONTENT_TYPE).or_insert(json);
        Self { status, headers, body, plain: None, sending: Sending::Whole }
    }

    /// With a `trace-id`, by which the caller's logs and ours can be brought together: it ends with the number in ours.
    pub(super) fn traced(mut self, at: SystemTime, number: u64) -> Self {
        let millis = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        if let Ok(value) = HeaderValue::from_str(&format!("{millis:012x}{number:08x}")) {
            self.headers.insert("trace-id", value);
        }
        self
    }

    /// With nothing after it: the connection is in the middle of a request that nobody reads to its end.
    pub(crate) fn last(mut self) -> Self {
        self.headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        self
    }

    /// Whether the wallet has signed it, so that whoever asked is the merchant.
    pub(crate) fn is_signed(&self) -> bool {
        self.headers.contains_key("signature")
    }

    /// Whether any of it goes out.
    pub(crate) fn is_sent(&self) -> bool {
        !matches!(self.sending, Sending::Never | Sending::CutBefore)
    }
}
