//! The content to be signed.

#[cfg(feature = "ecc224")]
use sha2::Sha224;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// The content to be signed, of a request, a response or a notification.
///
/// Byte for byte, with one space, one line feed (never CRLF), two dots and nothing at the end:
///
/// ```text
/// POST {path}\n{client id}.{time}.{body}
/// ```
///
/// - `path`: everything of the URL after the host, as sent: each gateway prefix and, if there is one, the query.
///   The content of a response has the path of its **request**; that of a notification the path it was sent to.
/// - `client id` and `time`: the values of the headers `Client-Id` and `Request-Time` (a response: `Response-Time`),
///   character for character. Never parse and format a time again.
/// - `body`: exactly the bytes on the wire.
///
/// The text is not injective: with a free-form client id, time or body, different messages share one content (a dot
/// can move from one part to the next). A right signature alone therefore proves too little: that the client id is
/// one's own and that the time is a time must be checked besides.
///
/// The body is borrowed and never copied to be signed.
#[derive(Clone)]
pub struct Content<'a> {
    head: String,
    body: &'a [u8],
}

/// The form of the content to be signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentTemplate {
    /// `POST {path}\n{client id}.{time}.{body}`, for requests and responses: every wallet but one.
    #[default]
    Standard,
    /// `POST.{path}.{client id}.{request id}.{time}.{body}` for requests, `{client id}.{time}.{body}` for responses: Toka in
    /// Mexico, as seen in one public integration. The request id is a header, `Request-Id`.
    SixPart,
}

impl<'a> Content<'a> {
    /// The content of a message; see the type for what each part has to be. Nothing is checked here.
    pub fn new(path: &str, client_id: &str, time: &str, body: &'a [u8]) -> Self {
        Self { head: format!("POST {path}\n{client_id}.{time}."), body }
    }

    /// The content of a request by [`ContentTemplate::SixPart`].
    pub fn six_part(path: &str, client_id: &str, request_id: &str, time: &str, body: &'a [u8]) -> Self {
        Self { head: format!("POST.{path}.{client_id}.{request_id}.{time}."), body }
    }

    /// The content of a response by [`ContentTemplate::SixPart`]: nothing in it says which request it is for.
    pub fn six_part_response(client_id: &str, time: &str, body: &'a [u8]) -> Self {
        Self { head: format!("{client_id}.{time}."), body }
    }

    /// The SHA-256 digest of the content: what RSA256 signs, and what most key services want to be given.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::new().chain_update(&self.head).chain_update(self.body).finalize().into()
    }

    /// The SHA-224 digest of the content, which ECC224 may mean at some wallet.
    #[cfg(feature = "ecc224")]
    pub fn sha224(&self) -> [u8; 28] {
        Sha224::new().chain_update(&self.head).chain_update(self.body).finalize().into()
    }

    /// The part of the content before the body.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The content as one piece, to show it or for a signer that takes no digest. Copies the body.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), self.body].concat()
    }
}

/// Shows the part before the body and the body's length: a body may hold what must not get into a log.
impl fmt::Debug for Content<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({:?} and a body of {} bytes)", self.head, self.body.len())
    }
}

/// The digest of a [`Content`] that a [`SigningKey`](crate::SigningKey) signs.
#[derive(Clone, Copy)]
pub struct ContentDigest(pub(crate) Digest);

#[derive(Clone, Copy)]
pub(crate) enum Digest {
    Sha256([u8; 32]),
    #[cfg(feature = "ecc224")]
    Sha224([u8; 28]),
}

impl AsRef<[u8]> for ContentDigest {
    fn as_ref(&self) -> &[u8] {
        match &self.0 {
            Digest::Sha256(digest) => digest,
            #[cfg(feature = "ecc224")]
            Digest::Sha224(digest) => digest,
        }
    }
}

impl fmt::Debug for ContentDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ContentDigest({} bytes)", self.as_ref().len())
    }
}
