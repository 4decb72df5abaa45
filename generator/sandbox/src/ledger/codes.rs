//! Which of an endpoint's result codes says what.

use countersign_codegen::model::{Endpoint, Status};

/// The first of the codes that the endpoint lists, with the status that it has there. When it lists none of them (pages
/// that were cut off, mostly), the last one, with the status that it has at other wallets.
pub(super) fn code(endpoint: &Endpoint, choices: &[&str]) -> (Status, String) {
    let listed = |choice: &&str| endpoint.results.iter().find(|result| result.code == **choice);
    if let Some(result) = choices.iter().find_map(listed) {
        return (result.status, result.code.clone());
    }
    let last = choices.last().copied().unwrap_or("PROCESS_FAIL");
    let status = match last {
        "SUCCESS" => Status::Success,
        "ACCEPT" => Status::Accepted,
        _ => Status::Failed,
    };
    (status, last.to_owned())
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
