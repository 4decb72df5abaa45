//! Advice after a result code, in a sentence: for pages, and after a call.

use super::{Action, Endpoint, Kind, ResultCode, Status};

/// Returns what the caller does now; of a notification, what the wallet does now.
#[must_use]
pub fn advice(endpoint: &Endpoint, result: &ResultCode) -> String {
    advice_after(endpoint, &result.code, result.status)
}

/// Returns the same for a code that the spec need not list, with a status that need not be the listed one.
#[must_use]
pub fn advice_after(endpoint: &Endpoint, code: &str, status: Status) -> String {
    if endpoint.kind == Kind::Notification {
        return of_notification(status).to_owned();
    }
    if endpoint.read_only {
        return of_question(endpoint, code, status);
    }
    let inquiry = endpoint.settled_by.as_ref().map(|by| format!("`{}`", by.endpoint));
    let asked = inquiry.as_deref().unwrap_or("the wallet");
    match (status, endpoint.action_after(code, status)) {
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

fn of_notification(status: Status) -> &'static str {
    match status {
        Status::Success => "The wallet has been told, and does not send it again.",
        Status::Accepted | Status::Failed | Status::Unknown => "The wallet sends the notification again.",
    }
}

/// Whatever became of a question, it says nothing of what it asks about but by its answer.
fn of_question(endpoint: &Endpoint, code: &str, status: Status) -> String {
    let tells = endpoint.inquiry.as_ref();
    let action = endpoint.action_after(code, status);
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
