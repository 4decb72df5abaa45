use std::{fmt, sync::Arc, time::Duration};

use crate::{
    client::{Observer, RetryPolicy},
    clock::{Clock, SystemClock},
    dialect::Dialect,
    reading::Encryption,
    signature::{Signer, Verifier},
    transport::Transport,
};

/// A client's configuration: our client id, the wallet's address, and the keys of both.
///
/// ```
/// # #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))] {
/// use countersign_runtime::{Config, signature::{SigningKey, WalletKey}};
/// # let (ours, theirs) = (include_str!("testing/merchant.pem"), include_str!("testing/wallet.public.pem"));
///
/// let config = Config::new(
///     "https://wallet.example",
///     "2020010123456789",
///     SigningKey::from_text(ours)?,
///     WalletKey::from_text(theirs)?,
/// )
/// .timeout(std::time::Duration::from_secs(5));
/// # }
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
    pub(crate) response_lead: Duration,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) path_suffix: Option<String>,
    pub(crate) accept: Option<Option<String>>,
    pub(crate) retry: RetryPolicy,
    pub(crate) learn_skew: bool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) encryption: Option<Encryption>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
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
            response_lead: Duration::from_secs(60),
            headers: Vec::new(),
            path_suffix: None,
            accept: None,
            retry: RetryPolicy::default(),
            learn_skew: false,
            clock: Arc::new(SystemClock),
            encryption: None,
            observer: None,
            transport: None,
        }
    }

    /// Instead of the spec's `base_path`: empty, or as in `/miniprogram/api`.
    #[must_use]
    pub fn base_path(mut self, base_path: impl Into<String>) -> Self {
        self.base_path = Some(base_path.into());
        self
    }

    /// Instead of the spec's `dialect.path_suffix`: empty, or as in `.htm`.
    #[must_use]
    pub fn path_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.path_suffix = Some(suffix.into());
        self
    }

    /// Instead of the spec's `dialect.accept`; `None` sends no such header.
    #[must_use]
    pub fn accept(mut self, accept: Option<&str>) -> Self {
        self.accept = Some(accept.map(str::to_owned));
        self
    }

    /// A header of every request, such as `Agent-Token`. Those that the client sets itself are refused by
    /// [`Client::new`](crate::Client::new).
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Instead of the spec's `dialect`. To change one setting of it, begin with the API's own:
    /// `claro_client::API.dialect.clone()`.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// From the first try to connect to the last byte of the response. 8 seconds unless it is set, which is what Alipay+
    /// recommends for payments.
    ///
    /// Connecting takes half of it at most, and never more than 5 seconds: without a connection the call is an `Err`, as
    /// nothing was sent.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The longest response that is read, in bytes. 1 MiB unless it is set.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// The largest difference between the time of a response and ours. 5 minutes by default. See also
    /// [`Config::response_lead`].
    #[must_use]
    pub fn max_skew(mut self, skew: Duration) -> Self {
        self.max_skew = skew;
        self
    }

    /// Accepts responses that were signed up to this long before the first attempt of the call, by our own clock. 60
    /// seconds by default. A response that was signed earlier is a recording, or our clock is ahead of the wallet's: the
    /// outcome is [`Unknown`](crate::Outcome::Unknown), with
    /// [`VerifyError::SignedBeforeRequest`](crate::VerifyError::SignedBeforeRequest), which says by how much.
    ///
    /// The signed text does not say which request a response belongs to. A shorter limit leaves less time to replay a
    /// recorded response to a new request, but the wallet's clock and ours have to agree as closely: a learned skew
    /// ([`Config::learn_skew`]) is not taken into account.
    #[must_use]
    pub fn response_lead(mut self, lead: Duration) -> Self {
        self.response_lead = lead;
        self
    }

    /// When a request is sent again. See [`RetryPolicy`] for what it does unless it is set.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Whether the difference between the wallet's clock and ours, as verified responses show it, is added to the times
    /// that we send. For machines whose clock drifts; off unless it is set. The window that responses must fall into
    /// ([`Config::max_skew`]) stays where our own clock has it.
    #[must_use]
    pub fn learn_skew(mut self, learn: bool) -> Self {
        self.learn_skew = learn;
        self
    }

    /// The keys for encrypted bodies. What is encrypted is said by [`Dialect::encrypted`] and by
    /// [`Call::encrypted`](crate::Call::encrypted); what comes encrypted is decrypted in any case.
    #[cfg(feature = "encryption")]
    #[must_use]
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = Some(encryption);
        self
    }

    /// Whom to tell how calls go, for metrics.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
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
            .field("base_url", &without_secrets(&self.base_url))
            .field("client_id", &self.client_id)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// The base URL for logs and errors, without user and password, and without a query, which may hold a token.
pub(crate) fn without_secrets(url: &str) -> String {
    let url = url.split_once(['?', '#']).map_or(url, |(before, _)| before);
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    match rest.rsplit_once('@') {
        Some((_, host)) if scheme.is_empty() => format!("[hidden]@{host}"),
        Some((_, host)) => format!("{scheme}://[hidden]@{host}"),
        None => url.to_owned(),
    }
}
