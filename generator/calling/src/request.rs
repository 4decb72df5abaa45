//! A request that is ready to be sent, and why one is not made.

use super::{HIDDEN, NotFound, Violation};
use countersign_codegen::model::{Endpoint, Version};
use countersign_runtime::{ConfigError, Exchange};
use std::fmt;

/// A signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// With scheme and host.
    pub url: String,
    /// The path of the URL, which is signed.
    pub path: String,
    /// In the order in which they are written.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: String,
    /// What was encrypted to that body; `None` when it is not encrypted.
    pub plain_body: Option<String>,
    /// The text that was signed: it ends with the body.
    pub content: String,
    /// Something in it is replaced by [`HIDDEN`], so that it is no longer what was signed.
    pub hides: bool,
}

impl Prepared {
    /// Of an exchange. `hide` says by which endpoint's fields a value is sensitive; headers that were given for the call
    /// are hidden with them.
    pub(super) fn of(exchange: &Exchange, hide: Option<(&Endpoint, &Version)>) -> Self {
        let request = exchange.request();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let visible = |body: &str| match hide {
            Some((endpoint, version)) => super::redact::hidden_text(body, &endpoint.request, version),
            None => body.to_owned(),
        };
        let body = text(request.body());
        let encrypted = request.headers().contains_key(ENCRYPT);
        // What is encrypted shows nothing, and stays as it was signed.
        let shown = if encrypted { body.clone() } else { visible(&body) };
        let plain_body = encrypted.then(|| visible(&text(exchange.plain_body())));
        let mut hides = shown != body;
        let mut headers = Vec::new();
        for (name, value) in request.headers() {
            let secret = hide.is_some() && value.is_sensitive() && name != FAULT;
            hides |= secret;
            let value = if secret { HIDDEN.to_owned() } else { text(value.as_bytes()) };
            headers.push((header_name(name.as_str()), value));
        }
        let content = text(&exchange.signed_content());
        let content = match content.strip_suffix(&body) {
            Some(head) => format!("{head}{shown}"),
            None => content,
        };
        let (url, path) = (request.uri().to_string(), request.uri().path().to_owned());
        Self { url, path, headers, body: shown, plain_body, content, hides }
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// The header of a body that is encrypted.
pub(super) const ENCRYPT: &str = "encrypt";

/// The header that asks a sandbox for a fault.
pub const FAULT: &str = "sandbox-fault";

/// `client-id` as documents write it: `Client-Id`.
pub(super) fn header_name(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        let begins = shown.is_empty() || shown.ends_with('-');
        shown.push(if begins { c.to_ascii_uppercase() } else { c });
    }
    shown
}

/// Why a call was not even tried. Nothing was signed or sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refused {
    /// There is no such API or endpoint.
    NotFound(NotFound),
    /// It is the wallet that calls this one.
    Notification(String),
    /// No client can call it, for the reason that the spec gives.
    NotCallable {
        /// The endpoint.
        endpoint: String,
        /// The reason.
        why: String,
    },
    /// The body, or a header, breaks the spec; at least one thing.
    Violations(Vec<Violation>),
    /// Something in the configuration cannot be right.
    Config(ConfigError),
    /// The request could not be signed, or a header is not one.
    Failed(countersign_runtime::Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(error) => error.fmt(f),
            Self::Notification(endpoint) => {
                write!(f, "{endpoint} is a notification: the wallet sends it to you")
            }
            Self::NotCallable { endpoint, why } => {
                write!(f, "{endpoint} cannot be called: {}", why.trim_end_matches('.'))
            }
            Self::Violations(violations) => {
                for (at, violation) in violations.iter().enumerate() {
                    write!(f, "{}{violation}", if at == 0 { "" } else { "; " })?;
                }
                Ok(())
            }
            Self::Config(ConfigError::BaseUrl(url)) => write!(
                f,
                "the address {url:?} must be scheme, host and port only, as in `https://wallet.example`; the prefix of all \
                 paths is `base_path` in api.yaml"
            ),
            Self::Config(error) => error.fmt(f),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}

impl From<NotFound> for Refused {
    fn from(error: NotFound) -> Self {
        Self::NotFound(error)
    }
}
