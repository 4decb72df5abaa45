//! Signing what the wallet says.

use super::wire::Wire;
use countersign_calling::answer_content;
use countersign_runtime::signature::{SignError, Signature, SigningKey};
use http::{HeaderMap, HeaderValue};

/// What is said in the headers of an answer.
pub(super) struct Seal<'a> {
    pub(super) wire: &'a Wire,
    pub(super) key: &'a SigningKey,
    pub(super) client_id: &'a str,
    /// The path of the request.
    pub(super) target: &'a str,
    /// The text of `Response-Time`.
    pub(super) time: &'a str,
}

impl Seal<'_> {
    /// The headers that say whose answer a body is. Their names go out in lower case.
    pub(super) fn headers(&self, body: &[u8]) -> Result<HeaderMap, SignError> {
        let content = answer_content(self.wire.template, self.target, self.client_id, self.time, body);
        let signature = self.key.sign(&content)?;
        let signature = Signature::new(self.key.algorithm(), self.key.version().clone(), signature);
        let signature = self.wire.dialect.signature_header(&signature);
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("signature", signature.as_str()), ("client-id", self.client_id), ("response-time", self.time)]
        {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
        Ok(headers)
    }
}
