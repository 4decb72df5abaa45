//! One request to the wallet, and what is said to it.

use super::refusal::Refusal;
use super::{Facts, Money, NotifyFault, Remembered, Settings, codes, moment};
use countersign_codegen::model::{Api, Endpoint, Kind, Version};
use serde_json::Value;

/// A request, with what it takes to understand it.
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

/// What the wallet says.
#[derive(Debug)]
pub(super) enum Said {
    /// It is done.
    Success(Facts),
    /// It was accepted, and the user has a step to take.
    Accepted(Facts),
    /// No.
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

    /// Puts what is said into the words of the endpoint.
    pub(super) fn answer(&self, said: &Said) -> Remembered {
        let ((status, code), message, facts) = match said {
            Said::Success(facts) => (codes::code(self.endpoint, &["SUCCESS"]), "success", Some(facts)),
            Said::Accepted(facts) => (codes::accepted(self.endpoint), "accept", Some(facts)),
            Said::Refused(Refusal { codes, message }) => {
                let choices: Vec<&str> = codes.iter().map(String::as_str).collect();
                (codes::code(self.endpoint, &choices), message.as_str(), None)
            }
        };
        let fields = facts.map(|facts| facts.fill(&self.endpoint.response, self.version)).unwrap_or_default();
        // The limit that all wallets have for it.
        let message = message.chars().take(256).collect();
        Remembered::Answer { status, code, message, fields }
    }
}
