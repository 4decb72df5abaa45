//! What generated code says of an API and its endpoints, as data.

use std::fmt;

use crate::{
    codec::{Decode, Encode},
    signature::{Separator, SignatureEncoding},
    value::OpenEnum,
};

/// One wallet's set of endpoints.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) base_path: &'static str,
    pub(crate) dialect: Dialect,
}

impl Api {
    /// An API by the name of its folder.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, base_path: "", dialect: Dialect::new() }
    }
    /// What stands between the host and `/{version}/{path}`.
    #[must_use]
    pub const fn base_path(mut self, base_path: &'static str) -> Self {
        self.base_path = base_path;
        self
    }
    /// What is particular to the wallet on the wire.
    #[must_use]
    pub const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }
    /// The name: `claro`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// What differs between wallets on the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dialect {
    pub(crate) request_time: RequestTime,
    pub(crate) header_separator: Separator,
    pub(crate) signature_encoding: SignatureEncoding,
}

impl Dialect {
    /// What most wallets document: RFC 3339 with milliseconds, `", "` between the pairs of the signature header, and
    /// the signature as URL-encoded base64.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            request_time: RequestTime::Rfc3339Millis,
            header_separator: Separator::CommaSpace,
            signature_encoding: SignatureEncoding::Base64UrlEncoded,
        }
    }
    /// The form of `Request-Time`.
    #[must_use]
    pub const fn request_time(mut self, form: RequestTime) -> Self {
        self.request_time = form;
        self
    }
    /// Between the pairs of the signature header.
    #[must_use]
    pub const fn header_separator(mut self, separator: Separator) -> Self {
        self.header_separator = separator;
        self
    }
    /// How the signature's bytes become text.
    #[must_use]
    pub const fn signature_encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.signature_encoding = encoding;
        self
    }
}

/// The form of `Request-Time`. Times are UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestTime {
    /// `2019-04-04T06:38:56.253+00:00`.
    #[default]
    Rfc3339Millis,
    /// `2019-04-04T06:38:56+00:00`.
    Rfc3339Seconds,
    /// `1554359936253`: milliseconds since 1970.
    EpochMillis,
}

/// One endpoint: `POST {base}/{version}/{path}`.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    pub(crate) version: &'static str,
    pub(crate) path: &'static str,
    idempotency_key: &'static [&'static str],
    settled_by: Option<&'static str>,
}

impl Endpoint {
    /// An endpoint by its version and path: `v1`, `payments/pay`.
    #[must_use]
    pub const fn new(version: &'static str, path: &'static str) -> Self {
        Self { version, path, idempotency_key: &[], settled_by: None }
    }
    /// The fields that, when they are the same, make two requests the same one for the wallet.
    #[must_use]
    pub const fn with_idempotency_key(mut self, fields: &'static [&'static str]) -> Self {
        self.idempotency_key = fields;
        self
    }
    /// The endpoint that tells how an unknown outcome ended.
    #[must_use]
    pub const fn with_settled_by(mut self, endpoint: &'static str) -> Self {
        self.settled_by = Some(endpoint);
        self
    }

    /// `v1`.
    #[must_use]
    pub const fn version(&self) -> &'static str {
        self.version
    }
    /// `payments/pay`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }
    /// The fields that, when they are the same, make two requests the same one for the wallet; empty when there are none.
    #[must_use]
    pub const fn idempotency_key(&self) -> &'static [&'static str] {
        self.idempotency_key
    }
    /// The endpoint that tells how an unknown outcome ended: `v1/payments/inquiryPayment`.
    #[must_use]
    pub const fn settled_by(&self) -> Option<&'static str> {
        self.settled_by
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.version, self.path)
    }
}

/// What a call is answered with.
pub trait Response: Encode + Decode + fmt::Debug + Send + Sync + 'static {
    /// Its result codes.
    type Code: OpenEnum + fmt::Debug + fmt::Display;
}

/// What the wallet tells us without being asked.
pub trait Notification: Encode + Decode + fmt::Debug + Send + Sync + 'static {
    /// Where it goes.
    const ENDPOINT: &'static Endpoint;
    /// What we answer, besides the result.
    type Answer: Encode;
}
