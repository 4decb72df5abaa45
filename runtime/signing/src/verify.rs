//! Verifies that the wallet signed a message.

use crate::{
    Claim, Content, KeyStore, Message, SignatureHeader, VerifyError, headers, rfc3339::unix_millis, time,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::{Duration, SystemTime};

/// Verifies that the wallet signed a message, for this client id and recently.
///
/// Returns the time of signing. Do not trust any part of a message before this succeeds.
///
/// No clock is read. For keys that are not in this process, see [`Unchecked`].
///
/// # Errors
/// [`VerifyError`] when a header is missing, repeated or malformed; when the message names another client id; when none
/// of the wallet's keys made the signature for exactly these bytes; and when it was signed too long ago, in the future,
/// or before the request that it responds to.
///
/// ```
/// # #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))] {
/// use countersign_signing::{
///     Expected, HeaderParams, Message, SigningKey, SigningParams, VerifyError, VerifyingParams, WalletKey, sign, verify,
/// };
/// use std::time::SystemTime;
/// # let private = include_str!("../keys/wallet.pem");
/// # let public = include_str!("../keys/wallet.public.pem");
///
/// const CLIENT_ID: &str = "2022091495540562874792";
/// let now = SystemTime::now();
///
/// // The wallet responds to a request:
/// let response = Message::response("/api/v1/payments/pay", br#"{"result":{"resultStatus":"S"}}"#);
/// let key = SigningKey::from_text(private)?;
/// let signed = sign(&response, &SigningParams::new(&key, HeaderParams::new(CLIENT_ID, now)))?;
///
/// // We verify what arrived:
/// let keys = WalletKey::from_text(public)?;
/// let params = VerifyingParams::new(&keys, Expected::new(CLIENT_ID, now));
/// verify(&response, &signed.headers, &params)?;
///
/// let changed = Message::response("/api/v1/payments/pay", br#"{"result":{"resultStatus":"F"}}"#);
/// assert!(matches!(verify(&changed, &signed.headers, &params), Err(VerifyError::BadSignature(_))));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(
    message: &Message<'_>,
    headers: &HeaderMap,
    params: &VerifyingParams<'_>,
) -> Result<Verified, VerifyError> {
    let unchecked = Unchecked::read(message, headers, &params.expected)?;
    let verdict = unchecked.claim().verify(params.keys);
    unchecked.checked(verdict)
}

/// The keys to verify a message with, and the other expectations on it.
#[derive(Clone, Copy)]
pub struct VerifyingParams<'a> {
    keys: &'a dyn KeyStore,
    expected: Expected<'a>,
}

impl<'a> VerifyingParams<'a> {
    /// Parameters for verifying with these keys: a [`WalletKey`](crate::WalletKey), [`WalletKeys`](crate::WalletKeys)
    /// or a [`KeyRing`](crate::KeyRing).
    #[must_use]
    pub const fn new(keys: &'a dyn KeyStore, expected: Expected<'a>) -> Self {
        Self { keys, expected }
    }
}

/// The expectations of a message besides a right signature.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    client_id: &'a str,
    now: SystemTime,
    max_skew: Duration,
    sent: Option<RequestSent>,
}

/// The time at which the request for a response was sent.
#[derive(Clone, Copy, Debug)]
struct RequestSent {
    at: SystemTime,
    max_lead: Duration,
}

impl<'a> Expected<'a> {
    /// The default of [`Self::with_max_skew`]: five minutes.
    pub const MAX_SKEW: Duration = Duration::from_secs(300);

    /// Expects a message for this client, signed about now.
    #[must_use]
    pub const fn new(client_id: &'a str, now: SystemTime) -> Self {
        Self { client_id, now, max_skew: Self::MAX_SKEW, sent: None }
    }

    /// Sets how far the signing time may be from now, in the past and in the future.
    #[must_use]
    pub const fn with_max_skew(mut self, max_skew: Duration) -> Self {
        self.max_skew = max_skew;
        self
    }

