//! From bytes that anyone may have written to bytes that the wallet has signed.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use http::{HeaderMap, HeaderName};

use crate::{
    body::{Unverified, Verified},
    clock::{read_header_time, unix_millis},
    headers::{CLIENT_ID, REQUEST_ID, REQUEST_TIME, RESPONSE_TIME, SIGNATURE},
    signature::{
        Algorithm, BadSignature, Claim, Content, ContentTemplate, HeaderError, KeyVersion, SignatureHeader,
        Verifier,
    },
};

/// Why a message is not taken for the wallet's.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum VerifyError {
    /// The header is not there.
    MissingHeader(HeaderName),
    /// The header is there more than once.
    RepeatedHeader(HeaderName),
    /// The signature header is not in its form, or names an algorithm that is not supported.
    Header(HeaderError),
    /// There is no key of that version, or of any.
    UnknownKey(Option<KeyVersion>),
    /// The signature header names an algorithm that the key of that version is not for.
    WrongAlgorithm {
        /// What the header says.
        named: Algorithm,
        /// What the key is for.
        key: Algorithm,
    },
    /// Nobody could tell: a key service did not answer, say. The text is the verifier's own.
    Unavailable(String),
    /// The signature does not fit the message.
    BadSignature(BadSignature),
    /// The message is for another client id.
    WrongClientId,
    /// The time is in none of the forms that wallets use.
    BadTime,
    /// The message was signed too long before or after now.
    StaleTime {
        /// How far from now.
        skew: Duration,
        /// How far is accepted.
        limit: Duration,
    },
    /// The response was signed before the request went out: it is a recording of an earlier one, or our clock is ahead of
    /// the wallet's.
    SignedBeforeRequest {
        /// How long before the request it was signed.
        lead: Duration,
        /// The longest time that is accepted, see [`Config::response_lead`](crate::Config::response_lead).
        limit: Duration,
    },
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(f, "the header `{name}` is missing"),
            Self::RepeatedHeader(name) => write!(f, "the header `{name}` is there more than once"),
            Self::Header(error) => write!(f, "the header `signature` can't be used: {error}"),
            Self::UnknownKey(Some(version)) => write!(f, "there is no wallet key of version {version}"),
            Self::UnknownKey(None) => f.write_str("there is no wallet key"),
            Self::WrongAlgorithm { named, key } => {
                write!(
                    f,
                    "the header `signature` names {named}, but the wallet key of that version is for {key}"
                )?;
                if *named == Algorithm::Ecc224 && cfg!(not(feature = "ecc224")) {
                    f.write_str("; keys for ECC224 need the feature `ecc224` of countersign-runtime")?;
                }
                Ok(())
            }
            Self::Unavailable(why) => write!(f, "the signature could not be checked: {why}"),
            Self::BadSignature(error) => error.fmt(f),
            Self::WrongClientId => f.write_str("the header `client-id` names another client"),
            Self::BadTime => f.write_str("the time of the message is in no known form"),
            Self::StaleTime { skew, limit } => {
                write!(
                    f,
                    "the message was signed {skew:?} from now, and {limit:?} are accepted: is the clock right?"
                )
            }
            Self::SignedBeforeRequest { lead, limit } => {
                write!(
                    f,
                    "the response was signed {lead:?} before the request was sent, and {limit:?} are accepted: it is a \
                     recording of an earlier one, or our clock may be {lead:?} ahead"
                )
            }
        }
    }
}

impl std::error::Error for VerifyError {}

/// What a message is checked against.
pub(crate) struct Check<'a> {
    pub(crate) verifier: &'a dyn Verifier,
    pub(crate) client_id: &'a str,
    pub(crate) template: ContentTemplate,
    pub(crate) now: SystemTime,
    pub(crate) max_skew: Duration,
    /// Of a response: the request that it answers.
    pub(crate) request: Option<SentRequest>,
}

/// When a request went out, by our own clock.
#[derive(Clone, Copy)]
pub(crate) struct SentRequest {
    /// When the first attempt went out.
    pub(crate) at: SystemTime,
    /// How long before a response may have been signed: clocks differ.
    pub(crate) lead: Duration,
}

