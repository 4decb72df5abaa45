//! What to do after a call.

use super::WalletSays;
use super::call_line::Lines;
use super::report::Ended;
use crate::model::{self, Action, Api, Endpoint, Field, Kind};
use countersign_runtime::{Status, WalletResult};
use serde_json::Value;

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// In words.
    pub words: String,
    /// As a command, where one does it.
    pub line: Option<String>,
}

/// What an answer's result means.
pub(super) fn of_result(result: &WalletResult, endpoint: &Endpoint) -> WalletSays {
    let code = result.code.as_str();
    let known = endpoint.results.iter().find(|known| known.code == code);
    let action = known.and_then(|known| endpoint.action(known));
    WalletSays {
        status: result.status.as_str().to_owned(),
        code: code.to_owned(),
        message: result.message.as_str().to_owned(),
        doc: known.and_then(|known| known.doc.clone()),
        advice: words(action, &result.status, endpoint).to_owned(),
    }
}

fn words(action: Option<Action>, status: &Status, endpoint: &Endpoint) -> &'static str {
    match (action, status) {
        (_, Status::Success) if endpoint.tells.is_some() => {
            "the question was answered: read the status inside the answer"
        }
        (_, Status::Success) => "nothing: it is done",
        (_, Status::Accepted) => {
            "do what the answer says, then ask how it ended, or wait for the notification"
        }
        (Some(Action::RetryLater), _) => "send the same request again, later and more slowly",
        (Some(Action::RenewToken), _) => "get a new token, then send the request again",
        (Some(Action::Final), _) | (None, Status::Failed) => {
            "nothing happened, finally: mend the request, or try anew with a new request id"
        }
        _ => "it may have happened: ask the wallet; never pay or refund anew before it is known",
    }
}

/// What comes next when a call is not over.
pub(super) fn next(
    ended: Ended,
    api: &Api,
    endpoint: &Endpoint,
    body: &Value,
    lines: &Lines,
    again: &str,
) -> Option<Next> {
    if !matches!(ended, Ended::Unknown | Ended::Accepted) {
        return None;
    }
    if let Some((inquiry, values)) = question(api, endpoint, body) {
        let line = lines.with_values(&api.name, &super::find::address(inquiry), &values);
        return Some(Next { words: "ask how it ended".to_owned(), line: Some(line) });
    }
    if ended == Ended::Accepted {
        return None;
    }
    Some(if endpoint.is_repeatable() {
        Next { words: "send the same request again, which is safe".to_owned(), line: Some(again.to_owned()) }
    } else {
        let words =
            "ask the wallet's support, with the trace id and the time; the spec names no call that tells";
        Next { words: words.to_owned(), line: None }
    })
}

/// The endpoint that tells how a call ended, and what it is asked with.
fn question<'a, 'b>(
    api: &'a Api,
    call: &Endpoint,
    body: &'b Value,
) -> Option<(&'a Endpoint, Vec<(&'a str, &'b Value)>)> {
    let (version, path) = call.settled_by.as_ref()?.split_once('/')?;
    let version = api.versions.iter().find(|known| known.name == version)?;
    let inquiry = version.endpoints.iter().find(|known| known.path == path && known.kind == Kind::Call)?;
    let needed = |field: &&Field| field.required || field.one_of.is_some();
    let given = inquiry.request.iter().filter(needed).filter_map(|field| {
        let value = body.get(&field.name).filter(|value| !value.is_null())?;
        model::value_misfits(value, field, version).is_empty().then_some((field.name.as_str(), value))
    });
    let given: Vec<(&str, &Value)> = given.collect();
    (!given.is_empty()).then_some((inquiry, given))
}
