//! The names of headers, and who may set them.

use http::{HeaderMap, HeaderName, HeaderValue, header};

pub(crate) use countersign_signing::headers::{
    CLIENT_ID, REQUEST_ID, REQUEST_TIME, RESPONSE_TIME, SIGNATURE,
};

pub(crate) const ENCRYPT: HeaderName = HeaderName::from_static("encrypt");

/// Those that the client sets itself, and those that would change what a request is.
const RESERVED: [HeaderName; 9] = [
    SIGNATURE,
    CLIENT_ID,
    REQUEST_TIME,
    ENCRYPT,
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::HOST,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
];

/// Adds a header that a caller gave; false when it is reserved, or not a header. Its value counts as secret: it is often
/// a token.
pub(crate) fn add(headers: &mut HeaderMap, name: &str, value: &str) -> bool {
    match (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
        (Ok(name), Ok(mut value)) if !RESERVED.contains(&name) => {
            value.set_sensitive(true);
            headers.insert(name, value);
            true
        }
        _ => false,
    }
}
