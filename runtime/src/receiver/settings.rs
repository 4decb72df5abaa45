//! The receiver's configuration: our keys, the wallet's keys, and limits.

use std::{fmt, sync::Arc, time::Duration};

use super::{BadPath, Event, MemorySeen, SeenStore, VerdictSink, background::Spawner, path};
use crate::{
    clock::{Clock, SystemClock},
    dialect::Dialect,
    endpoint::Endpoint,
    reading::Encryption,
    signature::{BoxFuture, Signer, Verifier},
};

pub(super) type Hook = Arc<dyn Fn(&'static Endpoint, Event<'_>) + Send + Sync>;

/// Verifies what a wallet tells us, has it handled, and signs what we answer. See the [module](crate::receiver) for a whole server.
///
/// A clone shares the store of what was seen.
#[derive(Clone)]
pub struct Receiver {
    pub(super) client_id: String,
    pub(super) signer: Arc<dyn Signer>,
    pub(super) verifier: Arc<dyn Verifier>,
    pub(super) dialect: Dialect,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) max_skew: Duration,
    pub(super) max_body: usize,
    pub(super) path: Option<String>,
    pub(super) sign_answers: bool,
    pub(super) encryption: Option<Encryption>,
    pub(super) seen: Arc<dyn SeenStore>,
    pub(super) verdicts: Option<Arc<dyn VerdictSink>>,
    pub(super) hook: Option<Hook>,
    pub(super) spawner: Option<Spawner>,
}

impl Receiver {
    /// A receiver for our client id, with the keys of both sides.
    pub fn new(client_id: impl Into<String>, signing_key: impl Signer, wallet_keys: impl Verifier) -> Self {
        Self {
            client_id: client_id.into(),
            signer: Arc::new(signing_key),
            verifier: Arc::new(wallet_keys),
            dialect: Dialect::new(),
            clock: Arc::new(SystemClock),
            max_skew: Duration::from_secs(5 * 60),
            max_body: 64 * 1024,
            path: None,
            sign_answers: true,
            encryption: None,
            seen: Arc::new(MemorySeen::default()),
            verdicts: None,
            hook: None,
            spawner: None,
        }
    }

    /// The wallet's dialect: what text is signed, and how our answers are written.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Another clock than the machine's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How far the time of a notification may be from ours. 5 minutes unless it is set.
    #[must_use]
    pub fn max_skew(mut self, skew: Duration) -> Self {
        self.max_skew = skew;
        self
    }

    /// The most bytes that a notification may have. 64 KiB unless it is set; what wallets document stays below 10. A body
    /// that is longer is refused as soon as that is known, and never held as a whole.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// The path as the wallet calls it (`/public/claro/notify`), for when the server sees another: behind a proxy that
    /// rewrites paths, or in a router that cuts off a prefix (`axum::Router::nest`). The signature covers the wallet's
    /// path. The query stays the request's own. The path that the server sees is then
    /// ignored.
    ///
    /// # Errors
    /// When no wallet could call that path.
    pub fn path(mut self, path: impl Into<String>) -> Result<Self, BadPath> {
        let path = path.into();
        path::check(&path)?;
        self.path = Some(path);
        Ok(self)
    }

    /// Whether our answers are signed. They are unless it is set: Alipay+ insists on it, and who needs no signature (Antom)
    /// is not disturbed by one.
    #[must_use]
    pub fn sign_answers(mut self, sign: bool) -> Self {
        self.sign_answers = sign;
        self
    }

    /// The keys for notifications that the wallet encrypts. Our answers are not encrypted.
    #[cfg(feature = "encryption")]
    #[must_use]
    pub fn encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = Some(encryption);
        self
    }

    /// Sets the store of notifications that were handled. [`MemorySeen::default`] unless it is set; use a database where
    /// there are several processes, or where a restart should not make a handler see a notification twice.
    #[must_use]
    pub fn seen(mut self, store: impl SeenStore) -> Self {
        self.seen = Arc::new(store);
        self
    }

    /// Sets who takes the final verdicts of notifications. Those that it takes are acknowledged; all other notifications go to
    /// their handlers.
    #[must_use]
    pub fn verdicts(mut self, sink: impl VerdictSink) -> Self {
        self.verdicts = Some(Arc::new(sink));
        self
    }

    /// Sets a function that is called with how each notification ended, for logs or metrics. It runs in the middle of the
    /// work, so it must not block.
    #[must_use]
    pub fn on_event(mut self, hook: impl Fn(&'static Endpoint, Event<'_>) + Send + Sync + 'static) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// Sets the function that runs a handler to its end when the wallet hangs up before. It gets a future with the rest of
    /// the work. Until that has ended, the notification counts as being handled, and no redelivery is handled.
    ///
    /// The default is a task of the tokio runtime in which the notification came (features `axum` and `reqwest`). Without
    /// tokio, set one:
    ///
    /// ```
    /// # use countersign_runtime::receiver::Receiver;
    /// # fn f(receiver: Receiver) -> Receiver {
    /// // Or an executor that is there already: `executor.spawn(work).detach()`.
    /// receiver.spawner(|work| {
    ///     std::thread::spawn(move || pollster::block_on(work));
    /// })
    /// # }
    /// # mod pollster { pub fn block_on<F>(_: F) {} }
    /// ```
    #[must_use]
    pub fn spawner(mut self, spawn: impl Fn(BoxFuture<'static, ()>) + Send + Sync + 'static) -> Self {
        self.spawner = Some(Arc::new(spawn));
        self
    }

    pub(super) fn tell(&self, endpoint: &'static Endpoint, event: Event<'_>) {
        if let Some(hook) = &self.hook {
            hook(endpoint, event);
        }
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}
