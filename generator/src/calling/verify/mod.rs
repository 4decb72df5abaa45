//! Why a signature does not hold: each check by itself, and the usual mistakes.

mod layout;
mod mistakes;
mod steps;

pub use steps::{State, Step, Verdict, verify};

use countersign_runtime::signature::{SigningKey, WalletKey};
use std::time::SystemTime;

/// Who signed a message, and which headers it is signed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The wallet's answer to a request of ours: `Response-Time`, and the path of the request.
    Answer,
    /// What the wallet sends by itself: `Request-Time`, and the path of our own endpoint.
    Notification,
}

/// A message as it came, and what it is checked against.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// Answer or notification.
    pub kind: Kind,
    /// Names in any case.
    pub headers: Vec<(String, String)>,
    /// Everything of the URL after the host.
    pub path: &'a str,
    /// Byte for byte.
    pub body: &'a [u8],
    /// Our own.
    pub client_id: &'a str,
    /// The wallet's public key.
    pub wallet_key: &'a WalletKey,
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

    /// The header that has the time.
    fn time_header(&self) -> &'static str {
        match self.kind {
            Kind::Answer => "Response-Time",
            Kind::Notification => "Request-Time",
        }
    }
}
