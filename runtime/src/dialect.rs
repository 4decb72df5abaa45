//! The wire format of a wallet, as far as wallets differ.

use std::borrow::Cow;

use crate::{
    codec::Scalars,
    descriptor::{Pairs, set},
    result::Status,
    signature::{
        AlgorithmLabel, ContentTemplate, HeaderFormat, HeaderParams, KeyVersionPair, Message, MessageTime,
        RequestTime, Separator, SignatureEncoding,
    },
};

/// The wire format of a wallet, as far as wallets differ. A spec's `dialect` is the default of its API; to differ from it, change it
/// and hand it to [`Config::dialect`](crate::Config::dialect).
///
/// ```
/// use countersign_runtime::{Dialect, RequestTime, UnsignedResponses};
///
/// let dialect = Dialect::new().request_time(RequestTime::EpochMillis).unsigned_answers(UnsignedResponses::FailuresRead);
/// # let _ = dialect;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dialect {
    /// How the headers of a message are written.
    pub header_format: HeaderFormat,
    /// The template of the signed content.
    pub content: ContentTemplate,
    /// The suffix after `/{version}/{path}`.
    pub path_suffix: Cow<'static, str>,
    /// The base path of a client id that begins with `SANDBOX_`.
    pub sandbox_base_path: Option<Cow<'static, str>>,
    /// `Content-Type` of requests that are not encrypted.
    pub content_type: Cow<'static, str>,
    /// `Accept`; `None` sends none.
    pub accept: Option<Cow<'static, str>>,
    /// Headers that every request of this API has.
    pub headers: Pairs,
    /// How numbers and booleans of a request are written.
    pub scalars: Scalars,
    /// How unsigned responses are treated.
    pub unsigned_answers: UnsignedResponses,
    /// Whether requests are encrypted.
    pub encrypted: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self::new()
    }
}

