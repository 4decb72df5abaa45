//! Signs a response.

use super::wire::Wire;
use countersign_calling::answer_content;
use countersign_runtime::signature::{SignError, Signature, SigningKey};
use http::{HeaderMap, HeaderValue};
use std::borrow::Cow;
use std::time::SystemTime;

/// What a response is signed with.
pub(super) struct Signing<'a> {
    pub(super) wire: &'a Wire,
    pub(super) key: Cow<'a, SigningKey>,
    pub(super) client_id: &'a str,
    /// The path of the request.
    pub(super) target: &'a str,
    /// The time of the response.
    pub(super) at: SystemTime,
}

impl Signing<'_> {
    /// Returns the headers of a signed response with that body. Their names go out in lower case.
    pub(super) fn headers(&self, body: &[u8]) -> Result<HeaderMap, SignError> {
        let time = self.wire.dialect.response_time_header(self.at);
        let content = answer_content(self.wire.template, self.target, self.client_id, &time, body);
        let signature = self.key.sign(&content)?;
        let signature = Signature::new(self.key.algorithm(), self.key.version().clone(), signature);
        let signature = self.wire.dialect.signature_header(&signature);
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("signature", signature.as_str()),
            ("client-id", self.client_id),
            ("response-time", time.as_str()),
        ] {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
        Ok(headers)
    }
}
