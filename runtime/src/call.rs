use std::{
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;

use crate::{
    client::{CallOptions, Client, Outgoing, Refusal, RetryPolicy, end::End},
    codec::{Encode, check, has_sensitive, to_json_with},
    descriptor::Handle,
    endpoint::Endpoint,
    error::Error,
    exchange::Exchange,
    message::{Headers, Request, Response},
    outcome::Outcome,
    signature::BoxFuture,
    stored_request::StoredRequest,
    untyped::AnyRequest,
    value::Json,
};

/// A call that is ready to be sent. It is sent when it is awaited.
///
/// Dropping it before is free. Dropping it while it is awaited (a `select!`, a time-out of one's own) may leave a request
/// on its way. That is never lost: it is logged as a warning with its idempotency key, and told to
/// [`Observer::abandoned`](crate::Observer::abandoned). Then ask the wallet what became of it, as for an
/// [`Outcome::Unknown`]. Better: use [`Call::timeout`], which gives an outcome.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'a, Q> {
    client: &'a Client,
    endpoint: Handle<Endpoint>,
    request: Source<'a>,
    options: CallOptions,
    typed: PhantomData<fn(&Q)>,
}

/// Where the body of a call comes from.
enum Source<'a> {
    /// A value, which is checked and written.
    Value(&'a (dyn Encode + Sync)),
    /// The bytes of a request that was checked and written before.
    Stored(Bytes),
}

impl Client {
    /// A call with this request, ready to be awaited. The request's type says where it goes and what comes back.
    pub fn call<'a, Q: Request>(&'a self, request: &'a Q) -> Call<'a, Q> {
        Call::new(self, Q::ENDPOINT.into(), Source::Value(request))
    }

    /// A call that sends a stored request, byte for byte, with the headers that it was given. Say [`Call::repeat`] where it may
    /// have been sent before.
    ///
    /// ```
    /// # use countersign_runtime::{AnyRequest, Client, Error, Outcome, Response, StoredRequest};
    /// # async fn send<R: Response>(client: &Client, stored: &StoredRequest<R>) -> Result<Outcome<R>, Error> {
    /// client.call_stored(stored).repeat().await
    /// # }
    /// ```
    pub fn call_stored<R: Response>(&self, request: &StoredRequest<R>) -> Call<'_, StoredRequest<R>> {
        let (endpoint, body, headers) = request.parts();
        let mut call = Call::new(self, endpoint.clone(), Source::Stored(body.clone()));
        call.options.headers = headers.clone();
        call
    }

    /// A call of an endpoint that is known at run time only, for tools: programs use generated crates. Nothing is checked
    /// against a spec, and the response is any JSON. It is signed, verified and retried like any other call.
    ///
    /// `endpoint` is the descriptor: a `&'static Endpoint` as in generated crates, an [`Endpoint`] that was made at run time, or
    /// one that several calls share (`Arc<Endpoint>`, [`Handle`]).
    pub fn call_untyped<'a>(
        &'a self,
        endpoint: impl Into<Handle<Endpoint>>,
        request: &'a Json,
    ) -> Call<'a, Json> {
        Call::new(self, endpoint.into(), Source::Value(request))
    }
}

impl<'a, Q> Call<'a, Q> {
    fn new(client: &'a Client, endpoint: Handle<Endpoint>, request: Source<'a>) -> Self {
        Self { client, endpoint, request, options: CallOptions::default(), typed: PhantomData }
    }

