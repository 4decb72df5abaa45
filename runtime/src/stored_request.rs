//! Requests that were kept, to be sent or settled later.

use std::{fmt, marker::PhantomData};

use bytes::Bytes;
use http::HeaderMap;

use crate::{
    descriptor::Handle,
    endpoint::Endpoint,
    error::Error,
    headers,
    message::{Request, Response},
    untyped::{AnyRequest, UntypedResponse, sealed},
};

/// A request stored before a crash. Whether it was sent, and what the response was, is not known.
///
/// Where the request itself is at hand, give its call to [`Client::settle`](crate::Client::settle), which does not send it:
/// `claro.settle(claro.v1().payments().pay(&request))`. From its stored JSON: `StoredRequest::new::<PayRequest>(json)`.
pub struct StoredRequest<R> {
    endpoint: Handle<Endpoint>,
    body: Bytes,
    headers: HeaderMap,
    /// The error because of which the request was never sent.
    pub(crate) refused: Option<Error>,
    pub(crate) acknowledged: bool,
    pub(crate) closing: bool,
    pub(crate) is_recorded: bool,
    is_sensitive: bool,
    response: PhantomData<fn() -> R>,
}

impl<R: Response> StoredRequest<R> {
    /// Creates it from the body of a request `Q` as it was sent ([`Exchange::plain_body`](crate::Exchange::plain_body)).
    #[must_use]
    pub fn new<Q: Request<Response = R>>(body: impl Into<Bytes>) -> Self {
        Self::with_endpoint(Q::ENDPOINT.into(), body.into())
    }
}

impl StoredRequest<UntypedResponse> {
    /// Creates it from an endpoint's descriptor and the request's body as sent, for programs that don't know the types.
    ///
    /// The descriptor is a `&'static Endpoint` as in generated crates, an [`Endpoint`] that was made at run time, or a shared
    /// one (`Arc<Endpoint>`, [`Handle`]).
    #[must_use]
    pub fn untyped(endpoint: impl Into<Handle<Endpoint>>, body: impl Into<Bytes>) -> Self {
        Self::with_endpoint(endpoint.into(), body.into())
    }
}

impl<R> StoredRequest<R> {
    fn with_endpoint(endpoint: Handle<Endpoint>, body: Bytes) -> Self {
        Self::sent(endpoint, body, HeaderMap::new(), true)
    }

    /// One whose headers are known, and whether it has sensitive values.
    pub(crate) fn sent(
        endpoint: Handle<Endpoint>,
        body: Bytes,
        headers: HeaderMap,
        is_sensitive: bool,
    ) -> Self {
        Self {
            endpoint,
            body,
            headers,
            refused: None,
            acknowledged: true,
            closing: false,
            is_recorded: false,
            is_sensitive,
            response: PhantomData,
        }
    }

    /// Adds a header that the call was given, such as `Agent-Token`: inquiries whose spec has it are sent with it. One that is
    /// reserved, or not a header, makes settling end at once with that error.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if !headers::add(&mut self.headers, name, value) {
            self.refused.get_or_insert_with(|| Error::Header(name.to_owned()));
        }
        self
    }

    /// States that the wallet never acknowledged the call: no verified response had status A or U, apart from U with a
    /// code that says to retry. Only then can "not found" be final, where the spec says when.
    #[must_use]
    pub fn never_acknowledged(mut self) -> Self {
        self.acknowledged = false;
        self
    }

    /// States that a cancel may have been sent: a success seen after that is not final until the cancel has an outcome.
    /// See [`Settle::give_up`](crate::Settle::give_up).
    #[must_use]
    pub fn closing(mut self) -> Self {
        self.closing = true;
        self
    }

    /// States that the program has recorded the call durably: dropping a [`Settle`](crate::Settle) of it, or an open result, is
    /// not reported to [`Observer::abandoned`](crate::Observer::abandoned).
    #[must_use]
    pub fn recorded(mut self) -> Self {
        self.is_recorded = true;
        self
    }

    /// The endpoint of the call.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The body of the request. It may hold sensitive fields.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether the request has sensitive values. True where that is not known: for one that was made of JSON.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.is_sensitive
    }

    /// The request, if it can be sent as far as its spec says.
    ///
    /// # Errors
    /// When the call that it was made of breaks its spec, or was given a header that is reserved or not a header.
    pub fn checked(mut self) -> Result<Self, Error> {
        self.refused.take().map_or(Ok(self), Err)
    }

    /// What a call is made of.
    pub(crate) fn parts(&self) -> (&Handle<Endpoint>, &Bytes, &HeaderMap) {
        (&self.endpoint, &self.body, &self.headers)
    }
}

/// Leaves out the request, which may hold sensitive values.
impl<R> fmt::Debug for StoredRequest<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredRequest({})", self.endpoint)
    }
}

impl<R: Response> sealed::Sealed for StoredRequest<R> {}

/// For [`Client::call_stored`](crate::Client::call_stored).
impl<R: Response> AnyRequest for StoredRequest<R> {
    type Response = R;
}
