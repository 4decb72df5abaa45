//! A request as it came.

use super::refusal::Refusal;
use bytes::Bytes;
use countersign_calling::printable::cut;
use http::{HeaderMap, Method};
use std::time::SystemTime;

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) at: SystemTime,
    pub(crate) method: Method,
    /// Path and query: what is signed.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Request {
    /// The value of a header that may be there once.
    pub(super) fn header(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.headers.get_all(name).iter();
        let (value, second) = (values.next(), values.next());
        if second.is_some() {
            return Err(Refusal::illegal(format!("the header `{name}` is there more than once")));
        }
        let text = value.map(|value| std::str::from_utf8(value.as_bytes())).transpose();
        text.map_err(|_| Refusal::illegal(format!("the header `{name}` is not UTF-8 text")))
    }

    /// Without the query.
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// Text from outside as it may be shown.
pub(super) fn shown(text: &str) -> String {
    const MAX: usize = 400;
    cut(text, MAX).into_owned()
}