    /// Sets the timeout of this call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Adds a header, such as `Agent-Token`. Those that the client sets itself (`Signature`, `Client-Id`, `Request-Time`,
    /// `Encrypt`, `Content-Type`) and those of the connection are refused when the call is awaited.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.add_header(name, value);
        self
    }

    /// Sets the headers that the endpoint has by its spec. They are not signed. Each attempt sends them again, and
    /// [`Client::settle`] sends those that the inquiry has, too.
    ///
    /// ```text
    /// claro.v1().payments().pay(&request).headers(&PayHeaders::new().agent_token(text!("...")))
    /// ```
    pub fn headers<H: Headers<Request = Q>>(mut self, headers: &H) -> Self {
        self.options.add_headers(headers);
        self
    }

    /// Sets the retry policy of this call.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Turns retries off for this call.
    pub fn no_retry(self) -> Self {
        self.retry(RetryPolicy::never())
    }

    /// Marks this call as a repeat of one that may have left before: after a crash, say, or after an
    /// [`Outcome::Unknown`]. The request must be the same, with the same idempotency key.
    ///
    /// A signed F may then be about the repeat only, and an error on this side says nothing of the earlier call: both are
    /// `Unknown` ([`Cause::FailedRepeat`](crate::Cause::FailedRepeat), [`Cause::NotSent`](crate::Cause::NotSent)), and
    /// there is no `Err`. A call that is `read_only` changes nothing, and is not affected.
    pub fn repeat(mut self) -> Self {
        self.options.repeat = true;
        self
    }

    /// Sets a check that is made right before the first byte of each attempt, after signing. Where it returns false, nothing
    /// is sent, and the attempt ends as [`Error::Withheld`]. For a program that sends only while it still may: before a
    /// deadline, say.
    pub fn send_only_if(mut self, check: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.options.send_only_if = Some(Arc::new(check));
        self
    }

    /// States that the program has recorded the call durably. An [`Outcome::Unknown`] of it, or the call itself, may then be
    /// dropped without a report to [`Observer::abandoned`](crate::Observer::abandoned).
    pub fn recorded(mut self) -> Self {
        self.options.recorded = true;
        self
    }

    /// Whether the request is encrypted, instead of what the dialect says. Needs the feature `encryption` and keys, see
    /// [`Config`](crate::Config).
    pub fn encrypted(mut self, encrypted: bool) -> Self {
        self.options.encrypted = Some(encrypted);
        self
    }

    /// Signs the request, and does not send it: to show it, or for a tool that sends it by other means.
    ///
    /// # Errors
    /// The errors of a call that is awaited, as far as they arise before anything is sent.
    pub async fn signed(mut self) -> Result<Exchange, Error> {
        let body = self.sendable()?;
        self.client.signed(&self.endpoint, &body, &self.options, 0).await.map(|exchange| *exchange)
    }

    /// The request as it is sent.
    fn body(&self) -> Result<Bytes, Error> {
        let request = match &self.request {
            Source::Value(request) => *request,
            Source::Stored(body) => return Ok(body.clone()),
        };
        check(request).map_err(Error::Invalid)?;
        // Fails for nothing that passed the check.
        to_json_with(request, self.client.settings().dialect.scalars)
            .map(Bytes::from)
            .map_err(|error| Error::Signing(crate::signature::SignError::new(error)))
    }

    /// The request as far as it can be written, whether or not it may be sent.
    fn written(&self) -> Bytes {
        match &self.request {
            Source::Value(request) => {
                to_json_with(*request, self.client.settings().dialect.scalars).unwrap_or_default().into()
            }
            Source::Stored(body) => body.clone(),
        }
    }

    /// Whether the request has sensitive values. One that was stored counts as if it had.
    fn is_sensitive(&self) -> bool {
        match &self.request {
            Source::Value(request) => has_sensitive(*request),
            Source::Stored(_) => true,
        }
    }

    /// The request as it is sent, with headers that may be sent.
    fn sendable(&mut self) -> Result<Bytes, Error> {
        match self.options.refused.take() {
            Some(error) => Err(error),
            None => self.body(),
        }
    }
}

impl<'a, Q: AnyRequest> IntoFuture for Call<'a, Q> {
    type Output = Result<Outcome<Q::Response>, Error>;
    type IntoFuture = CallFuture<'a, Q::Response>;

    fn into_future(mut self) -> Self::IntoFuture {
        let body = self.sendable().map_err(|error| Refusal { error, body: self.written() });
        let outgoing = Outgoing { endpoint: self.endpoint, body, options: self.options };
        CallFuture { exchange: self.client.exchange(outgoing), response: PhantomData }
    }
}

/// A request that breaks its spec was never sent; settling it ends at once with that error.
impl<Q: AnyRequest> From<Call<'_, Q>> for StoredRequest<Q::Response> {
    fn from(call: Call<'_, Q>) -> Self {
        let (endpoint, headers) = (call.endpoint.clone(), call.options.headers.clone());
        let is_sensitive = call.is_sensitive();
        match call.body() {
            Ok(body) => Self::sent(endpoint, body, headers, is_sensitive),
            Err(error) => {
                let mut refused = Self::sent(endpoint, Bytes::new(), headers, is_sensitive);
                refused.refused = Some(error);
                refused
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl<Q: AnyRequest> Call<'_, Q> {
    /// Sends the call and blocks this thread until there is an outcome, for programs without an async runtime.
    ///
    /// Sends it with [`BlockingTransport`](crate::transport::BlockingTransport), unless the configuration sets a transport.
    ///
    /// # Errors
    /// The same as when the call is awaited.
    pub fn wait(mut self) -> Result<Outcome<Q::Response>, Error> {
        self.options.blocking = true;
        crate::blocking::wait(self.into_future())
    }
}

/// A call on its way. The work is in a future that is the same for every endpoint; only reading the response differs.
#[must_use = "futures do nothing unless they are awaited"]
pub struct CallFuture<'a, R> {
    exchange: BoxFuture<'a, Result<End, Error>>,
    response: PhantomData<fn() -> R>,
}

impl<R: Response> Future for CallFuture<'_, R> {
    type Output = Result<Outcome<R>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let end = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(end.map(Outcome::new))
    }
}