    /// Expects a response to a request first sent `at` this time, by our own clock. Clocks differ, so it may have been
    /// signed up to `max_lead` earlier; one signed before that is a recording of an older response.
    #[must_use]
    pub const fn with_request_sent(mut self, at: SystemTime, max_lead: Duration) -> Self {
        self.sent = Some(RequestSent { at, max_lead });
        self
    }

    fn check_times(&self, signed_at: i64) -> Result<(), VerifyError> {
        let skew = Duration::from_millis(unix_millis(self.now).abs_diff(signed_at));
        if skew > self.max_skew {
            return Err(VerifyError::StaleTime { skew, limit: self.max_skew });
        }
        let Some(RequestSent { at, max_lead: limit }) = self.sent else { return Ok(()) };
        let lead = unix_millis(at).saturating_sub(signed_at);
        match u64::try_from(lead).map(Duration::from_millis) {
            Ok(lead) if lead > limit => Err(VerifyError::SignedBeforeRequest { lead, limit }),
            _ => Ok(()),
        }
    }
}

/// A message whose headers were read, and whose signature is still to be checked.
///
/// [`verify`] does all steps at once. Use this for keys in a key service: pass [`Unchecked::claim`] to the service, and
/// its verdict to [`Unchecked::checked`].
#[derive(Debug)]
pub struct Unchecked<'a> {
    header: SignatureHeader,
    content: Content<'a>,
    expected: Expected<'a>,
    signed_at: i64,
}

impl<'a> Unchecked<'a> {
    /// Reads the headers of a message.
    ///
    /// # Errors
    /// [`VerifyError`] when a header is missing, repeated or malformed, and when the message names another client id.
    pub fn read(
        message: &Message<'a>,
        headers: &HeaderMap,
        expected: &Expected<'a>,
    ) -> Result<Self, VerifyError> {
        let header =
            SignatureHeader::parse(required(headers, headers::SIGNATURE)?).map_err(VerifyError::Header)?;
        // Some wallets omit the header and some gateways repeat it; the signature covers our own id in any case.
        let own = expected.client_id.as_bytes();
        if headers.get_all(headers::CLIENT_ID).iter().any(|id| id.as_bytes() != own) {
            return Err(VerifyError::WrongClientId);
        }
        let time = required(headers, message.time_header())?;
        let time = std::str::from_utf8(time).map_err(|_| VerifyError::BadTime)?;
        let signed_at = time::read_millis(time).ok_or(VerifyError::BadTime)?;
        let request_id = match message.signs_request_id() {
            true => std::str::from_utf8(required(headers, headers::REQUEST_ID)?)
                .map_err(|_| VerifyError::MissingHeader(headers::REQUEST_ID))?,
            false => "",
        };
        let content = message.content(expected.client_id, time, request_id);
        Ok(Self { header, content, expected: *expected, signed_at })
    }

    /// The message's claim about its signature.
    #[must_use]
    pub fn claim(&self) -> Claim<'_> {
        let SignatureHeader { algorithm, key_version, signature } = &self.header;
        Claim::new(self.expected.client_id, *algorithm, key_version.as_ref(), signature, &self.content)
    }

    /// Takes the verdict on the claim, and checks the time of the message.
    ///
    /// # Errors
    /// The verdict's error, or a [`VerifyError`] when the message was signed too long ago, in the future, or before the
    /// request.
    pub fn checked(self, verdict: Result<(), VerifyError>) -> Result<Verified, VerifyError> {
        verdict?;
        self.expected.check_times(self.signed_at)?;
        Ok(Verified { signed_at: self.signed_at })
    }
}

/// Proof that a message was verified. Only [`verify`] and [`Unchecked::checked`] make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    signed_at: i64,
}

impl Verified {
    /// The time at which the wallet signed the message, in milliseconds since 1970.
    #[must_use]
    pub const fn signed_at_millis(&self) -> i64 {
        self.signed_at
    }
}

/// Returns the value of a header that must be present exactly once.
fn required(headers: &HeaderMap, name: HeaderName) -> Result<&[u8], VerifyError> {
    let mut values = headers.get_all(&name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Ok(HeaderValue::as_bytes(value)),
        (None, _) => Err(VerifyError::MissingHeader(name)),
        _ => Err(VerifyError::RepeatedHeader(name)),
    }
}
