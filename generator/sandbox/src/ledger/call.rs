//! One request to the wallet, and its result.

use super::fields::Fields;
use super::money::Money;
use super::refusal::Refusal;
use super::response::LedgerResponse;
use super::settings::Settings;
use super::{codes, moment, paths};
use countersign_codegen::model::{
    Api, Endpoint, LedgerCase, LedgerField, LedgerRole, Place, Status, Table, Version,
};
use serde_json::Value;
use std::cell::Cell;
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
    /// Whether there was such a notification.
    pub(super) is_fault_applied: Cell<bool>,
}

/// The result of a call.
#[derive(Debug)]
pub(super) enum CallResult {
    /// Status S.
    Success(Fields),
    /// Status A: the user has a step to take.
    Accepted(Fields),
    /// This status, which is that of what was asked about.
    Told(Status, Fields),
    /// Status F.
    Refused(Refusal),
}

impl<'a> Call<'a> {
    /// The paths that the endpoint declares for a value.
    pub(super) fn paths(&self, field: LedgerField) -> impl Iterator<Item = &'a str> + use<'a> {
        let endpoint = self.endpoint;
        endpoint.sandbox.iter().flat_map(move |sandbox| sandbox.paths(field))
    }

    /// The name of a value on the wire, for messages.
    pub(super) fn name(&self, field: LedgerField) -> &'a str {
        self.paths(field).next().unwrap_or(field.word())
    }

    /// A text, if one was given that is not empty.
    pub(super) fn text(&self, field: LedgerField) -> Option<&'a str> {
        let mut given = self.paths(field).filter_map(|path| paths::at(self.request, path)?.as_str());
        given.find(|text| !text.is_empty())
    }

    /// A text without which nothing can be done.
    pub(super) fn needed(&self, field: LedgerField) -> Result<&'a str, Refusal> {
        self.text(field).ok_or_else(|| Refusal::param_illegal(format!("`{}` is missing", self.name(field))))
    }

    /// Whether the request is such a case.
    pub(super) fn is(&self, case: LedgerCase) -> bool {
        let conditions =
            self.endpoint.sandbox.as_ref().and_then(|sandbox| sandbox.case(case)).unwrap_or_default();
        conditions.iter().any(|all| all.iter().all(|one| one.holds(self.request)))
    }

    /// Whether the endpoint tells such a case apart.
    pub(super) fn tells(&self, case: LedgerCase) -> bool {
        self.endpoint.sandbox.as_ref().is_some_and(|sandbox| sandbox.case(case).is_some())
    }

    /// A time, if one was given.
    pub(super) fn time(&self, field: LedgerField) -> Option<i64> {
        self.text(field).and_then(moment::read)
    }

    /// The amount, if one was given.
    pub(super) fn amount(&self) -> Result<Option<Money>, Refusal> {
        let table = Table::request(&self.endpoint.request, self.version);
        let mut given = self.paths(LedgerField::Amount).filter_map(|path| {
            let given = paths::at(self.request, path).filter(|given| !given.is_null())?;
            match table.at(path) {
                Ok(Place::Field(field)) => Some(Money::read(given, field, self.version)),
                _ => None,
            }
        });
        given.next().transpose()
    }

    /// Whether some endpoint of this version gives out such tokens. If none does (a page was cut off, say), nobody can know
    /// the values that are right.
    pub(super) fn is_given_out(&self, token: LedgerField) -> bool {
        self.version.endpoints.iter().any(|endpoint| {
            let table = Table::request(&endpoint.response, self.version);
            let giver = endpoint.sandbox.iter().filter(|sandbox| sandbox.role == LedgerRole::ApplyToken);
            giver.flat_map(|sandbox| sandbox.paths(token)).any(|path| table.at(path).is_ok())
        })
    }

    /// Writes a result with the codes and fields of the endpoint.
    pub(super) fn response(&self, result: &CallResult) -> LedgerResponse {
        let ((status, code), message, fields) = match result {
            CallResult::Success(fields) => {
                (codes::code(self.endpoint, &["SUCCESS"]), "success", Some(fields))
            }
            CallResult::Accepted(fields) => (codes::accepted(self.endpoint), "accept", Some(fields)),
            CallResult::Told(status, fields) => {
                (codes::of_status(self.endpoint, *status), "as it stands", Some(fields))
            }
            CallResult::Refused(Refusal { codes, message }) => {
                let choices: Vec<&str> = codes.iter().map(String::as_str).collect();
                (codes::code(self.endpoint, &choices), message.as_str(), None)
            }
        };
        let fill = |fields: &Fields| fields.fill(self.endpoint, &self.endpoint.response, self.version);
        let fields = fields.map(fill).unwrap_or_default();
        let message = message.to_owned();
        let has_faulty_notification = self.is_fault_applied.get();
        LedgerResponse::Result { status, code, message, fields, has_faulty_notification }
    }
}
