//! The values that can be settled, and the open call that each of them becomes.

use std::{fmt, marker::PhantomData};

use bytes::Bytes;
use http::HeaderMap;

use crate::{
    call::Call,
    client::{Client, DropNotice},
    descriptor::Handle,
    endpoint::Endpoint,
    error::Error,
    exchange::Exchange,
    headers,
    message::{Request, Response, SettledBy},
    outcome::{Unknown, VerifiedResponse},
    untyped::{AnyRequest, UntypedResponse},
};

/// A value that [`Client::settle`](crate::Client::settle) accepts:
///
/// | value | when |
/// |---|---|
/// | [`Unknown`] | after an [`Outcome::Unknown`](crate::Outcome::Unknown) |
/// | [`VerifiedResponse`] | after an [`Outcome::Accepted`](crate::Outcome::Accepted), to learn the result |
/// | [`Call`] | after a crash, from the same request: the call is not sent |
/// | [`StoredRequest`] | after a crash, from the request's stored JSON |
/// | [`Unsettled`](crate::Unsettled) | to go on asking |
///
/// It can't be implemented outside of this crate.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a call that may be open",
    label = "expected an `Unknown`, a `VerifiedResponse`, a `Call`, a `StoredRequest` or an `Unsettled`",
    note = "of an `Outcome`, settle what is inside `Outcome::Unknown` or `Outcome::Accepted`"
)]
pub trait Settleable: sealed::Sealed {
    /// The call's response.
    type Response: SettledBy;

    /// Converts the value into the open call that it stands for.
    #[doc(hidden)]
    fn into_pending(self) -> Pending<Self::Response>;
}

pub(super) mod sealed {
    pub trait Sealed {}
}
impl<R: Response> sealed::Sealed for Unknown<R> {}
impl<R: Response> sealed::Sealed for VerifiedResponse<R> {}
impl<Q: AnyRequest> sealed::Sealed for Call<'_, Q> {}
impl<R: Response> sealed::Sealed for StoredRequest<R> {}

/// A request stored before a crash. Whether it was sent, and what the response was, is not known.
///
/// Where the request itself is at hand, give its call to [`Client::settle`], which does not send it:
/// `claro.settle(claro.v1().payments().pay(&request))`. From its stored JSON: `StoredRequest::new::<PayRequest>(json)`.
pub struct StoredRequest<R> {
    endpoint: Handle<Endpoint>,
    body: Bytes,
    headers: HeaderMap,
    /// The error because of which the request was never sent.
    refused: Option<Error>,
    acknowledged: bool,
    closing: bool,
    is_recorded: bool,
    is_sensitive: bool,
    response: PhantomData<fn() -> R>,
}

impl<R: Response> StoredRequest<R> {
    /// Creates it from the body of a request `Q` as it was sent ([`Exchange::plain_body`]).
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
        let headers = HeaderMap::new();
        Self {
            endpoint,
            body,
            headers,
            refused: None,
            acknowledged: true,
            closing: false,
            is_recorded: false,
            is_sensitive: true,
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
    /// See [`Settle::give_up`](super::Settle::give_up).
    #[must_use]
    pub fn closing(mut self) -> Self {
        self.closing = true;
        self
    }

    /// States that the program has recorded the call durably: dropping a [`Settle`](super::Settle) of it, or an open result, is
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

/// A request that breaks its spec was never sent; settling it ends at once with that error.
impl<Q: AnyRequest> From<Call<'_, Q>> for StoredRequest<Q::Response> {
    fn from(call: Call<'_, Q>) -> Self {
        let (endpoint, headers) = (call.endpoint().clone(), call.given_headers().clone());
        let is_sensitive = call.is_sensitive();
        match call.body() {
            Ok(body) => Self { headers, is_sensitive, ..Self::with_endpoint(endpoint, body) },
            Err(error) => Self { refused: Some(error), ..Self::with_endpoint(endpoint, Bytes::new()) },
        }
    }
}

/// Leaves out the request, which may hold sensitive values.
impl<R> fmt::Debug for StoredRequest<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredRequest({})", self.endpoint)
    }
}

