//! Whether the merchant's answer acknowledges a notification.

use bytes::Bytes;
use countersign_calling::answer_content;
use countersign_calling::kept;
use countersign_codegen::model::Dialect;
use countersign_runtime::Json;
use countersign_runtime::json::read;
use countersign_runtime::signature::{Claim, SignatureHeader, Verifier};
use http::{Response, StatusCode};

/// What an answer is checked against.
pub(super) struct Check<'a> {
    pub(super) merchant: &'a dyn Verifier,
    pub(super) dialect: &'a Dialect,
    pub(super) client_id: &'a str,
    /// The path that the notification was sent to.
    pub(super) path: &'a str,
}

impl Check<'_> {
    /// Takes an answer with HTTP status 200 and `resultStatus` S. Not all wallets want it signed, so it need not be; but a
    /// signature that is there must be right.
    ///
    /// # Errors
    /// Why the notification has to be sent again.
    pub(super) async fn acknowledged(&self, answer: &Response<Bytes>) -> Result<(), String> {
        if answer.status() != StatusCode::OK {
            return Err(format!("the answer has HTTP status {}", answer.status().as_u16()));
        }
        let (body, _) = read::<Json>(answer.body()).map_err(|_| {
            "the answer is not JSON: `{\"result\":{\"resultStatus\":\"S\",..}}` is expected".to_owned()
        })?;
        match body.get("result").and_then(|result| result.get("resultStatus")?.as_str()) {
            Some("S") => {}
            Some(status @ ("A" | "F" | "U")) => return Err(format!("the answer has status {status}")),
            _ => return Err("the answer has no `result.resultStatus` of S, F or U".to_owned()),
        }
        match answer.headers().get("signature") {
            Some(signature) => self.signed(answer, signature.as_bytes()).await,
            None => Ok(()),
        }
    }

    async fn signed(&self, answer: &Response<Bytes>, signature: &[u8]) -> Result<(), String> {
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        if header("client-id").is_some_and(|id| id != self.client_id) {
            return Err("the answer is signed for another client id".to_owned());
        }
        let time = header("response-time").ok_or("the answer is signed, but has no `response-time`")?;
        let signature = SignatureHeader::parse(signature)
            .map_err(|error| format!("the answer's signature cannot be read: {error}"))?;
        let template = kept::template(self.dialect.content);
        let content = answer_content(template, self.path, self.client_id, time, answer.body());
        let (version, bytes) = (signature.key_version.as_ref(), signature.signature.as_slice());
        let claim = Claim::new(self.client_id, signature.algorithm, version, bytes, &content);
        let verified = self.merchant.verify(claim).await;
        verified.map_err(|error| format!("the answer's signature is not right: {error}"))
    }
}