/// Which kind of message: they are signed over different headers.
#[derive(Clone, Copy)]
pub(crate) enum Message<'a> {
    /// The answer to a request of ours to this path.
    Answer(&'a str),
    /// A request of the wallet's to this path.
    Notification(&'a str),
}

/// A message that holds.
pub(crate) struct Checked {
    pub(crate) body: Verified,
    /// When the wallet signed it, in milliseconds since 1970.
    pub(crate) signed_at: i64,
}

impl Check<'_> {
    /// Checks that the wallet has signed these bytes for this path and for us, and not long ago.
    pub(crate) async fn verify(
        &self,
        message: Message<'_>,
        headers: &HeaderMap,
        body: Unverified,
    ) -> Result<Checked, (VerifyError, Unverified)> {
        match self.check(message, headers, body.dangerous_bytes()).await {
            Ok(signed_at) => Ok(Checked { body: body.into_verified(), signed_at }),
            Err(error) => Err((error, body)),
        }
    }

    async fn check(
        &self,
        message: Message<'_>,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<i64, VerifyError> {
        let signature = only(headers, &SIGNATURE)?.ok_or(VerifyError::MissingHeader(SIGNATURE))?;
        let signature = SignatureHeader::parse(signature).map_err(VerifyError::Header)?;
        // Some wallets leave it out, and some gateways write it a second time; the signature holds our own id in any case.
        if headers.get_all(CLIENT_ID).iter().any(|id| id.as_bytes() != self.client_id.as_bytes()) {
            return Err(VerifyError::WrongClientId);
        }
        let time_header = match message {
            Message::Answer(_) => RESPONSE_TIME,
            Message::Notification(_) => REQUEST_TIME,
        };
        let time = only(headers, &time_header)?.ok_or(VerifyError::MissingHeader(time_header))?;
        let time = std::str::from_utf8(time).map_err(|_| VerifyError::BadTime)?;
        let signed_at = read_header_time(time).ok_or(VerifyError::BadTime)?;
        let content = self.content(message, headers, time, body)?;
        let claim = Claim {
            client_id: self.client_id,
            algorithm: signature.algorithm,
            key_version: signature.key_version.as_ref(),
            signature: &signature.signature,
            content: &content,
        };
        self.verifier.verify(claim).await?;
        self.check_skew(signed_at)?;
        self.check_lead(signed_at)?;
        Ok(signed_at)
    }

    fn content<'b>(
        &self,
        message: Message<'_>,
        headers: &HeaderMap,
        time: &str,
        body: &'b [u8],
    ) -> Result<Content<'b>, VerifyError> {
        Ok(match (self.template, message) {
            (ContentTemplate::Standard, Message::Answer(path) | Message::Notification(path)) => {
                Content::new(path, self.client_id, time, body)
            }
            (ContentTemplate::SixPart, Message::Answer(_)) => {
                Content::six_part_answer(self.client_id, time, body)
            }
            (ContentTemplate::SixPart, Message::Notification(path)) => {
                let id = only(headers, &REQUEST_ID)?.ok_or(VerifyError::MissingHeader(REQUEST_ID))?;
                let id = std::str::from_utf8(id).map_err(|_| VerifyError::MissingHeader(REQUEST_ID))?;
                Content::six_part(path, self.client_id, id, time, body)
            }
        })
    }

    fn check_skew(&self, millis: i64) -> Result<(), VerifyError> {
        let skew = Duration::from_millis(unix_millis(self.now).abs_diff(millis));
        if skew <= self.max_skew {
            Ok(())
        } else {
            Err(VerifyError::StaleTime { skew, limit: self.max_skew })
        }
    }

    fn check_lead(&self, millis: i64) -> Result<(), VerifyError> {
        let Some(SentRequest { at, lead: limit }) = self.request else { return Ok(()) };
        let lead = unix_millis(at).saturating_sub(millis);
        match u64::try_from(lead).map(Duration::from_millis) {
            Ok(lead) if lead > limit => Err(VerifyError::SignedBeforeRequest { lead, limit }),
            _ => Ok(()),
        }
    }
}

/// The value of a header that may be there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a [u8]>, VerifyError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value.map(http::HeaderValue::as_bytes)),
        _ => Err(VerifyError::RepeatedHeader(name.clone())),
    }
}
