//! The traits of generated types: requests, responses, notifications and result codes of endpoints.

use std::fmt;

use crate::{
    client::Client,
    codec::{Decode, Encode},
    descriptor::Handle,
    endpoint::Endpoint,
    value::OpenEnum,
};

/// A generated client: its endpoints, and the [`Client`] inside. For libraries that work with every wallet.
///
/// Generated crates implement it for their `Client`.
pub trait ApiClient: Send + Sync {
    /// The calls that change something at the wallet, and the notifications that end them, as far as they are compiled.
    fn endpoints(&self) -> &[Handle<Endpoint>];

    /// The client that sends its calls.
    fn client(&self) -> &Client;
}

/// A request of an endpoint. Its type says where it goes and what comes back, so that neither can be mixed up.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the request of an endpoint",
    label = "expected a request, such as `PayRequest`",
    note = "generated crates have one for each endpoint; JSON goes to `call_untyped`"
)]
pub trait Request: Encode + Sync {
    /// The response's body.
    type Response: Response;
    /// The endpoint that the request is sent to.
    const ENDPOINT: &'static Endpoint;
}

/// The body of the response to a call.
pub trait Response: Encode + Decode + fmt::Debug + Send + Sync + 'static {
    /// The endpoint's result codes.
    type Code: ResultCode;
}

/// The headers of a call, where its endpoint has some of its own: see [`Call::headers`](crate::Call::headers).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the headers of an endpoint",
    label = "expected the headers of this call, such as `PayHeaders`",
    note = "generated crates have one for each endpoint whose spec lists `headers`; others go to `header`"
)]
pub trait Headers: Encode {
    /// The request of the call that they go with.
    type Request: Request;
}

/// A call whose outcome another endpoint tells.
#[diagnostic::on_unimplemented(
    message = "no inquiry is known that tells how this call ended",
    label = "`{Self}` is not the response of a call that can be settled",
    note = "the spec of the endpoint names one by `settled_by`"
)]
pub trait SettledBy: Response {
    /// The inquiry's response. The [`Settling`](crate::Settling) itself is in [`Request::ENDPOINT`](crate::Request::ENDPOINT).
    type Inquiry: Response;
}

/// A call that can be ended by another one, so that [`Settle::give_up`](crate::Settle::give_up) works: its spec has
/// `closed_by`.
#[diagnostic::on_unimplemented(
    message = "no call is known that ends this one for good",
    label = "`{Self}` is not the response of a call that can be given up",
    note = "the spec of the endpoint names one by `closed_by`, where the wallet documents it"
)]
pub trait Closable: SettledBy {}

/// A notification: the wallet calls us.
pub trait Notification: Encode + Decode + fmt::Debug + Send + Sync + 'static {
    /// The endpoint of the notification.
    const ENDPOINT: &'static Endpoint;
    /// The fields of our reply, besides the result.
    type Answer: Encode + Decode;
}

/// A result code of an endpoint: an open enum that says what can be done.
pub trait ResultCode: OpenEnum + fmt::Debug + fmt::Display {
    /// The caller's next step, where the spec says more than the status does.
    fn action(&self) -> Option<Action> {
        None
    }
}

/// The next step after a call that neither succeeded nor was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Nothing: the same request would fail again.
    Final,
    /// Send it again, later and more slowly: the same request with the same idempotency key.
    RetryLater,
    /// Get a new token, then send it again.
    RenewToken,
    /// Ask the wallet how it ended.
    Ask,
}
