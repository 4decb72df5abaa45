//! The other side: a wallet over HTTP on 127.0.0.1.

mod answer;
mod fault;
mod payments;
mod signing;

use std::{
    collections::VecDeque,
    error::Error,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use bytes::Bytes;
use countersign_runtime::{
    Config,
    signature::{Backend, KeyError, SigningKey, WalletKey},
};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, task::AbortHandle};

pub use self::fault::Fault;
use self::{
    answer::{Pieces, plain, respond},
    payments::Payments,
    signing::{Envelope, Keys, header_time, signature},
};
use crate::keys;

/// A wallet that listens on a free port of 127.0.0.1 until it is dropped.
///
/// It knows `v1/payments/pay`, which it accepts, and `v1/payments/inquiryPayment`, which finds every accepted payment
/// paid. To each other endpoint it answers F `INVALID_API`, unless it was told what to say by [`Wallet::will_say`].
pub struct Wallet {
    shared: Arc<Shared>,
    accepting: AbortHandle,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    /// With the query, if there was one.
    pub path: String,
    /// As they were on the wire.
    pub headers: HeaderMap,
    /// As it was on the wire.
    pub body: Bytes,
    /// Why the wallet did not accept the signature or what it covers.
    pub refused: Option<String>,
}

/// What is special about one answer.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// What the wallet says, instead of what it knows of its payments. It is signed like any other answer.
    pub body: Option<Vec<u8>>,
    /// The fault of this answer.
    pub fault: Option<Fault>,
}

impl From<Fault> for Step {
    fn from(fault: Fault) -> Self {
        Self { body: None, fault: Some(fault) }
    }
}

impl From<&str> for Step {
    fn from(body: &str) -> Self {
        Self { body: Some(body.into()), fault: None }
    }
}

struct Shared {
    address: SocketAddr,
    backend: Backend,
    keys: Keys,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    fault: Option<Fault>,
    steps: VecDeque<Step>,
    payments: Payments,
    seen: Vec<Seen>,
}

impl Wallet {
    /// Starts a wallet whose keys, and ours, are worked with by the back end.
    ///
    /// # Errors
    /// When a key can't be read, or no port of 127.0.0.1 is free.
    pub async fn start(backend: Backend) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let shared = Arc::new(Shared {
            address: listener.local_addr()?,
            backend,
            keys: Keys::load(backend)?,
            state: Mutex::default(),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared))).abort_handle();
        Ok(Self { shared, accepting })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn url(&self) -> String {
        self.shared.url()
    }

    /// A client's configuration for this wallet.
    ///
    /// # Errors
    /// When a key can't be read.
    pub fn config(&self) -> Result<Config, KeyError> {
        let ours = SigningKey::from_text_with(self.shared.backend, keys::MERCHANT)?;
        let theirs = WalletKey::from_text_with(self.shared.backend, keys::WALLET_PUBLIC)?;
        Ok(Config::new(self.url(), keys::CLIENT_ID, ours, theirs))
    }

    /// From now on every answer has this fault, or none.
    pub fn misbehave(&self, fault: impl Into<Option<Fault>>) {
        self.shared.state().fault = fault.into();
    }

    /// The body of the next answer, whatever is asked. It is signed like any other.
    pub fn will_say(&self, body: impl Into<Vec<u8>>) {
        self.then(Step { body: Some(body.into()), fault: None });
    }

    /// The next answer, after those that are planned already: a fault, a body, or `Step::default()`, which is neither.
    pub fn then(&self, step: impl Into<Step>) {
        self.shared.state().steps.push_back(step.into());
    }

    /// Forgets everything. The next answers are these.
    pub fn start_over(&self, steps: impl IntoIterator<Item = Step>) {
        *self.shared.state() = State { steps: steps.into_iter().collect(), ..State::default() };
    }

    /// The requests so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.state().seen.clone()
    }

    /// The headers of a notification of ours to the merchant's `path`.
    ///
    /// # Errors
    /// When it can't be signed.
    pub fn notification(&self, path: &str, body: &[u8]) -> Result<HeaderMap, Box<dyn Error + Send + Sync>> {
        let time = header_time(SystemTime::now());
        let envelope = Envelope { path, client_id: keys::CLIENT_ID, time: &time };
        let mut headers = HeaderMap::new();
        headers.insert("signature", signature(&self.shared.keys.own, &envelope, body)?);
        headers.insert("client-id", HeaderValue::from_static(keys::CLIENT_ID));
        headers.insert("request-time", time.parse()?);
        Ok(headers)
    }

    /// Checks the merchant's answer to a notification that was sent to `path`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_answer(&self, path: &str, headers: &HeaderMap, body: &[u8]) -> Result<(), String> {
        self.shared.keys.verify(path, headers, "response-time", body)
    }
}

impl Drop for Wallet {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Shared {
    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A test that panicked elsewhere leaves the state as it is.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
    ) -> Result<Response<Pieces>, Box<dyn Error + Send + Sync>> {
        let (head, body) = request.into_parts();
        let path = head.uri.path_and_query().map_or("", |path| path.as_str()).to_owned();
        let body = body.collect().await?.to_bytes();
        let refused = self.keys.verify(&path, &head.headers, "request-time", &body).err();
        let is_refused = refused.is_some();
        let (said, fault) = {
            let mut state = self.state();
            state.seen.push(Seen { path: path.clone(), headers: head.headers, body: body.clone(), refused });
            let step = state.steps.pop_front().unwrap_or_default();
            let said = step
                .body
                .unwrap_or_else(|| state.payments.answer(&path, &body, &self.url()).to_string().into_bytes());
            (said, step.fault.or(state.fault))
        };
        if is_refused {
            // As wallets do: to somebody unknown they say so, without a signature.
            let body = serde_json::json!({ "result": payments::result("F", "SIGNATURE_INVALID") });
            return plain(StatusCode::OK, &body.to_string());
        }
        respond(&self.keys, &path, said, fault).await
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let answer = service_fn(|request| shared.answer(request));
            // A connection that breaks is what some tests are about, and theirs to notice.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}
