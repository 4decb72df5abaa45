//! Signing bytes as they are, for requests that something else sends.

use super::dialect;
use super::request::header_name;
use countersign_codegen::model::Dialect;
use countersign_runtime::signature::{self, MessageTime, SignError, SigningKey, SigningParams};

/// The headers and the content of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The headers that the request needs besides the usual ones.
    pub headers: Vec<(String, String)>,
    /// The content that was signed, byte for byte.
    pub content: Vec<u8>,
}

/// Signs a request to `path` (everything of the URL after the host) with exactly these bytes as body, as the dialect has
/// it.
///
/// # Errors
/// When the client id or the time cannot stand in a header, or the library fails.
pub fn sign(
    dialect: &Dialect,
    key: &SigningKey,
    client_id: &str,
    path: &str,
    time: MessageTime<'_>,
    body: &[u8],
) -> Result<Signed, SignError> {
    let written = dialect::to_runtime(dialect);
    let id = request_id();
    let params = written.header_params(client_id, time).with_request_id(&id);
    let signed = signature::sign(&written.request(path, body), &SigningParams::new(key, params))?;
    let mut headers = vec![("Content-Type".to_owned(), dialect.content_type.clone())];
    headers.extend(signed.headers.iter().map(|(name, value)| {
        (header_name(name.as_str()), String::from_utf8_lossy(value.as_bytes()).into_owned())
    }));
    Ok(Signed { headers, content: signed.content.to_bytes() })
}

fn request_id() -> String {
    let mut bytes = [0; 16];
    // An id by lot that is all zeros still is an id.
    let _ = aws_lc_rs::rand::fill(&mut bytes);
    format!("{:032x}", u128::from_le_bytes(bytes))
}
