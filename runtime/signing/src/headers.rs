//! The names of the headers of a signed message.

use http::HeaderName;

/// `Signature`: see [`SignatureHeader`](crate::SignatureHeader).
pub const SIGNATURE: HeaderName = HeaderName::from_static("signature");
/// `Client-Id`: the merchant's, in messages of both sides.
pub const CLIENT_ID: HeaderName = HeaderName::from_static("client-id");
/// `Request-Time`: when a request or notification was signed.
pub const REQUEST_TIME: HeaderName = HeaderName::from_static("request-time");
/// `Response-Time`: when a response was signed.
pub const RESPONSE_TIME: HeaderName = HeaderName::from_static("response-time");
/// `Request-Id`: signed by [`ContentTemplate::SixPart`](crate::ContentTemplate::SixPart) only.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
