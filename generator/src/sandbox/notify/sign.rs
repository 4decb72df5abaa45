//! Signing a notification in the dialect of its API.

use crate::model::{AlgorithmLabel, Content as Template, Dialect, KeyVersion, RequestTime};
use crate::model::{Separator as ModelSeparator, SignatureEncoding as ModelEncoding};
use countersign_runtime::DateTime;
use countersign_runtime::signature::{
    Content, Separator, SignError, SignatureEncoding, SignatureHeader, Signer,
};
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
    let time = time_text(dialect.request_time, SystemTime::now());
    let is_six_part = dialect.content == Template::SixPart;
    let content = match dialect.content {
        Template::Standard => Content::new(path, client_id, &time, body),
        Template::SixPart => Content::six_part(path, client_id, request_id, &time, body),
    };
    let signature = signature(signer, dialect, &content).await?;
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

async fn signature(
    signer: &dyn Signer,
    dialect: &Dialect,
    content: &Content<'_>,
) -> Result<String, SignError> {
    let signature = signer.sign(content).await?;
    let label = match dialect.algorithm_label {
        AlgorithmLabel::Short => "RSA256",
        AlgorithmLabel::Long => "SHA256withRSA",
    };
    let encoding = match dialect.signature_encoding {
        ModelEncoding::Base64UrlEncoded => SignatureEncoding::Base64UrlEncoded,
        ModelEncoding::Base64 => SignatureEncoding::Base64,
        ModelEncoding::Base64Url => SignatureEncoding::Base64Url,
    };
    let separator = match dialect.header_separator {
        ModelSeparator::CommaSpace => Separator::CommaSpace,
        ModelSeparator::Comma => Separator::Comma,
    };
    let version = (dialect.key_version == KeyVersion::Shown).then_some(&signature.key_version);
    Ok(SignatureHeader::write(label, version, &signature.bytes, encoding, separator))
}

fn time_text(form: RequestTime, now: SystemTime) -> String {
    let whole = DateTime::from(now);
    let seconds = whole.as_str().split('.').next().unwrap_or_default();
    match form {
        RequestTime::Rfc3339Millis => whole.as_str().to_owned(),
        RequestTime::Rfc3339Seconds => format!("{seconds}+00:00"),
        RequestTime::Rfc3339Zulu => format!("{seconds}Z"),
        RequestTime::NoColon => format!("{seconds}+0000"),
        RequestTime::EpochMillis => whole.unix_millis().to_string(),
    }
}
