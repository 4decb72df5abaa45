//! Signing a notification in the dialect of its API.

use countersign_calling::kept;
use countersign_calling::request_content;
use countersign_codegen::model::{Content as Template, Dialect};
use countersign_runtime::signature::{SignError, Signer};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::SystemTime;

/// The headers of a notification to a path of the merchant's.
pub(super) async fn headers(
    signer: &dyn Signer,
    dialect: &Dialect,
    client_id: &str,
    path: &str,
    request_id: &str,
    body: &[u8],
) -> Result<HeaderMap, SignError> {
    let written = kept::dialect(dialect);
    let time = written.time_header(SystemTime::now());
    let is_six_part = dialect.content == Template::SixPart;
    let template = kept::template(dialect.content);
    let content = request_content(template, path, client_id, request_id, &time, body);
    let signature = written.signature_header(&signer.sign(&content).await?);
    let mut headers = HeaderMap::new();
    let content_type = "application/json; charset=UTF-8";
    let all = [
        ("content-type", content_type),
        ("client-id", client_id),
        ("request-time", &time),
        ("signature", &signature),
    ];
    for (name, value) in all.into_iter().chain(is_six_part.then_some(("request-id", request_id))) {
        let value = HeaderValue::from_str(value).map_err(SignError::new)?;
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}
