//! Answers made by hand: signed by any key, for any path, client and time.

use std::time::SystemTime;

use bytes::Bytes;
use countersign_runtime::{
    DateTime,
    signature::{
        Algorithm, Content, KeyVersion, Separator, SignatureEncoding, SignatureHeader, SigningKey, WalletKey,
    },
};
use http::{HeaderValue, Request, Response, header};

use crate::keys;

/// Who signs an answer, and for whom.
#[derive(Debug, Clone)]
pub struct Signing<'a> {
    /// Whose signature it is.
    pub key: &'a SigningKey,
    /// What the header says of the key; nothing when it is absent.
    pub version: Option<KeyVersion>,
    /// The path of the request.
    pub path: &'a str,
    /// Whom it answers.
    pub client_id: &'a str,
    /// When it is signed.
    pub time: SystemTime,
    /// How that is written. As RFC 3339 with milliseconds, unless it is set.
    pub written: Option<&'a str>,
}

impl<'a> Signing<'a> {
    /// By key version 1, for our client id.
    #[must_use]
    pub fn new(key: &'a SigningKey, path: &'a str, time: SystemTime) -> Self {
        Self {
            key,
            version: Some(KeyVersion::from(1)),
            path,
            client_id: keys::CLIENT_ID,
            time,
            written: None,
        }
    }

    /// The signed answer with this body.
    ///
    /// # Panics
    /// When it can't be signed, or does not fit into headers.
    #[must_use]
    pub fn answer(&self, body: impl Into<Bytes>) -> Response<Bytes> {
        let body = body.into();
        let time = self.written.map_or_else(|| DateTime::from(self.time).to_string(), str::to_owned);
        let content = Content::new(self.path, self.client_id, &time, &body);
        let signature = SignatureHeader::write(
            Algorithm::Rsa256,
            self.version.as_ref(),
            &self.key.sign(&content).expect("a signature"),
            SignatureEncoding::Base64UrlEncoded,
            Separator::CommaSpace,
        );
        let mut answer = Response::new(body);
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
        for (name, value) in
            [("client-id", self.client_id), ("response-time", &time), ("signature", &signature)]
        {
            headers.insert(name, value.parse().expect("a header"));
        }
        answer
    }
}

/// Which key a request says that it was signed with, and whether this one has signed it.
///
/// # Panics
/// When it has no header of ours.
#[must_use]
pub fn signed_by(request: &Request<Bytes>, key: &WalletKey) -> (Option<KeyVersion>, bool) {
    let text = |name: &str| request.headers()[name].to_str().expect("text");
    let header = SignatureHeader::parse(text("signature").as_bytes()).expect("a signature header");
    let path = request.uri().path();
    let content = Content::new(path, text("client-id"), text("request-time"), request.body());
    (header.key_version, key.verify(&content, &header.signature).is_ok())
}
