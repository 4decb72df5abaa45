//! Signs a message: produces its signature header and the headers that go with it.

use crate::{Content, HeaderFormat, Message, SignError, Signature, SigningKey, headers};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::SystemTime;

/// Signs a message. Returns its headers `Client-Id`, `Request-Time` (`Response-Time` for a response), `Signature` and,
/// if the content includes it, `Request-Id`, together with the content that was signed.
///
/// Nothing is sent, and no clock is read. For a key that is not in this process, see [`Unsigned`].
///
/// # Errors
/// [`SignError`] when the client id, the time or the request id is not a valid header value, when the content includes
/// a request id and none is given, or when the crypto library fails.
///
/// ```
/// # #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))] {
/// use countersign_signing::{HeaderParams, Message, SigningKey, SigningParams, sign};
/// use std::time::SystemTime;
/// # let pem = include_str!("../keys/merchant.pem");
///
/// let key = SigningKey::from_text(pem)?;
/// let message = Message::request("/api/v1/payments/pay", br#"{"paymentRequestId":"P1"}"#);
/// let params = SigningParams::new(&key, HeaderParams::new("2022091495540562874792", SystemTime::now()));
///
/// let signed = sign(&message, &params)?;
/// assert_eq!(signed.headers["client-id"], "2022091495540562874792");
/// assert!(signed.headers["signature"].to_str()?.starts_with("algorithm=RSA256, keyVersion=1, signature="));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sign<'a>(message: &Message<'a>, params: &SigningParams<'_>) -> Result<SignedHeaders<'a>, SignError> {
    let unsigned = Unsigned::new(message, &params.headers)?;
    let signature = params.key.sign_digest(&params.key.digest(unsigned.content()))?;
    unsigned.into_signed(&signature)
}

/// The signing key and the header values of a message to be signed.
#[derive(Clone, Copy, Debug)]
pub struct SigningParams<'a> {
    key: &'a SigningKey,
    headers: HeaderParams<'a>,
}

impl<'a> SigningParams<'a> {
    /// Parameters for signing with this key.
    #[must_use]
    pub const fn new(key: &'a SigningKey, headers: HeaderParams<'a>) -> Self {
        Self { key, headers }
    }
}

/// The values in the headers of a signed message besides the signature.
#[derive(Clone, Copy, Debug)]
pub struct HeaderParams<'a> {
    client_id: &'a str,
    time: MessageTime<'a>,
    request_id: Option<&'a str>,
    format: HeaderFormat,
}

/// The signing time of a message.
#[derive(Clone, Copy, Debug)]
pub enum MessageTime<'a> {
    /// A point in time, written in the [`HeaderFormat`].
    At(SystemTime),
    /// The text of the header, signed exactly as given.
    Text(&'a str),
}

impl From<SystemTime> for MessageTime<'_> {
    fn from(time: SystemTime) -> Self {
        Self::At(time)
    }
}

impl<'a> From<&'a str> for MessageTime<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> HeaderParams<'a> {
    /// The header values of a message of this client, signed at this time.
    #[must_use]
    pub fn new(client_id: &'a str, time: impl Into<MessageTime<'a>>) -> Self {
        Self { client_id, time: time.into(), request_id: None, format: HeaderFormat::new() }
    }

    /// Sets the request id, for content that includes it ([`Message::signs_request_id`]).
    #[must_use]
    pub const fn with_request_id(mut self, id: &'a str) -> Self {
        self.request_id = Some(id);
        self
    }

    /// Sets the format of the headers, in place of the default one.
    #[must_use]
    pub const fn with_format(mut self, format: HeaderFormat) -> Self {
        self.format = format;
        self
    }

    fn time(&self, message: &Message<'_>) -> String {
        match self.time {
            MessageTime::Text(text) => text.to_owned(),
            MessageTime::At(time) if message.time_header() == headers::RESPONSE_TIME => {
                self.format.response_time(time)
            }
            MessageTime::At(time) => self.format.request_time(time),
        }
    }
}

/// A message whose content is fixed and which is not signed yet.
///
/// [`sign`] does both steps at once. Use this for a key in a key service:
///
/// ```
/// use countersign_signing::{Algorithm, HeaderParams, KeyVersion, Message, Signature, Unsigned};
/// use std::time::SystemTime;
/// # fn ask(digest: [u8; 32]) -> Vec<u8> { digest.repeat(8) }
///
/// let message = Message::request("/api/v1/payments/pay", b"{}");
/// let unsigned = Unsigned::new(&message, &HeaderParams::new("2022091495540562874792", SystemTime::now()))?;
/// let bytes = ask(unsigned.content().sha256()); // the service signs, and may take its time
/// let signed = unsigned.into_signed(&Signature::new(Algorithm::Rsa256, KeyVersion::from(1), bytes))?;
/// assert!(signed.headers.contains_key("signature"));
/// # Ok::<(), countersign_signing::SignError>(())
/// ```
#[derive(Debug)]
pub struct Unsigned<'a> {
    content: Content<'a>,
    headers: HeaderMap,
    format: HeaderFormat,
}

impl<'a> Unsigned<'a> {
    /// Fixes the content of a message.
    ///
    /// # Errors
    /// The errors of [`sign`], except those of the library.
    pub fn new(message: &Message<'a>, params: &HeaderParams<'_>) -> Result<Self, SignError> {
        let time = params.time(message);
        let mut headers = HeaderMap::with_capacity(8);
        insert(&mut headers, headers::CLIENT_ID, params.client_id)?;
        insert(&mut headers, message.time_header(), &time)?;
        let request_id = match params.request_id {
            _ if !message.signs_request_id() => "",
            Some(id) => {
                insert(&mut headers, headers::REQUEST_ID, id)?;
                id
            }
            None => {
                return Err(SignError::new(
                    "the content to be signed includes a request id, but none is given",
                ));
            }
        };
        let content = message.content(params.client_id, &time, request_id);
        Ok(Self { content, headers, format: params.format })
    }

    /// The content to be signed.
    #[must_use]
    pub fn content(&self) -> &Content<'a> {
        &self.content
    }

    /// Adds the signature.
    ///
    /// # Errors
    /// [`SignError`] when the signature is not a valid header value.
    pub fn into_signed(self, signature: &Signature) -> Result<SignedHeaders<'a>, SignError> {
        let Self { content, mut headers, format } = self;
        insert(&mut headers, headers::SIGNATURE, &format.signature(signature))?;
        Ok(SignedHeaders { headers, content })
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), SignError> {
    headers.insert(name, HeaderValue::from_str(value).map_err(SignError::new)?);
    Ok(())
}

/// The headers of a signed message, and the content that was signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignedHeaders<'a> {
    /// The headers to be sent with the message.
    pub headers: HeaderMap,
    /// The content that was signed.
    pub content: Content<'a>,
}
