use std::{
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{
    client::Client,
    codec::{Encode, check, to_json},
    endpoint::{Endpoint, Response},
    error::Error,
    outcome::{End, Outcome},
    signature::BoxFuture,
    verify::{CLIENT_ID, REQUEST_TIME, SIGNATURE},
};

/// A call that is ready to be sent. It is sent when it is awaited.
///
/// Dropping it before is free. Dropping it while it is awaited may leave a request on its way: then ask the wallet what
/// became of it, as for an [`Outcome::Unknown`].
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'a, R> {
    client: &'a Client,
    endpoint: &'static Endpoint,
    request: &'a (dyn Encode + Sync),
    options: CallOptions,
    response: PhantomData<fn() -> R>,
}

/// What is special about one call.
#[derive(Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
    /// The first header that was refused.
    refused: Option<String>,
}

impl<'a, R: Response> Call<'a, R> {
    pub(crate) fn new(
        client: &'a Client,
        endpoint: &'static Endpoint,
        request: &'a (dyn Encode + Sync),
    ) -> Self {
        Self { client, endpoint, request, options: CallOptions::default(), response: PhantomData }
    }

    /// Another timeout than the client's, for this call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// One more header. Those that the client sets itself (`Signature`, `Client-Id`, `Request-Time`, `Content-Type`,
    /// `Content-Length`, `Host`) are refused when the call is awaited.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let reserved = [
            SIGNATURE,
            CLIENT_ID,
            REQUEST_TIME,
            http::header::CONTENT_TYPE,
            http::header::CONTENT_LENGTH,
            http::header::HOST,
        ];
        match (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            (Ok(header), Ok(mut value)) if !reserved.contains(&header) => {
                value.set_sensitive(true);
                self.options.headers.insert(header, value);
            }
            _ => self.options.refused = self.options.refused.or_else(|| Some(name.to_owned())),
        }
        self
    }

    fn body(&self) -> Result<Bytes, Error> {
        check(self.request).map_err(Error::Invalid)?;
        // Fails for nothing that passed the check.
        to_json(self.request)
            .map(Bytes::from)
            .map_err(|error| Error::Signing(crate::signature::SignError::new(error)))
    }
}

impl<'a, R: Response> IntoFuture for Call<'a, R> {
    type Output = Result<Outcome<R>, Error>;
    type IntoFuture = CallFuture<'a, R>;

    fn into_future(self) -> CallFuture<'a, R> {
        let prepared = match (&self.options.refused, self.body()) {
            (Some(name), _) => Err(Error::Header(name.clone())),
            (None, body) => body,
        };
        CallFuture {
            exchange: self.client.exchange(self.endpoint, prepared, self.options),
            response: PhantomData,
        }
    }
}

/// A call on its way. The work is in a future that is the same for every endpoint; only reading the answer differs.
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
