//! What differs between wallets on the wire.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::{
    clock,
    codec::Scalars,
    signature::{ContentTemplate, Separator, SignatureEncoding},
};

/// What differs between wallets on the wire. A spec's `dialect` is the default of its API; to differ from it, change it
/// and hand it to [`Config::dialect`](crate::Config::dialect).
///
/// ```
/// use countersign_runtime::{Dialect, RequestTime, UnsignedAnswers};
///
/// let dialect = Dialect::new().request_time(RequestTime::EpochMillis).unsigned_answers(UnsignedAnswers::FailuresRead);
/// # let _ = dialect;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    pub(crate) request_time: RequestTime,
    pub(crate) response_time: Option<RequestTime>,
    pub(crate) header_separator: Separator,
    pub(crate) signature_encoding: SignatureEncoding,
    pub(crate) algorithm_label: AlgorithmLabel,
    pub(crate) key_version: KeyVersionPair,
    pub(crate) content: ContentTemplate,
    pub(crate) path_suffix: &'static str,
    pub(crate) sandbox_base_path: Option<&'static str>,
    pub(crate) content_type: &'static str,
    pub(crate) accept: Option<&'static str>,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) scalars: Scalars,
    pub(crate) unsigned_answers: UnsignedAnswers,
    pub(crate) encrypted: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self::new()
    }
}

impl Dialect {
    /// What most wallets document: RFC 3339 with milliseconds, `", "` between the pairs of the signature header, the
    /// signature as URL-encoded base64, and everything that is optional left out.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            request_time: RequestTime::Rfc3339Millis,
            response_time: None,
            header_separator: Separator::CommaSpace,
            signature_encoding: SignatureEncoding::Base64UrlEncoded,
            algorithm_label: AlgorithmLabel::Short,
            key_version: KeyVersionPair::Shown,
            content: ContentTemplate::Standard,
            path_suffix: "",
            sandbox_base_path: None,
            content_type: "application/json; charset=UTF-8",
            accept: Some("application/json"),
            headers: &[],
            scalars: Scalars::AsSpecified,
            unsigned_answers: UnsignedAnswers::Refused,
            encrypted: false,
        }
    }
    /// The form of `Request-Time`.
    #[must_use]
    pub const fn request_time(mut self, form: RequestTime) -> Self {
        self.request_time = form;
        self
    }
    /// The form of `Response-Time`: of our answers to notifications. That of [`Dialect::request_time`] unless it is set. All
    /// forms are read, whichever is written.
    #[must_use]
    pub const fn response_time(mut self, form: RequestTime) -> Self {
        self.response_time = Some(form);
        self
    }
    /// Between the pairs of the signature header.
    #[must_use]
    pub const fn header_separator(mut self, separator: Separator) -> Self {
        self.header_separator = separator;
        self
    }
    /// How the signature's bytes become text. All three forms are read, whichever is written.
    #[must_use]
    pub const fn signature_encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.signature_encoding = encoding;
        self
    }
    /// How the signature header spells RSA256.
    #[must_use]
    pub const fn algorithm_label(mut self, label: AlgorithmLabel) -> Self {
        self.algorithm_label = label;
        self
    }
    /// Whether the signature header names the version of our key.
    #[must_use]
    pub const fn key_version(mut self, pair: KeyVersionPair) -> Self {
        self.key_version = pair;
        self
    }
    /// What text is signed.
    #[must_use]
    pub const fn content(mut self, template: ContentTemplate) -> Self {
        self.content = template;
        self
    }
    /// What comes after `/{version}/{path}`, on the wire and in the signed text: `.htm` at one gateway.
    #[must_use]
    pub const fn path_suffix(mut self, suffix: &'static str) -> Self {
        self.path_suffix = suffix;
        self
    }
    /// The base path of a client id that begins with `SANDBOX_`: `/ams/sandbox/api` instead of `/ams/api` at Antom.
    #[must_use]
    pub const fn sandbox_base_path(mut self, base_path: &'static str) -> Self {
        self.sandbox_base_path = Some(base_path);
        self
    }
    /// `Content-Type` of requests that are not encrypted.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }
    /// `Accept`; `None` sends none.
    #[must_use]
    pub const fn accept(mut self, accept: Option<&'static str>) -> Self {
        self.accept = accept;
        self
    }
    /// Headers that every request of this API has. See [`Config::header`](crate::Config::header) for those of one client.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }
    /// How numbers and booleans of a request are written.
    #[must_use]
    pub const fn scalars(mut self, scalars: Scalars) -> Self {
        self.scalars = scalars;
        self
    }
    /// What becomes of answers without a signature.
    #[must_use]
    pub const fn unsigned_answers(mut self, unsigned: UnsignedAnswers) -> Self {
        self.unsigned_answers = unsigned;
        self
    }
    /// Whether requests are encrypted (`Encrypt: algorithm=RSA_AES`); needs keys, see `Config::encryption`.
    #[must_use]
    pub const fn encrypted(mut self, encrypted: bool) -> Self {
        self.encrypted = encrypted;
        self
    }
}

/// The form of `Request-Time` and `Response-Time`. Times are UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestTime {
    /// `2019-04-04T06:38:56.253+00:00`.
    #[default]
    Rfc3339Millis,
    /// `2019-04-04T06:38:56+00:00`.
    Rfc3339Seconds,
    /// `2019-04-04T06:38:56Z`: what Rebell insists on.
    Rfc3339Zulu,
    /// `2019-04-04T06:38:56+0000`: no colon in the offset, as ZOLOZ writes it.
    NoColon,
    /// `1554359936253`: milliseconds since 1970, as Antom's own SDKs write it.
    EpochMillis,
}

impl RequestTime {
    /// A time as a header says it.
    #[must_use]
    pub fn write(self, time: SystemTime) -> String {
        clock::header_time(time, self)
    }

    /// The time that a header says, in any of the forms; `None` when it is in none of them. What is finer than a
    /// millisecond is cut off.
    #[must_use]
    pub fn read(text: &str) -> Option<SystemTime> {
        let millis = clock::read_header_time(text)?;
        let distance = Duration::from_millis(millis.unsigned_abs());
        if millis < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }
}

/// How the signature header spells RSA256. Both are read, in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AlgorithmLabel {
    /// `RSA256`.
    #[default]
    Short,
    /// `SHA256withRSA`, as Rebell and Toka write it.
    Long,
}

/// Whether the signature header names the version of our key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyVersionPair {
    /// `keyVersion=1`.
    #[default]
    Shown,
    /// No `keyVersion`, which means our newest key.
    LeftOut,
}

/// What becomes of an answer that has neither signature nor time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnsignedAnswers {
    /// It is refused: an [`Outcome::Unknown`](crate::Outcome::Unknown).
    #[default]
    Refused,
    /// One with status F is read, as an [`Unauthenticated`](crate::Unauthenticated) failure. Gateways don't sign when
    /// they can't tell who calls (a wrong key, an unknown client id). Anybody on the way could have written it, so it
    /// is still an unknown outcome for a call that may move money. With any other status it is refused.
    FailuresRead,
}
