//! One signed call: the part that all endpoints share.

mod attempt;
pub(crate) mod end;
pub(crate) mod meaning;
mod notice;
mod observe;
mod retry;
mod sealing;
mod sending;
mod settle;
mod skew;
pub(crate) mod trace;

use std::{fmt, sync::Arc};

pub(crate) use self::{
    notice::DropNotice,
    retry::RetryBudget,
    sending::{Outgoing, Refusal},
    skew::Skew,
};
pub use self::{
    observe::{Abandoned, AttemptEnd, CallEnd, Observer},
    retry::RetryPolicy,
    settle::{Conflict, FailedBy, Found, Kept, OpenCall, Settle, Settleable, Settled, Unsettled},
};
use crate::{
    call::Call,
    config::Config,
    config_error::ConfigError,
    endpoint::{Api, Endpoint, Request},
    error::Error,
    settings::Settings,
    signature::BoxFuture,
    value::Json,
};

/// Signs requests, sends them, and lets through only answers that the wallet has signed.
///
/// Generated crates wrap it with a method for each endpoint. A clone is cheap and shares connections and keys.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
}

impl Client {
    /// A client of an API.
    ///
    /// # Errors
    /// When something in the configuration can't be right.
    pub fn new(api: &Api, config: Config) -> Result<Self, ConfigError> {
        Settings::new(api, config).map(|settings| Self { settings: Arc::new(settings) })
    }

    /// A call with this request, ready to be awaited. The request's type says where it goes and what comes back.
    pub fn call<'a, Q: Request>(&'a self, request: &'a Q) -> Call<'a, Q> {
        Call::new(self, Q::ENDPOINT, request)
    }

    /// A call of an endpoint that is known at run time only, for tools: programs use generated crates. Nothing is checked
    /// against a spec, and the response is any JSON. It is signed, verified and retried like any other call.
    pub fn call_untyped<'a>(&'a self, endpoint: &'static Endpoint, request: &'a Json) -> Call<'a, Json> {
        Call::new(self, endpoint, request)
    }

    /// Finds out how a call ended, by asking the endpoint that the spec names.
    ///
    /// Takes an [`Unknown`](crate::Unknown), the answer of an [`Outcome::Accepted`](crate::Outcome::Accepted), or a request
    /// kept from before a crash (see [`Kept`]). Asks at once, then every 5 seconds for a minute, as wallets document it;
    /// see [`Settle`] for other times.
    pub fn settle<S: Settleable>(&self, call: S) -> Settle<'_, S::Response> {
        Settle::new(self, call.into_pending())
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    fn observer(&self) -> Option<&dyn Observer> {
        self.settings.config.observer.as_deref()
    }

    /// The one place where everything is sent. Boxed here, so that a call's own future stays small.
    pub(crate) fn exchange(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<end::End, Error>> {
        Box::pin(sending::send(self, outgoing))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.settings.config).finish()
    }
}
