//! One signed call: the part that all endpoints share.

mod attempt;
mod encrypting;
pub(crate) mod end;
pub(crate) mod meaning;
mod notice;
mod observe;
mod options;
mod retry;
mod sending;
mod settle;
mod skew;
pub(crate) mod trace;

use std::{fmt, sync::Arc, time::Duration};

pub(crate) use self::{
    notice::DropNotice,
    options::CallOptions,
    retry::RetryBudget,
    sending::{Outgoing, Refusal},
    skew::Skew,
};
pub use self::{
    observe::{Abandoned, AttemptEnd, CallEnd, Observer},
    retry::RetryPolicy,
    settle::{Conflict, FailedBy, Found, OpenCall, Settle, Settleable, Settled, Unsettled},
};
use crate::{api::Api, config::Config, config_error::ConfigError, settings::Settings};

/// Signs requests, sends them, and lets through only responses that the wallet has signed.
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

    /// The name of the API: `claro`.
    #[must_use]
    pub fn api(&self) -> &str {
        &self.settings.api
    }

    /// The client id that requests are signed for.
    #[must_use]
    pub fn client_id(&self) -> &str {
        self.settings.client_id()
    }

    /// The time that an attempt takes at most, see [`Config::timeout`].
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.settings.config.timeout
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    fn observer(&self) -> Option<&dyn Observer> {
        self.settings.config.observer.as_deref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.settings.config).finish()
    }
}
