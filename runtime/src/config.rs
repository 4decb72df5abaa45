use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderValue, Uri};

use crate::{
    clock::{Clock, SystemClock},
    dialect::Dialect,
    endpoint::Api,
    signature::{Signer, Verifier},
    transport::Transport,
};

/// Who we are, where the wallet is, and the keys of both.
///
/// ```
/// use countersign_runtime::{Config, signature::{SigningKey, WalletKey}};
/// # let (ours, theirs) = (include_str!("../../tests/keys/merchant.pkcs8.pem"), include_str!("../../tests/keys/wallet.public.pem"));
///
/// let config = Config::new(
///     "https://wallet.example",
///     "2020010123456789",
///     SigningKey::from_text(ours)?,
///     WalletKey::from_text(theirs)?,
/// )
/// .timeout(std::time::Duration::from_secs(5));
/// # Ok::<(), countersign_runtime::signature::KeyError>(())
/// ```
#[derive(Clone)]
pub struct Config {
    pub(crate) base_url: String,
    pub(crate) base_path: Option<String>,
    pub(crate) client_id: String,
    pub(crate) signer: Arc<dyn Signer>,
    pub(crate) verifier: Arc<dyn Verifier>,
    pub(crate) dialect: Option<Dialect>,
    pub(crate) timeout: Duration,
    pub(crate) max_body: usize,
    pub(crate) max_skew: Duration,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
}

impl Config {
    /// `base_url` is scheme, host and port, as in `https://wallet.example`; what comes between them and
    /// `/{version}/{path}` is known from the spec. `client_id` is what the wallet's console calls so.
    pub fn new(
        base_url: impl Into<String>,
        client_id: impl Into<String>,
        signing_key: impl Signer,
        wallet_keys: impl Verifier,
    ) -> Self {
        Self {
            base_url: base_url.into(),
            base_path: None,
            client_id: client_id.into(),
            signer: Arc::new(signing_key),
            verifier: Arc::new(wallet_keys),
            dialect: None,
            timeout: Duration::from_secs(8),
            max_body: 1024 * 1024,
            max_skew: Duration::from_secs(5 * 60),
            clock: Arc::new(SystemClock),
            transport: None,
        }
    }

    /// Instead of the spec's `base_path`: empty, or as in `/miniprogram/api`.
    #[must_use]
    pub fn base_path(mut self, base_path: impl Into<String>) -> Self {
        self.base_path = Some(base_path.into());
        self
    }

    /// Instead of the spec's `dialect`.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// From the first try to connect to the last byte of the answer. 8 seconds unless it is set, which is what Alipay+
    /// recommends for payments.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The longest answer that is read, in bytes. 1 MiB unless it is set.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// How far the time of an answer may be from ours. 5 minutes unless it is set.
    #[must_use]
    pub fn max_skew(mut self, skew: Duration) -> Self {
        self.max_skew = skew;
        self
    }

    /// Another clock than the machine's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Another transport than reqwest.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

/// Without the keys.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("base_url", &self.base_url)
            .field("client_id", &self.client_id)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// What can't be right in a [`Config`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL is not scheme, host and port.
    BaseUrl(String),
    /// The base URL is not https, and the host is not this machine.
    PlainHttp(String),
    /// The base path has other characters than letters, digits, `-`, `.`, `_`, `~` and `/`, or ends with `/`.
    BasePath(String),
    /// The client id is empty, longer than 128 bytes, or has characters that a header can't carry.
    ClientId,
    /// The transport could not be made.
    Transport(crate::transport::TransportError),
    /// No transport was given, and the feature `reqwest` is off.
    NoTransport,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(url) => write!(
                f,
                "the base URL {url:?} must be scheme, host and port only, as in `https://wallet.example`; \
                 a path goes to `Config::base_path`"
            ),
            Self::PlainHttp(url) => {
                write!(
                    f,
                    "the base URL {url:?} must begin with `https://`; plain http is for this machine only"
                )
            }
            Self::BasePath(path) => write!(
                f,
                "the base path {path:?} must be empty, or as in `/api`: a leading slash, none at the end, and only \
                 letters, digits, `-`, `.`, `_` and `~` between slashes"
            ),
            Self::ClientId => {
                f.write_str("the client id must have 1 to 128 printable ASCII characters, without spaces")
            }
            Self::Transport(error) => error.fmt(f),
            Self::NoTransport => {
                f.write_str("no transport: set one by `Config::transport`, or turn on the feature `reqwest`")
            }
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Transport(error) = self { Some(error) } else { None }
    }
}

