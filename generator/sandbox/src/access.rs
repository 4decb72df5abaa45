//! The token that opens the explorer to other machines.
//!
//! It comes in the URL that the sandbox prints. A browser gets it as a cookie in return and goes on without it in its URL, so
//! that no history, no bookmark and no `Referer` has it.

use crate::start_error::StartError;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderValue, Request, header};
use std::fmt;

/// The length of the token in bytes, too long to guess.
const LENGTH: usize = 24;

/// The token of one run.
pub(crate) struct Access {
    token: String,
    /// The name of the cookie. It holds the port, because browsers share cookies between the ports of a host.
    cookie: String,
    is_tls: bool,
}

impl Access {
    /// A new token, for the sandbox at that port.
    pub(crate) fn new(port: u16, is_tls: bool) -> Result<Self, StartError> {
        let mut bytes = [0; LENGTH];
        aws_lc_rs::rand::fill(&mut bytes)
            .map_err(|_| StartError::Setup("this machine has no source of random numbers".to_owned()))?;
        Ok(Self { token: URL_SAFE_NO_PAD.encode(bytes), cookie: format!("countersign-{port}"), is_tls })
    }

    /// The page's URL with the token, from scheme, host and port.
    pub(crate) fn url(&self, origin: &str) -> String {
        format!("{origin}/?token={}", self.token)
    }

    /// Whether the token is in the URL, which only the page's own may have.
    pub(crate) fn is_in_url<T>(&self, request: &Request<T>) -> bool {
        let mut pairs = request.uri().query().unwrap_or_default().split('&');
        let is_page = request.uri().path() == "/";
        is_page && pairs.any(|pair| pair.strip_prefix("token=").is_some_and(|token| self.is(token)))
    }

    /// Whether the request has the token, in its URL or as a cookie.
    pub(crate) fn is_in<T>(&self, request: &Request<T>) -> bool {
        let cookies = request.headers().get_all(header::COOKIE).iter();
        let mut pairs = cookies.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
        let is_ours = |pair: &str| {
            let pair = pair.trim().split_once('=');
            pair.is_some_and(|(name, token)| name == self.cookie && self.is(token))
        };
        self.is_in_url(request) || pairs.any(is_ours)
    }

    /// Gives the token to a browser: for this host alone, not for scripts, and not for requests of other sites.
    pub(crate) fn cookie(&self) -> Option<HeaderValue> {
        let Self { token, cookie, is_tls } = self;
        let secure = if *is_tls { "; Secure" } else { "" };
        HeaderValue::try_from(format!("{cookie}={token}; Path=/; HttpOnly; SameSite=Lax{secure}")).ok()
    }

    fn is(&self, token: &str) -> bool {
        verify_slices_are_equal(token.as_bytes(), self.token.as_bytes()).is_ok()
    }
}

/// Without the token.
impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Access")
    }
}
