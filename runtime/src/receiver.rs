//! Notifications: the wallet calls us.

use std::{fmt, ops::Deref, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};

use crate::{
    body::{Unverified, Verified},
    clock::{Clock, SystemClock, header_time},
    codec::{self, Encode, ReadError, Shape, View, Violation, Violations, check, to_json},
    dialect::Dialect,
    endpoint::Notification,
    result::WalletResult,
    sign::signature_header,
    signature::{Content, SignError, Signer, Verifier},
    verify::{CLIENT_ID, Check, Message, RESPONSE_TIME, SIGNATURE, VerifyError},
};

/// Verifies what a wallet tells us, and signs what we answer. It knows no web framework: give it path, headers and body.
///
/// A wallet sends the same notification until it gets an answer with status S, so expect each one more than once.
#[derive(Clone)]
pub struct Receiver {
    client_id: String,
    signer: Arc<dyn Signer>,
    verifier: Arc<dyn Verifier>,
    dialect: Dialect,
    clock: Arc<dyn Clock>,
    max_skew: Duration,
}

impl Receiver {
    /// A receiver for our client id, with the keys of both sides.
    pub fn new(client_id: impl Into<String>, signing_key: impl Signer, wallet_keys: impl Verifier) -> Self {
        Self {
            client_id: client_id.into(),
            signer: Arc::new(signing_key),
            verifier: Arc::new(wallet_keys),
            dialect: Dialect::new(),
            clock: Arc::new(SystemClock),
            max_skew: Duration::from_secs(5 * 60),
        }
    }

    /// The wallet's dialect, for our answers.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Another clock than the machine's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How far the time of a notification may be from ours. 5 minutes unless it is set.
    #[must_use]
    pub fn max_skew(mut self, skew: Duration) -> Self {
        self.max_skew = skew;
        self
    }

    /// Verifies and reads a notification. `path` is the path, with its query if it has one, as the wallet called it:
    /// behind a proxy that rewrites paths, the one before rewriting.
    ///
    /// # Errors
    /// When it is not the wallet's, or not JSON. Answer with a constant text then, and HTTP status 400 or so: to whoever
    /// is not the wallet, the reason is nobody's business.
    pub async fn receive<N: Notification>(
        &self,
        path: &str,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Result<Received<N>, Refused> {
        let check = Check {
            verifier: &*self.verifier,
            client_id: &self.client_id,
            template: self.dialect.content,
            now: self.clock.now(),
            max_skew: self.max_skew,
        };
        let raw = check
            .verify(Message::Notification(path), headers, Unverified::new(body))
            .await
            .map_err(|(error, _)| Refused::Unverified(error))?
            .body;
        let (notification, deviations) = codec::from_json(&raw).map_err(Refused::Unreadable)?;
        Ok(Received { notification, deviations, raw, path: path.to_owned() })
    }

    /// The signed answer to a notification: status S when it was understood and kept, U to get it again.
    ///
    /// # Errors
    /// When the answer breaks the spec, or can't be signed.
    pub async fn answer<N: Notification>(
        &self,
        received: &Received<N>,
        result: WalletResult,
        answer: &N::Answer,
    ) -> Result<SignedAnswer, AnswerError> {
        check(answer).map_err(AnswerError::Invalid)?;
        let body =
            with_result(&result, answer).map_err(|error| AnswerError::Signing(SignError::new(error)))?;
        let time = header_time(self.clock.now(), self.dialect.request_time);
        let content = Content::new(&received.path, &self.client_id, &time, &body);
        let signature =
            signature_header(&*self.signer, &self.dialect, &content).await.map_err(AnswerError::Signing)?;
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
        for (name, value) in [(CLIENT_ID, &self.client_id), (RESPONSE_TIME, &time), (SIGNATURE, &signature)] {
            let value =
                HeaderValue::from_str(value).map_err(|error| AnswerError::Signing(SignError::new(error)))?;
            headers.insert(name, value);
        }
        Ok(SignedAnswer { headers, body: body.into() })
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// The answer's fields, and `result` before them.
fn with_result(result: &WalletResult, answer: &dyn Encode) -> Result<Vec<u8>, serde_json::Error> {
    struct Both<'a>(&'a WalletResult, &'a dyn Encode);
    impl Encode for Both<'_> {
        fn show(&self, look: &mut dyn FnMut(View<'_>)) {
            static SHAPE: Shape = Shape::new("Answer");
            self.1.show(&mut |view| {
                let mut fields: Vec<(&'static str, &dyn Encode)> = vec![("result", self.0)];
                if let View::Object(_, others) = view {
                    fields.extend_from_slice(others);
                }
                look(View::Object(&SHAPE, &fields));
            });
        }
    }
    to_json(&Both(result, answer))
}

/// A verified notification. It reads like its body: `notification.payment_id`.
#[derive(Debug)]
pub struct Received<N> {
    notification: N,
    deviations: Vec<Violation>,
    raw: Verified,
    path: String,
}

impl<N> Received<N> {
    /// The body, to take fields out of it.
    pub fn into_body(self) -> N {
        self.notification
    }
    /// Where it breaks the wallet's own documents. It was read all the same.
    #[must_use]
    pub fn deviations(&self) -> &[Violation] {
        &self.deviations
    }
    /// The body as it came. It may hold sensitive fields.
    #[must_use]
    pub fn raw_body(&self) -> &Verified {
        &self.raw
    }
}

impl<N> Deref for Received<N> {
    type Target = N;
    fn deref(&self) -> &N {
        &self.notification
    }
}

/// What to send back, with HTTP status 200.
#[derive(Clone)]
#[non_exhaustive]
pub struct SignedAnswer {
    /// Client id, time, signature and content type.
    pub headers: HeaderMap,
    /// JSON.
    pub body: Bytes,
}

impl fmt::Debug for SignedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedAnswer({} bytes)", self.body.len())
    }
}

/// Why a notification was not taken.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refused {
    /// It can't be taken for the wallet's.
    Unverified(VerifyError),
    /// The wallet signed it, but it is not JSON.
    Unreadable(ReadError),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unverified(error) => write!(f, "the notification can't be taken for the wallet's: {error}"),
            Self::Unreadable(error) => write!(f, "the notification is signed, but can't be read: {error}"),
        }
    }
}

impl std::error::Error for Refused {}

/// Why a notification could not be answered.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnswerError {
    /// The answer breaks the spec.
    Invalid(Violations),
    /// It could not be signed.
    Signing(SignError),
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the answer breaks the spec: {violations}"),
            Self::Signing(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AnswerError {}
