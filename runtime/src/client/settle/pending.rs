//! The values that can be settled, and the open call that each of them becomes.

use bytes::Bytes;
use http::HeaderMap;

use crate::{
    call::Call,
    client::{Client, DropNotice},
    descriptor::Handle,
    endpoint::Endpoint,
    error::Error,
    exchange::Exchange,
    message::{Response, SettledBy},
    outcome::{Unknown, VerifiedResponse},
    stored_request::StoredRequest,
    untyped::AnyRequest,
};

/// A value that [`Client::settle`](crate::Client::settle) accepts:
///
/// | value | when |
/// |---|---|
/// | [`Unknown`] | after an [`Outcome::Unknown`](crate::Outcome::Unknown) |
/// | [`VerifiedResponse`] | after an [`Outcome::Accepted`](crate::Outcome::Accepted), to learn the result |
/// | [`Call`] | after a crash, from the same request: the call is not sent |
/// | [`StoredRequest`](crate::StoredRequest) | after a crash, from the request's stored JSON |
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
            Self::Stored(stored) => stored.parts().0,
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
            Self::Stored(stored) => stored.parts().2,
            Self::Unknown(unknown) => unknown.exchange().request.headers(),
            Self::Accepted(response) => response.exchange().request.headers(),
        }
    }

    /// The request's body.
    pub(super) fn body(&self) -> &Bytes {
        match self {
            Self::Stored(stored) => stored.body(),
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
