//! Signs a response.

use super::wire::Wire;
use countersign_runtime::signature::{SignError, SigningKey, SigningParams, sign};
use http::HeaderMap;
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
    /// Returns the headers of a signed response with that body.
    pub(super) fn headers(&self, body: &[u8]) -> Result<HeaderMap, SignError> {
        let dialect = &self.wire.dialect;
        let params = SigningParams::new(&self.key, dialect.header_params(self.client_id, self.at));
        Ok(sign(&dialect.response(self.target, body), &params)?.headers)
    }
}
