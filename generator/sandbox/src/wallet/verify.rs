//! Verifies a request: the merchant has signed it, and not long ago.

use super::refusal::Refusal;
use super::request::{Request, shown};
use super::wire::Wire;
use crate::keys::Keys;
use countersign_runtime::RequestTime;
use countersign_runtime::signature::{Algorithm, Content, KeyVersion, SignatureHeader};
use http::Method;
use std::fmt::Write;
use std::time::{Duration, SystemTime};

/// How far the time of a request may be from ours: what Rebell documents, the only wallet that documents it.
const MAX_SKEW: Duration = Duration::from_secs(5 * 60);

/// Checks that the merchant has signed the request.
///
/// # Errors
/// Why it cannot be verified. The response is not signed then: it is not known for whom it would be.
pub(super) fn signature(request: &Request, wire: &Wire, keys: &Keys) -> Result<(), Refusal> {
    if request.method != Method::POST {
        return Err(Refusal::new(
            "METHOD_NOT_SUPPORTED",
            format!("the method is {}, not POST", request.method),
        ));
    }
    let id = request.header("client-id")?.ok_or_else(|| {
        Refusal::new(
            "INVALID_CLIENT",
            format!("the header `Client-Id` is missing; the sandbox knows {}", keys.texts.client_id),
        )
    })?;
    if id != keys.texts.client_id {
        let known = &keys.texts.client_id;
        return Err(Refusal::new(
            "INVALID_CLIENT",
            format!("the client id {:?} is unknown; the sandbox knows {known}", shown(id)),
        ));
    }
    let header = request
        .header("signature")?
        .ok_or_else(|| Refusal::signature("the header `Signature` is missing"))?;
    let header = SignatureHeader::parse(header.as_bytes())?;
    if header.algorithm != Algorithm::Rsa256 {
        return Err(Refusal::signature(format!(
            "the algorithm is {}; the sandbox's keys are for RSA256",
            header.algorithm
        )));
    }
    if let Some(version) = header.key_version.filter(|version| *version != KeyVersion::from(1)) {
        return Err(Refusal::new(
            "KEY_NOT_FOUND",
            format!("there is no key of version {version}; the sandbox knows version 1"),
        ));
    }
    let time = request
        .header("request-time")?
        .ok_or_else(|| Refusal::illegal("the header `Request-Time` is missing"))?;
    let message = wire.dialect.request(&request.target, &request.body);
    let missing = || Refusal::illegal("the header `Request-Id` is missing");
    let request_id = match message.signs_request_id() {
        true => request.header("request-id")?.ok_or_else(missing)?,
        false => "",
    };
    let content = message.content(id, time, request_id);
    keys.merchant
        .verify(&content, &header.signature)
        .map_err(|_| Refusal::signature(mismatch(&content, request.body.len())))
}

/// Shows the content that was verified, to be compared with the content that was signed.
fn mismatch(content: &Content<'_>, body_length: usize) -> String {
    let digest = content.sha256().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    format!(
        "the signature is not one of `{}` and the {body_length} bytes of the body (SHA-256 of all of it: {digest}) by the \
         key in merchant.pem",
        shown(&content.head().replace('\n', "\\n")),
    )
}

/// Checks that the request was signed not long ago.
///
/// # Errors
/// It was signed too long ago, or its time cannot be read.
pub(super) fn time(request: &Request, now: SystemTime) -> Result<(), Refusal> {
    let text = request.header("request-time")?.unwrap_or_default();
    let invalid = |message: String| Refusal::new("TIMESTAMP_INVALID", message);
    let time = RequestTime::read(text).ok_or_else(|| {
        invalid(format!("`Request-Time` is {:?}, which is no time in a known form", shown(text)))
    })?;
    let skew = now.duration_since(time).or_else(|_| time.duration_since(now)).unwrap_or_default();
    if skew <= MAX_SKEW {
        return Ok(());
    }
    let (minutes, limit) = (skew.as_secs() / 60, MAX_SKEW.as_secs() / 60);
    Err(invalid(format!("`Request-Time` is {text}, {minutes} minutes from now; {limit} are accepted")))
}
