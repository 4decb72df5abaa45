//! Whether the merchant's answer acknowledges a notification.

use bytes::Bytes;
use countersign_calling::kept;
use countersign_codegen::model::Dialect;
use countersign_runtime::Json;
use countersign_runtime::json::read;
use countersign_runtime::signature::{Expected, Unchecked, Verifier};
use http::{Response, StatusCode};
use std::time::SystemTime;

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
            Some(_) => self.signed(answer).await,
            None => Ok(()),
        }
    }

    /// Verifies the signature of an answer. Its time is not compared with now: the merchant's clock is the merchant's.
    async fn signed(&self, answer: &Response<Bytes>) -> Result<(), String> {
        let message = kept::dialect(self.dialect).response(self.path, answer.body());
        let expected = Expected::new(self.client_id, SystemTime::now());
        let verified = match Unchecked::read(&message, answer.headers(), &expected) {
            Ok(unchecked) => self.merchant.verify(unchecked.claim()).await,
            Err(error) => Err(error),
        };
        verified.map_err(|error| format!("the answer's signature is not right: {error}"))
    }
}
