//! Signing a notification in the dialect of its API.

use countersign_calling::dialect;
use countersign_codegen::model::Dialect;
use countersign_runtime::signature::{SignError, Signer, sign_with};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
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
    let written = dialect::to_runtime(dialect);
    let params = written.header_params(client_id, SystemTime::now()).with_request_id(request_id);
    let mut headers = sign_with(signer, &written.request(path, body), &params).await?.headers;
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
    Ok(headers)
}
