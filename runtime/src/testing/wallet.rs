use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;

use super::{ManualClock, Reply};
use crate::{
    clock::Clock,
    config::Config,
    dialect::Dialect,
    signature::{BoxFuture, KeyError, SigningKey, WalletKey},
    transport::{Limits, Transport, TransportError, TransportFailure},
};

/// A wallet inside the test's own process, with test keys for both sides. It does with each request what it was told to
/// do next, and keeps what it was sent. Clones are the same wallet.
#[derive(Clone)]
pub struct ScriptedWallet {
    clock: ManualClock,
    dialect: Dialect,
    ours: SigningKey,
    wallets: SigningKey,
    wallets_public: WalletKey,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Reply>,
    seen: Vec<http::Request<Bytes>>,
}

impl ScriptedWallet {
    /// The client id of [`ScriptedWallet::config`].
    pub const CLIENT_ID: &'static str = "2022000000000000000000";

    /// A wallet that has not been told anything yet.
    ///
    /// # Errors
    /// When no cryptographic back end is built in: turn on `aws-lc` or `rust-crypto`.
    pub fn new() -> Result<Self, KeyError> {
        Ok(Self {
            clock: ManualClock::default(),
            dialect: Dialect::new(),
            ours: SigningKey::from_text(include_str!("merchant.pem"))?,
            wallets: SigningKey::from_text(include_str!("wallet.pem"))?,
            wallets_public: WalletKey::from_text(include_str!("wallet.public.pem"))?,
            state: Arc::default(),
        })
    }

    /// How the wallet writes and signs its responses: hand it the dialect of the API (`claro_client::API.dialect.clone()`). The
    /// usual one unless it is set.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Adds the reply to the next request that has none yet. A request without a reply is one that could
    /// not be sent.
    pub fn then(&self, reply: Reply) -> &Self {
        self.lock(|state| state.script.push_back(reply));
        self
    }

    /// Every request that was sent, with its headers.
    #[must_use]
    pub fn seen(&self) -> Vec<http::Request<Bytes>> {
        self.lock(|state| state.seen.clone())
    }

    /// The clock of the wallet and of [`ScriptedWallet::config`].
    #[must_use]
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }

    /// For a client that calls this wallet: its keys, its clock, and no network.
    #[must_use]
    pub fn config(&self) -> Config {
        let keys = (self.ours.clone(), self.wallets_public.clone());
        Config::new("https://wallet.invalid", Self::CLIENT_ID, keys.0, keys.1)
            .clock(self.clock.clone())
            .transport(self.clone())
    }

    fn lock<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for ScriptedWallet {
    fn send(
        &self,
        request: http::Request<Bytes>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let path = request.uri().path().to_owned();
        let reply = self.lock(|state| {
            state.seen.push(request);
            state.script.pop_front()
        });
        Box::pin(async move {
            let reply = reply.ok_or_else(|| {
                TransportError::new(TransportFailure::NotSent, "the script has no reply to this request")
            })?;
            reply.play(&path, Self::CLIENT_ID, &self.dialect, &self.wallets, self.clock.now()).await
        })
    }
}

impl fmt::Debug for ScriptedWallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScriptedWallet")
    }
}
