//! What to do after a result code, in a sentence.

use crate::model::{Action, Endpoint, Kind, ResultCode, Status};

/// What whoever made the call does now; of a notification, what the wallet does now.
pub(crate) fn advice(endpoint: &Endpoint, result: &ResultCode) -> String {
    if endpoint.kind == Kind::Notification {
        return of_notification(result.status).to_owned();
    }
    let ask = endpoint.settled_by.as_deref().map(|inquiry| format!("Ask `{inquiry}`"));
    match (result.status, endpoint.action(result)) {
        (Status::Success, _) if endpoint.tells.is_some() => {
            "The question was answered: read the status inside the answer.".to_owned()
        }
        (Status::Success, _) => "Done. Go on.".to_owned(),
        (Status::Accepted, _) => {
            let ask = ask.map_or_else(String::new, |ask| format!(" {ask} how it ended."));
            format!("Not done yet. Take the step that the answer names.{ask}")
        }
        (_, Some(Action::RenewToken)) => "Get a new token, then send it again.".to_owned(),
        (_, Some(Action::Ask)) => ask.map_or_else(
            || "Ask the wallet how it ended.".to_owned(),
            |ask| format!("{ask} how it ended, again until there is an answer."),
        ),
        (Status::Failed, Some(Action::RetryLater)) => {
            "Nothing has happened. Send it again later, and more slowly.".to_owned()
        }
        (Status::Failed, Some(Action::Final)) => {
            "Final: nothing has happened, and the same request would fail again.".to_owned()
        }
        (Status::Failed, None) => format!("Final: nothing has happened.{}", anew(endpoint)),
        (Status::Unknown, _) => format!("It may have happened. {}", after_unknown(endpoint, ask)),
    }
}

fn of_notification(status: Status) -> &'static str {
    match status {
        Status::Success => "The wallet has been told, and does not send it again.",
        Status::Accepted | Status::Failed | Status::Unknown => "The wallet sends the notification again.",
    }
}

fn anew(endpoint: &Endpoint) -> String {
    match key(endpoint) {
        Some(key) => format!(" If you try anew, then with a new {key}."),
        None => String::new(),
    }
}

/// Never a second request that could take effect besides the first.
fn after_unknown(endpoint: &Endpoint, ask: Option<String>) -> String {
    let again = match (endpoint.read_only, key(endpoint)) {
        (true, _) => Some("send the same request again: it only asks".to_owned()),
        (false, Some(key)) => Some(format!("send the same request again with the same {key}")),
        (false, None) => None,
    };
    match (ask, again) {
        (Some(ask), Some(again)) => format!("{ask}, or {again}."),
        (Some(ask), None) => format!("{ask}. Do not send it again before you know."),
        (None, Some(again)) => {
            let mut letters = again.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            format!("{}.", first.into_iter().chain(letters).collect::<String>())
        }
        (None, None) => "Find out before you send anything again.".to_owned(),
    }
}

fn key(endpoint: &Endpoint) -> Option<String> {
    let names: Vec<String> = endpoint.idempotency_key.iter().map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| names.join(" and "))
}
