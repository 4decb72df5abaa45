//! One request to the wallet, and its result.

use super::fields::Fields;
use super::money::Money;
use super::refusal::Refusal;
use super::response::LedgerResponse;
use super::settings::Settings;
use super::{codes, moment};
use countersign_codegen::model::{Api, Endpoint, Kind, Version};
use serde_json::Value;
use std::time::Duration;

/// What goes wrong with the notification that a request brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotifyFault {
    /// At its first try it is sent twice.
    Duplicate,
    /// It comes so much later.
    Late(Duration),
}

/// A request, with its place in the spec.
pub(super) struct Call<'a> {
    pub(super) api: &'a Api,
    pub(super) version: &'a Version,
    pub(super) endpoint: &'a Endpoint,
    pub(super) request: &'a Value,
    /// Milliseconds since 1970.
    pub(super) now: i64,
    pub(super) settings: &'a Settings,
    /// What is to go wrong with the notification that it brings about.
    pub(super) fault: Option<NotifyFault>,
}

/// The result of a call.
#[derive(Debug)]
pub(super) enum CallResult {
    /// Status S.
    Success(Fields),
    /// Status A: the user has a step to take.
    Accepted(Fields),
    /// Status F.
    Refused(Refusal),
}

impl<'a> Call<'a> {
    /// A text, if one was given that is not empty.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.request.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// A text without which nothing can be done.
    pub(super) fn needed(&self, name: &str) -> Result<&'a str, Refusal> {
        self.text(name).ok_or_else(|| Refusal::param_illegal(format!("`{name}` is missing")))
    }

    /// A yes or no. It may come quoted.
    pub(super) fn is(&self, pointer: &str) -> Option<bool> {
        match self.request.pointer(pointer)? {
            Value::Bool(is) => Some(*is),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A time, if one was given.
    pub(super) fn time(&self, name: &str) -> Option<i64> {
        self.text(name).and_then(moment::read)
    }

    /// An amount, if one was given.
    pub(super) fn money(&self, name: &str) -> Result<Option<Money>, Refusal> {
        let field = self.endpoint.request.iter().find(|field| field.name == name);
        let given = self.request.get(name).filter(|given| !given.is_null());
        field.zip(given).map(|(field, given)| Money::read(given, field, self.version)).transpose()
    }

    /// Whether the endpoint takes a field of that name.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.endpoint.request.iter().any(|field| field.name == name)
    }

    /// Whether some endpoint of this version answers with a field of that name. If none does (a page was cut off, say),
    /// nobody can know the values that are right.
    pub(super) fn is_given_out(&self, name: &str) -> bool {
        let calls = self.version.endpoints.iter().filter(|endpoint| endpoint.kind == Kind::Call);
        calls.flat_map(|endpoint| &endpoint.response).any(|field| field.name == name)
    }

    /// Writes a result with the codes and fields of the endpoint.
    pub(super) fn response(&self, result: &CallResult) -> LedgerResponse {
        let ((status, code), message, fields) = match result {
            CallResult::Success(fields) => {
                (codes::code(self.endpoint, &["SUCCESS"]), "success", Some(fields))
            }
            CallResult::Accepted(fields) => (codes::accepted(self.endpoint), "accept", Some(fields)),
            CallResult::Refused(Refusal { codes, message }) => {
                let choices: Vec<&str> = codes.iter().map(String::as_str).collect();
                (codes::code(self.endpoint, &choices), message.as_str(), None)
            }
        };
        let fields =
            fields.map(|fields| fields.fill(&self.endpoint.response, self.version)).unwrap_or_default();
        // The limit that all wallets have for it.
        let message = message.chars().take(256).collect();
        LedgerResponse::Result { status, code, message, fields }
    }
}
