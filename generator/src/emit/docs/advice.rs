//! What to do after a result code, in a sentence: on pages, and after a call.

use crate::model::{Action, Endpoint, Kind, ResultCode, Status};

/// The platform's code for a request that differs from an earlier one with the same id, whatever a spec says of it.
const REPEATED_DIFFERENTLY: &str = "REPEAT_REQ_INCONSISTENT";

/// What whoever made the call does now; of a notification, what the wallet does now.
pub fn advice(endpoint: &Endpoint, result: &ResultCode) -> String {
    after(endpoint, &result.code, result.status)
}

/// The same of a code that the spec need not list, with a status that need not be the listed one.
pub fn after(endpoint: &Endpoint, code: &str, status: Status) -> String {
    if endpoint.kind == Kind::Notification {
        return of_notification(status).to_owned();
    }
    if endpoint.read_only {
        return of_question(endpoint, code, status);
    }
    let inquiry = endpoint.settled_by.as_ref().map(|by| format!("`{}`", by.endpoint));
    let asked = inquiry.as_deref().unwrap_or("the wallet");
    match (status, action(endpoint, code, status)) {
        (Status::Success, _) => "Done. Go on.".to_owned(),
        (Status::Accepted, _) => {
            let ask = inquiry.map_or_else(String::new, |inquiry| format!(" Ask {inquiry} how it ended."));
            format!("Not done yet. Take the step that the answer names.{ask}")
        }
        (Status::Failed, Some(Action::RenewToken)) => "Get a new token, then send it again.".to_owned(),
        (Status::Failed, Some(Action::Ask)) => {
            let id = key(endpoint).unwrap_or_else(|| "id".to_owned());
            format!("A first request under this {id} stands: ask {asked} what became of it.")
        }
        (Status::Failed, Some(Action::RetryLater)) => {
            "Nothing has happened. Send it again later, and more slowly.".to_owned()
        }
        (Status::Failed, Some(Action::Final)) => {
            "Final: nothing has happened, and the same request would fail again.".to_owned()
        }
        (Status::Failed, None) => format!("Final: nothing has happened.{}", anew(endpoint)),
        (Status::Unknown, Some(Action::Ask)) => {
            format!("{} Ask {asked} how it ended, again until there is an answer.", never_anew(endpoint))
        }
        (Status::Unknown, action) => {
            let later = if action == Some(Action::RetryLater) { ", later and more slowly" } else { "" };
            format!("{} {}", never_anew(endpoint), after_unknown(endpoint, inquiry.as_deref(), later))
        }
    }
}

/// What can be done after a code, where that is more than its status says. What a spec says of the code with another status
/// does not count: that was about another case.
pub(super) fn action(endpoint: &Endpoint, code: &str, status: Status) -> Option<Action> {
    let listed = endpoint.results.iter().find(|known| known.code == code && known.status == status);
    let first_stands = status == Status::Failed && code == REPEATED_DIFFERENTLY && !endpoint.read_only;
    listed.and_then(|known| endpoint.action(known)).or_else(|| first_stands.then_some(Action::Ask))
}

/// The codes with status F after which [`action`] is to ask.
pub fn asked_codes(endpoint: &Endpoint) -> Vec<&str> {
    let mut codes = crate::model::asked_codes(endpoint);
    let stands = action(endpoint, REPEATED_DIFFERENTLY, Status::Failed) == Some(Action::Ask);
    if stands && !codes.contains(&REPEATED_DIFFERENTLY) {
        codes.push(REPEATED_DIFFERENTLY);
    }
    codes
}

fn of_notification(status: Status) -> &'static str {
    match status {
        Status::Success => "The wallet has been told, and does not send it again.",
        Status::Accepted | Status::Failed | Status::Unknown => "The wallet sends the notification again.",
    }
}

/// Whatever became of a question, it says nothing of what it asks about but by its answer.
fn of_question(endpoint: &Endpoint, code: &str, status: Status) -> String {
    let tells = endpoint.inquiry.as_ref();
    let action = action(endpoint, code, status);
    match status {
        Status::Success if tells.is_some() => {
            "The question was answered: read the status inside the answer.".to_owned()
        }
        Status::Success => "The question was answered: the answer's fields say how things stand.".to_owned(),
        Status::Failed if tells.is_some_and(|tells| tells.not_found.iter().any(|known| known == code)) => {
            "Nothing is known yet: ask again. Do not pay or refund anew.".to_owned()
        }
        Status::Failed => {
            let what = if tells.is_some() { "the payment or refund" } else { "what was asked" };
            let then = match action {
                Some(Action::RetryLater) => " Ask again later, and more slowly.",
                Some(Action::RenewToken) => " Get a new token, then ask again.",
                _ => "",
            };
            format!("The question was refused: that says nothing about {what}.{then}")
        }
        Status::Accepted | Status::Unknown => {
            let later = if action == Some(Action::RetryLater) { " later, and more slowly" } else { "" };
            format!("Nothing is known by this. Ask again{later}: that changes nothing.")
        }
    }
}

fn anew(endpoint: &Endpoint) -> String {
    match key(endpoint) {
        Some(key) => format!(" If you try anew, then with a new {key}."),
        None => String::new(),
    }
}

fn never_anew(endpoint: &Endpoint) -> String {
    let anew = key(endpoint)
        .map_or_else(|| "send it again".to_owned(), |key| format!("try anew with another {key}"));
    format!("It may have happened: never {anew} before that is known.")
}

/// Never a second request that could take effect besides the first.
fn after_unknown(endpoint: &Endpoint, inquiry: Option<&str>, later: &str) -> String {
    let again = key(endpoint).map(|key| format!("end the same request again with the same {key}{later}"));
    match (inquiry, again) {
        (Some(inquiry), Some(again)) => format!("Ask {inquiry} how it ended, or s{again}."),
        (Some(inquiry), None) => format!("Ask {inquiry} how it ended."),
        (None, Some(again)) => format!("S{again}."),
        (None, None) => "Ask the wallet's support.".to_owned(),
    }
}

fn key(endpoint: &Endpoint) -> Option<String> {
    let key = &endpoint.idempotency_key;
    (!key.is_empty()).then(|| key.words(|name| format!("`{name}`")))
}
