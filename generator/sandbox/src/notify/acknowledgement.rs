//! Checks whether the merchant's response acknowledges a notification.

use bytes::Bytes;
use countersign_calling::dialect;
use countersign_codegen::model::Dialect;
use countersign_runtime::Json;
use countersign_runtime::json::read;
use countersign_runtime::signature::{Expected, Unchecked, Verifier, VerifyError};
use http::{Response, StatusCode};
use std::fmt;
use std::time::SystemTime;

/// Why a response does not acknowledge a notification.
#[derive(Debug)]
pub(super) enum NotAcknowledged {
    HttpStatus(StatusCode),
    NotJson,
    Status(String),
    NoStatus,
    Signature(VerifyError),
}

impl fmt::Display for NotAcknowledged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HttpStatus(status) => write!(f, "the answer has HTTP status {}", status.as_u16()),
            Self::NotJson => {
                f.write_str("the answer is not JSON: `{\"result\":{\"resultStatus\":\"S\",..}}` is expected")
            }
            Self::Status(status) => write!(f, "the answer has status {status}"),
            Self::NoStatus => f.write_str("the answer has no `result.resultStatus` of S, F or U"),
            Self::Signature(error) => write!(f, "the answer's signature is not right: {error}"),
        }
    }
}

/// What a response is checked against.
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
    pub(super) async fn acknowledged(&self, answer: &Response<Bytes>) -> Result<(), NotAcknowledged> {
        if answer.status() != StatusCode::OK {
            return Err(NotAcknowledged::HttpStatus(answer.status()));
        }
        let (body, _) = read::<Json>(answer.body()).map_err(|_| NotAcknowledged::NotJson)?;
        match body.get("result").and_then(|result| result.get("resultStatus")?.as_str()) {
            Some("S") => {}
            Some(status @ ("A" | "F" | "U")) => return Err(NotAcknowledged::Status(status.to_owned())),
            _ => return Err(NotAcknowledged::NoStatus),
        }
        match answer.headers().get("signature") {
            Some(_) => self.signed(answer).await,
            None => Ok(()),
        }
    }

    /// Verifies the signature of an answer. Its time is not compared with now: the merchant's clock is the merchant's.
    async fn signed(&self, answer: &Response<Bytes>) -> Result<(), NotAcknowledged> {
        let message = dialect::to_runtime(self.dialect).response(self.path, answer.body());
        let expected = Expected::new(self.client_id, SystemTime::now());
        let verified = match Unchecked::read(&message, answer.headers(), &expected) {
            Ok(unchecked) => self.merchant.verify(unchecked.claim()).await,
            Err(error) => Err(error),
        };
        verified.map_err(NotAcknowledged::Signature)
    }
}
