//! Why a signature does not hold: each check by itself, and the usual mistakes.

mod body;
mod charset;
mod json_libraries;
mod layout;
mod mistakes;
mod opened;
mod search;
mod signature;
mod spelling;
mod step;
mod steps;

pub use step::{State, Step};
pub use steps::{Verdict, verify};

use super::dialect;
use countersign_codegen::model::Content as Template;
use countersign_runtime::signature::{Content, KeyVersion, Message as SignedMessage, SigningKey, WalletKey};
use std::time::SystemTime;

/// A public key that the wallet may have signed with.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it comes from, for people.
    pub name: String,
    /// Which of the wallet's keys it is; `None` for whichever the header names.
    pub version: Option<KeyVersion>,
    /// The key.
    pub key: WalletKey,
}

/// Who signed a message, and which headers it is signed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The wallet's answer to a request of ours: `Response-Time`, and the path of the request.
    Response,
    /// What the wallet sends by itself: `Request-Time`, and the path of our own endpoint.
    Notification,
}

/// A message as it came, and what it is checked against.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// Response or notification.
    pub kind: Kind,
    /// Names in any case.
    pub headers: Vec<(String, String)>,
    /// Everything of the URL after the host.
    pub path: &'a str,
    /// Byte for byte.
    pub body: &'a [u8],
    /// Our own.
    pub client_id: &'a str,
    /// The wallet's public keys: those of which one has to hold.
    pub wallet_keys: &'a [Candidate],
    /// What text is signed.
    pub template: Template,
    /// Our own key, if it is at hand: some mistakes only show with it.
    pub own_key: Option<&'a SigningKey>,
    /// When the message came.
    pub now: SystemTime,
}

impl Message<'_> {
    /// The values of a header.
    fn values(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The text that is signed, of these parts.
    fn content<'b>(
        &self,
        template: Template,
        path: &'b str,
        id: &str,
        time: &str,
        body: &'b [u8],
    ) -> Content<'b> {
        let message = match self.kind {
            Kind::Response => SignedMessage::response(path, body),
            Kind::Notification => SignedMessage::request(path, body),
        };
        let request_id = self.values("Request-Id").first().copied().unwrap_or_default();
        message.with_template(dialect::template(template)).content(id, time, request_id)
    }

    /// The first key that the signature of a text holds by.
    fn signer(&self, content: &Content<'_>, signature: &[u8]) -> Option<&Candidate> {
        self.wallet_keys.iter().find(|candidate| candidate.key.verify(content, signature).is_ok())
    }

    /// The header that has the time.
    fn time_header(&self) -> &'static str {
        match self.kind {
            Kind::Response => "Response-Time",
            Kind::Notification => "Request-Time",
        }
    }
}