/// A call whose outcome is open, as it was given to [`Client::settle`](crate::Client::settle).
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenCall<R: Response> {
    /// An unknown outcome.
    Unknown(Unknown<R>),
    /// The response of a call that was accepted.
    Accepted(VerifiedResponse<R>),
    /// A request stored before a crash.
    Stored(StoredRequest<R>),
}

impl<R: Response> OpenCall<R> {
    /// The endpoint of the call.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        self.handle()
    }

    pub(super) fn handle(&self) -> &Handle<Endpoint> {
        match self {
            Self::Stored(stored) => &stored.endpoint,
            Self::Unknown(unknown) => &unknown.exchange().endpoint,
            Self::Accepted(response) => &response.exchange().endpoint,
        }
    }

    /// The exchange; `None` for a request stored before a crash.
    #[must_use]
    pub fn exchange(&self) -> Option<&Exchange> {
        match self {
            Self::Unknown(unknown) => Some(unknown.exchange()),
            Self::Accepted(response) => Some(response.exchange()),
            Self::Stored(_) => None,
        }
    }

    /// The headers of the request, among them those that were given for the call.
    pub(super) fn headers(&self) -> &HeaderMap {
        match self {
            Self::Stored(stored) => &stored.headers,
            Self::Unknown(unknown) => unknown.exchange().request.headers(),
            Self::Accepted(response) => response.exchange().request.headers(),
        }
    }

    /// The request's body.
    pub(super) fn body(&self) -> &Bytes {
        match self {
            Self::Stored(stored) => &stored.body,
            Self::Unknown(unknown) => unknown.exchange().plain_body(),
            Self::Accepted(response) => response.exchange().plain_body(),
        }
    }
}

/// An open call, and what is known about it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Pending<R: Response> {
    pub(super) call: OpenCall<R>,
    /// Whether the wallet has acknowledged the call.
    pub(super) acknowledged: bool,
    /// Whether a cancel may have been sent.
    pub(super) closing: bool,
    /// The error because of which the request was never sent.
    pub(super) refused: Option<Error>,
    /// Whether the program has recorded the call, so that nothing is reported.
    is_recorded: bool,
    pub(super) notice: DropNotice,
}

impl<R: Response> Pending<R> {
    fn new(call: OpenCall<R>, acknowledged: bool, closing: bool) -> Self {
        Self { call, acknowledged, closing, refused: None, is_recorded: false, notice: DropNotice::default() }
    }

    /// Reports this call if it is dropped from now on.
    pub(super) fn watch(&mut self, client: &Client, dropped: &'static str) {
        if self.is_recorded {
            return;
        }
        let attempts = self.call.exchange().map_or(0, Exchange::attempts);
        let observer = client.settings().config.observer.clone();
        self.notice.disarm();
        self.notice =
            DropNotice::new(self.call.handle().clone(), self.call.body().clone(), attempts, observer)
                .dropped(dropped);
    }
}

impl<R: SettledBy> Settleable for Unknown<R> {
    type Response = R;
    fn into_pending(mut self) -> Pending<R> {
        self.disarm();
        let acknowledged = self.is_acknowledged();
        Pending::new(OpenCall::Unknown(self), acknowledged, false)
    }
}

impl<R: SettledBy> Settleable for VerifiedResponse<R> {
    type Response = R;
    fn into_pending(self) -> Pending<R> {
        Pending::new(OpenCall::Accepted(self), true, false)
    }
}

impl<R: SettledBy> Settleable for StoredRequest<R> {
    type Response = R;
    fn into_pending(mut self) -> Pending<R> {
        let (acknowledged, closing, refused) = (self.acknowledged, self.closing, self.refused.take());
        let is_recorded = self.is_recorded;
        Pending { refused, is_recorded, ..Pending::new(OpenCall::Stored(self), acknowledged, closing) }
    }
}

impl<Q: AnyRequest<Response: SettledBy>> Settleable for Call<'_, Q> {
    type Response = Q::Response;
    fn into_pending(self) -> Pending<Q::Response> {
        StoredRequest::from(self).into_pending()
    }
}