/// What is in a [`Config`], checked.
pub(crate) struct Settings {
    /// Scheme and authority.
    pub(crate) origin: String,
    pub(crate) base_path: String,
    pub(crate) client_id: HeaderValue,
    pub(crate) dialect: Dialect,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) config: Config,
}

impl Settings {
    pub(crate) fn new(api: &Api, config: Config) -> Result<Self, ConfigError> {
        let origin = origin(&config.base_url)?;
        let base_path = config.base_path.clone().unwrap_or_else(|| api.base_path.to_owned());
        if !is_base_path(&base_path) {
            return Err(ConfigError::BasePath(base_path));
        }
        let printable =
            !config.client_id.is_empty() && config.client_id.bytes().all(|b| b.is_ascii_graphic());
        let client_id = HeaderValue::from_str(&config.client_id).ok();
        let Some(client_id) = client_id.filter(|id| printable && id.len() <= 128) else {
            return Err(ConfigError::ClientId);
        };
        let transport = match &config.transport {
            Some(transport) => Arc::clone(transport),
            None => default_transport()?,
        };
        Ok(Self {
            origin,
            base_path,
            client_id,
            dialect: config.dialect.unwrap_or(api.dialect),
            transport,
            config,
        })
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.config.client_id
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    crate::transport::ReqwestTransport::new()
        .map(|transport| Arc::new(transport) as Arc<dyn Transport>)
        .map_err(ConfigError::Transport)
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::NoTransport)
}

fn origin(base_url: &str) -> Result<String, ConfigError> {
    let bad = || ConfigError::BaseUrl(base_url.to_owned());
    let uri: Uri = base_url.parse().map_err(|_| bad())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(bad()) };
    // Credentials in a URL end up in logs.
    if !matches!(uri.path(), "" | "/") || uri.query().is_some() || authority.as_str().contains('@') {
        return Err(bad());
    }
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    let local = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match scheme {
        "https" => {}
        "http" if local => {}
        "http" => return Err(ConfigError::PlainHttp(base_url.to_owned())),
        _ => return Err(bad()),
    }
    Ok(format!("{scheme}://{authority}"))
}

/// Only what no HTTP library rewrites on its way: the path that is signed must be the path that is sent.
fn is_base_path(path: &str) -> bool {
    let segment = |segment: &str| {
        !matches!(segment, "" | "." | "..")
            && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
    };
    path.is_empty() || path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(segment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_origin_is_a_base_url() {
        for (url, expected) in [
            ("https://wallet.example", "https://wallet.example"),
            ("https://wallet.example:8443/", "https://wallet.example:8443"),
            ("http://127.0.0.1:80", "http://127.0.0.1:80"),
            ("http://[::1]:80", "http://[::1]:80"),
            ("http://localhost", "http://localhost"),
        ] {
            assert_eq!(origin(url).ok().as_deref(), Some(expected), "{url}");
        }
        for url in [
            "",
            "wallet.example",
            "https://wallet.example/api",
            "https://me:secret@wallet.example",
            "ftp://x",
            "https://",
        ] {
            assert!(matches!(origin(url), Err(ConfigError::BaseUrl(_))), "{url}");
        }
        assert!(matches!(origin("http://wallet.example"), Err(ConfigError::PlainHttp(_))));
    }

    #[test]
    fn a_base_path_has_nothing_that_is_rewritten() {
        for path in ["", "/api", "/acl/api", "/api/open", "/a-b._~1"] {
            assert!(is_base_path(path), "{path}");
        }
        for path in ["/", "api", "/api/", "//api", "/api/../x", "/a b", "/a%2Fb", "/ä", "/a?b", "/."] {
            assert!(!is_base_path(path), "{path}");
        }
    }
}