impl Dialect {
    /// The default of most wallets: RFC 3339 with milliseconds, `", "` between the pairs of the signature header, the
    /// signature as URL-encoded base64, and everything that is optional left out.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            header_format: HeaderFormat::new(),
            content: ContentTemplate::Standard,
            path_suffix: Cow::Borrowed(""),
            sandbox_base_path: None,
            content_type: Cow::Borrowed("application/json; charset=UTF-8"),
            accept: Some(Cow::Borrowed("application/json")),
            headers: Pairs::EMPTY,
            scalars: Scalars::AsSpecified,
            unsigned_answers: UnsignedResponses::Refused,
            encrypted: false,
        }
    }
    /// The form of `Request-Time`.
    #[must_use]
    pub const fn request_time(mut self, form: RequestTime) -> Self {
        self.header_format = self.header_format.with_request_time(form);
        self
    }
    /// The form of `Response-Time`: of our answers to notifications. That of [`Dialect::request_time`] unless it is set. All
    /// forms are read, whichever is written.
    #[must_use]
    pub const fn response_time(mut self, form: RequestTime) -> Self {
        self.header_format = self.header_format.with_response_time(form);
        self
    }
    /// Between the pairs of the signature header.
    #[must_use]
    pub const fn header_separator(mut self, separator: Separator) -> Self {
        self.header_format = self.header_format.with_separator(separator);
        self
    }
    /// How the signature's bytes become text. All three forms are read, whichever is written.
    #[must_use]
    pub const fn signature_encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.header_format = self.header_format.with_signature_encoding(encoding);
        self
    }
    /// How the signature header spells RSA256.
    #[must_use]
    pub const fn algorithm_label(mut self, label: AlgorithmLabel) -> Self {
        self.header_format = self.header_format.with_algorithm_label(label);
        self
    }
    /// Whether the signature header names the version of our key.
    #[must_use]
    pub const fn key_version(mut self, pair: KeyVersionPair) -> Self {
        self.header_format = self.header_format.with_key_version(pair);
        self
    }
    /// Sets the template of the signed content.
    #[must_use]
    pub const fn content(mut self, template: ContentTemplate) -> Self {
        self.content = template;
        self
    }
    /// Sets the suffix after `/{version}/{path}`, on the wire and in the signed text: `.htm` at one gateway.
    #[must_use]
    pub const fn path_suffix(mut self, suffix: &'static str) -> Self {
        set(&mut self.path_suffix, Cow::Borrowed(suffix));
        self
    }
    /// The base path of a client id that begins with `SANDBOX_`: `/ams/sandbox/api` instead of `/ams/api` at Antom.
    #[must_use]
    pub const fn sandbox_base_path(mut self, base_path: &'static str) -> Self {
        set(&mut self.sandbox_base_path, Some(Cow::Borrowed(base_path)));
        self
    }
    /// `Content-Type` of requests that are not encrypted.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        set(&mut self.content_type, Cow::Borrowed(content_type));
        self
    }
    /// `Accept`; `None` sends none.
    #[must_use]
    pub const fn accept(mut self, accept: Option<&'static str>) -> Self {
        let accept = match accept {
            Some(accept) => Some(Cow::Borrowed(accept)),
            None => None,
        };
        set(&mut self.accept, accept);
        self
    }
    /// Headers that every request of this API has. See [`Config::header`](crate::Config::header) for those of one client.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        set(&mut self.headers, Pairs::Static(headers));
        self
    }
    /// How numbers and booleans of a request are written.
    #[must_use]
    pub const fn scalars(mut self, scalars: Scalars) -> Self {
        self.scalars = scalars;
        self
    }
    /// Sets how unsigned responses are treated.
    #[must_use]
    pub const fn unsigned_answers(mut self, unsigned: UnsignedResponses) -> Self {
        self.unsigned_answers = unsigned;
        self
    }
    /// Whether requests are encrypted (`Encrypt: algorithm=RSA_AES`); needs keys, see `Config::encryption`.
    #[must_use]
    pub const fn encrypted(mut self, encrypted: bool) -> Self {
        self.encrypted = encrypted;
        self
    }

    /// A request to this path, with the content that this dialect signs. A notification is one, too.
    #[must_use]
    pub const fn request<'a>(&self, path: &'a str, body: &'a [u8]) -> Message<'a> {
        Message::request(path, body).with_template(self.content)
    }

    /// The response to a request to this path, with the content that this dialect signs.
    #[must_use]
    pub const fn response<'a>(&self, path: &'a str, body: &'a [u8]) -> Message<'a> {
        Message::response(path, body).with_template(self.content)
    }

    /// The headers of a message of this client, signed at this time, as this dialect writes them.
    #[must_use]
    pub fn header_params<'a>(
        &self,
        client_id: &'a str,
        time: impl Into<MessageTime<'a>>,
    ) -> HeaderParams<'a> {
        HeaderParams::new(client_id, time).with_format(self.header_format)
    }
}

impl UnsignedResponses {
    /// Whether a response without signature and time is read if it claims this status. S and A never are: nobody has signed
    /// that the call took effect.
    pub(crate) fn reads(self, status: &Status) -> bool {
        match self {
            Self::Refused => false,
            Self::FailuresRead => *status == Status::Failed,
            Self::FailuresAndUnknownRead => matches!(status, Status::Failed | Status::Unknown),
        }
    }
}

/// How a response without signature and time is treated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnsignedResponses {
    /// It is refused: an [`Outcome::Unknown`](crate::Outcome::Unknown).
    #[default]
    Refused,
    /// One with status F is read, as an [`Unauthenticated`](crate::Unauthenticated) failure. Gateways don't sign when
    /// they can't tell who calls (a wrong key, an unknown client id). Anybody on the way could have written it, so it
    /// is still an unknown outcome for a call that may move money. With any other status it is refused.
    FailuresRead,
    /// One with status F or U is read, as some official SDKs do it: an F as with [`Self::FailuresRead`], a U as an unknown
    /// outcome that says what the response claims. S and A are always refused.
    FailuresAndUnknownRead,
}
