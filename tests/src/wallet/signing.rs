//! The wallet's own signing and verifying, written from the protocol and not from the client.

use std::{
    error::Error,
    time::{Duration, SystemTime},
};

use countersign_runtime::{
    DateTime,
    signature::{
        Algorithm, Backend, Content, KeyVersion, Separator, SignatureEncoding, SignatureHeader, SigningKey,
        WalletKey,
    },
};
use http::{HeaderMap, HeaderValue, header::InvalidHeaderValue};

use crate::keys;

/// How far a request's time may be from ours.
const MAX_SKEW: Duration = Duration::from_secs(5 * 60);

pub(super) struct Keys {
    /// The wallet's.
    pub(super) own: SigningKey,
    /// Somebody else's.
    pub(super) another: SigningKey,
    /// The merchant's.
    merchant: WalletKey,
}

/// What a signature covers besides the body.
pub(super) struct Envelope<'a> {
    pub(super) path: &'a str,
    pub(super) client_id: &'a str,
    pub(super) time: &'a str,
}

impl Keys {
    pub(super) fn load(backend: Backend) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            own: SigningKey::from_text_with(backend, keys::WALLET)?,
            another: SigningKey::from_text_with(backend, keys::ANOTHER)?,
            merchant: WalletKey::from_text_with(backend, keys::MERCHANT_PUBLIC)?,
        })
    }

    /// Checks that the merchant has signed a message: a request, or the answer to a notification, whose time is in
    /// another header.
    pub(super) fn verify(
        &self,
        path: &str,
        headers: &HeaderMap,
        time_header: &str,
        body: &[u8],
    ) -> Result<(), String> {
        let text = |name: &str| -> Result<&str, String> {
            let value = headers.get(name).ok_or(format!("no header {name}"))?;
            value.to_str().map_err(|error| format!("header {name}: {error}"))
        };
        let (client_id, time) = (text("client-id")?, text(time_header)?);
        if client_id != keys::CLIENT_ID {
            return Err(format!("unknown client id {client_id}"));
        }
        let moment: DateTime = time.parse().map_err(|error| format!("time {time}: {error}"))?;
        let now = DateTime::from(SystemTime::now()).unix_millis();
        if u128::from(now.abs_diff(moment.unix_millis())) > MAX_SKEW.as_millis() {
            return Err(format!("the time {time} is too far from now"));
        }
        let signature =
            SignatureHeader::parse(text("signature")?.as_bytes()).map_err(|error| error.to_string())?;
        self.merchant
            .verify(&Content::new(path, client_id, time, body), &signature.signature)
            .map_err(|error| error.to_string())
    }
}

/// The value of a signature header.
pub(super) fn signature(
    key: &SigningKey,
    envelope: &Envelope<'_>,
    body: &[u8],
) -> Result<HeaderValue, Box<dyn Error + Send + Sync>> {
    let Envelope { path, client_id, time } = envelope;
    let signature = key.sign(&Content::new(path, client_id, time, body))?;
    let text = SignatureHeader::write(
        Algorithm::Rsa256,
        Some(&KeyVersion::from(1)),
        &signature,
        SignatureEncoding::Base64UrlEncoded,
        Separator::CommaSpace,
    );
    text.parse().map_err(|error: InvalidHeaderValue| error.into())
}

/// A time of a header.
pub(super) fn header_time(time: SystemTime) -> String {
    DateTime::from(time).as_str().to_owned()
}
