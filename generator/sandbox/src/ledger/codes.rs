//! Which of an endpoint's result codes says what.

use countersign_codegen::model::{Endpoint, Status};

/// The code, as [`code_of`] chooses it, with the status that it has there. When the endpoint lists none of them (pages that were
/// cut off, mostly), with the status that it has at other wallets.
pub(super) fn code(endpoint: &Endpoint, choices: &[&str]) -> (Status, String) {
    let code = code_of(endpoint, choices.iter().copied());
    let listed = endpoint.results.iter().find(|result| result.code == code);
    let status = listed.map_or_else(|| usual_status(code), |result| result.status);
    (status, code.to_owned())
}

/// The first of the codes that the endpoint lists, or else the last one.
pub(crate) fn code_of<'a>(endpoint: &Endpoint, choices: impl IntoIterator<Item = &'a str>) -> &'a str {
    let mut last = "PROCESS_FAIL";
    for choice in choices {
        if endpoint.results.iter().any(|result| result.code == choice) {
            return choice;
        }
        last = choice;
    }
    last
}

fn usual_status(code: &str) -> Status {
    match code {
        "SUCCESS" => Status::Success,
        "ACCEPT" => Status::Accepted,
        _ => Status::Failed,
    }
}

/// The first code that the endpoint lists with a status, or the usual one.
pub(super) fn of_status(endpoint: &Endpoint, status: Status) -> (Status, String) {
    let listed = endpoint.results.iter().find(|result| result.status == status);
    let usual = match status {
        Status::Success => "SUCCESS",
        Status::Accepted => "ACCEPT",
        Status::Failed => "PROCESS_FAIL",
        Status::Unknown => "PAYMENT_IN_PROCESS",
    };
    (status, listed.map_or(usual, |result| &result.code).to_owned())
}

/// The code for an accepted call: one with status A, or one that means the same if the user has a step to take.
pub(super) fn accepted(endpoint: &Endpoint) -> (Status, String) {
    let by_status = endpoint.results.iter().find(|result| result.status == Status::Accepted);
    let listed = by_status.or_else(|| endpoint.results.iter().find(|result| !result.accepted.is_empty()));
    listed.map_or_else(|| code(endpoint, &["ACCEPT"]), |result| (result.status, result.code.clone()))
}

/// The fields of which one shows that a call was accepted, whatever the status says.
pub(super) fn accepted_by(endpoint: &Endpoint) -> impl Iterator<Item = &str> {
    endpoint.results.iter().flat_map(|result| &result.accepted).map(String::as_str)
}
