//! Signing bytes as they are, for requests that something else sends.

use super::{kept, request_content};
use countersign_codegen::model::{Content as Template, Dialect};
use countersign_runtime::signature::{SignError, Signature, SigningKey};
use std::time::SystemTime;

/// What signs a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The headers that the request needs besides the usual ones.
    pub headers: Vec<(String, String)>,
    /// The content that was signed, byte for byte.
    pub content: Vec<u8>,
}

/// Signs a request to `path` (everything of the URL after the host) with exactly these bytes as body, as the dialect has
/// it. `time` is a text that stands in the header as it is, or the time of which the text is made.
///
/// # Errors
/// When the library fails.
pub fn sign(
    dialect: &Dialect,
    key: &SigningKey,
    client_id: &str,
    path: &str,
    time: Result<&str, SystemTime>,
    body: &[u8],
) -> Result<Signed, SignError> {
    let written = kept::dialect(dialect);
    let time = time.map_or_else(|now| written.time_header(now), str::to_owned);
    let id = (dialect.content == Template::SixPart).then(request_id);
    let template = kept::template(dialect.content);
    let shown = id.as_deref().unwrap_or_default();
    let content = request_content(template, path, client_id, shown, &time, body);
    let signature = Signature::new(key.algorithm(), key.version().clone(), key.sign(&content)?);
    let signature = written.signature_header(&signature);
    let mut headers = vec![
        ("Content-Type", dialect.content_type.clone()),
        ("Client-Id", client_id.to_owned()),
        ("Request-Time", time),
        ("Signature", signature),
    ];
    headers.extend(id.map(|id| ("Request-Id", id)));
    let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Ok(Signed { headers, content: content.to_bytes() })
}

fn request_id() -> String {
    let mut bytes = [0; 16];
    // An id by lot that is all zeros still is an id.
    let _ = aws_lc_rs::rand::fill(&mut bytes);
    format!("{:032x}", u128::from_le_bytes(bytes))
}
