//! The checks, in the order in which they make sense to a reader.

use super::signature::{self, Signature};
use super::step::{State, Step};
use super::{Candidate, Kind, Message, mistakes};
use countersign_codegen::model::Content as Template;
use countersign_runtime::RequestTime;
use countersign_runtime::signature::{Content, KeyVersion};
use std::time::Duration;

/// How far the time of a message may be from now.
const MAX_SKEW: Duration = Duration::from_secs(5 * 60);

/// The result of all checks.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// In order. The last one checks the signature itself.
    pub steps: Vec<Step>,
    /// The content that must have been signed, byte for byte; `None` when the time is missing.
    pub content: Option<Vec<u8>>,
    /// The mistakes that explain why the signature does not hold; empty when it holds, or when none was found.
    pub mistakes: Vec<String>,
}

impl Verdict {
    /// Whether the message can be taken for the wallet's.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.steps.iter().all(|step| step.state == State::Holds)
    }
}

/// Checks a message as the runtime does, but goes on after what fails.
#[must_use]
pub fn verify(message: &Message<'_>) -> Verdict {
    let mut steps = Vec::new();
    let signature = signature::read(message, &mut steps);
    let mut rest = Vec::new();
    check_client_id(message, &mut rest);
    check_request_id(message, &mut rest);
    let time = read_time(message, &mut rest);
    let content = time
        .map(|time| message.content(message.template, message.path, message.client_id, time, message.body));
    let signer = match (&signature, &content) {
        (Some(signature), Some(content)) => message.signer(content, &signature.bytes),
        _ => None,
    };
    if let Some(signature) = &signature {
        check_version(message, signature.version.as_ref(), signer, &mut steps);
    }
    steps.append(&mut rest);
    let mut mistakes = Vec::new();
    let (state, detail) = match (&signature, time, signer) {
        (_, _, Some(signer)) => (State::Holds, held(message, signer)),
        (Some(signature), Some(time), None) => {
            mistakes = mistakes::find(message, time, signature);
            mistakes.extend(mistakes::own_public_key(message));
            (State::Fails, failed(message, signature, content.as_ref()))
        }
        _ => (State::Skipped, "it takes a signature and a time to check it".to_owned()),
    };
    steps.push(Step { name: "signature", state, detail });
    mistakes.extend(signature.into_iter().flat_map(|signature| signature.wrong));
    Verdict { steps, content: content.map(|content| content.to_bytes()), mistakes }
}

fn held(message: &Message<'_>, signer: &Candidate) -> String {
    match message.wallet_keys {
        [_] => "it is the wallet key's, of exactly these bytes".to_owned(),
        _ => format!("it is by the key in {}, of exactly these bytes", signer.name),
    }
}

/// Explains why a signature does not hold: the key is wrong, or the text.
fn failed(message: &Message<'_>, signature: &Signature, content: Option<&Content<'_>>) -> String {
    if signature.opened.is_some() {
        return "a wallet key made it, but not of these bytes, or not as RSA256 wants it".to_owned();
    }
    match (message.wallet_keys, content) {
        // The library knows more: the length, and what that means.
        ([only], Some(content)) => match only.key.verify(content, &signature.bytes) {
            Err(error) => error.to_string(),
            Ok(()) => String::new(),
        },
        (keys, _) => format!("it is not by any of the {} wallet keys, of these bytes", keys.len()),
    }
}

/// Whether the key that signed is the one that the header names.
fn check_version(
    message: &Message<'_>,
    named: Option<&KeyVersion>,
    signer: Option<&Candidate>,
    steps: &mut Vec<Step>,
) {
    let version_of = |candidate: &Candidate| candidate.version.clone();
    // Without a name it has to be the newest.
    let newest = message.wallet_keys.iter().filter_map(version_of).max();
    let expected = named.cloned().or(newest);
    let shown = named.map_or_else(|| "none, which means the newest".to_owned(), ToString::to_string);
    let by = signer.and_then(version_of);
    let (state, detail) = match (by, expected) {
        (Some(by), Some(expected)) if by != expected => {
            let name = signer.map(|signer| signer.name.as_str()).unwrap_or_default();
            (State::Fails, format!("{shown}, but it is signed by version {by}, the key in {name}"))
        }
        (Some(_), _) => (State::Holds, shown),
        (None, _) if named.is_none() => (State::Holds, shown),
        (None, _) => {
            (State::Holds, format!("{shown}: make sure that the wallet key is the one of this version"))
        }
    };
    steps.push(Step { name: "key version", state, detail });
}

fn check_client_id(message: &Message<'_>, steps: &mut Vec<Step>) {
    let own = message.client_id;
    let mut ids = message.values("Client-Id");
    ids.dedup();
    let (state, detail) = match ids.as_slice() {
        [] => (State::Holds, "no header `Client-Id`: the signature has to hold for one's own".to_owned()),
        [one] if *one == own => (State::Holds, own.to_owned()),
        [other] => {
            let detail = format!("the header names `{}`, but one's own is `{own}`", other.escape_debug());
            (State::Fails, detail)
        }
        _ => (State::Fails, "the header `Client-Id` is there more than once, with different ids".to_owned()),
    };
    steps.push(Step { name: "client id", state, detail });
}

/// A notification's is signed, where the content has six parts.
fn check_request_id(message: &Message<'_>, steps: &mut Vec<Step>) {
    if message.template != Template::SixPart || message.kind != Kind::Notification {
        return;
    }
    let (state, detail) = match message.values("Request-Id").as_slice() {
        [one] => (State::Holds, (*one).to_owned()),
        [] => (State::Fails, "the header `Request-Id` is missing, which is signed".to_owned()),
        _ => (State::Fails, "the header `Request-Id` is there more than once".to_owned()),
    };
    steps.push(Step { name: "request id", state, detail });
}

fn read_time<'a>(message: &'a Message<'_>, steps: &mut Vec<Step>) -> Option<&'a str> {
    let name = message.time_header();
    let mut push = |name, state, detail: String| steps.push(Step { name, state, detail });
    let text = match message.values(name).as_slice() {
        [one] => *one,
        [] => {
            let other = match message.kind {
                Kind::Response => "; a notification has `Request-Time`, and is checked with --notification",
                Kind::Notification => {
                    "; a response has `Response-Time`, and is checked without --notification"
                }
            };
            push("time", State::Fails, format!("the header `{name}` is missing{other}"));
            push("clock", State::Skipped, "there is no time".to_owned());
            return None;
        }
        _ => {
            push("time", State::Fails, format!("the header `{name}` is there more than once"));
            push("clock", State::Skipped, "it is not clear which time is meant".to_owned());
            return None;
        }
    };
    let Some(time) = RequestTime::read(text) else {
        let shown = text.escape_debug();
        push(
            "time",
            State::Fails,
            format!("`{shown}` is neither RFC 3339 with an offset nor seconds or milliseconds since 1970"),
        );
        push("clock", State::Skipped, "the time cannot be read".to_owned());
        return Some(text);
    };
    push("time", State::Holds, text.to_owned());
    let skew = message.now.duration_since(time).unwrap_or_else(|ahead| ahead.duration());
    let (state, detail) = if skew <= MAX_SKEW {
        (State::Holds, format!("{:.1} s from now", skew.as_secs_f64()))
    } else {
        let (far, most) = (skew.as_secs(), MAX_SKEW.as_secs());
        let detail =
            format!("{far} s from now, and {most} s are accepted; --at TIME judges as of another time");
        (State::Fails, detail)
    };
    push("clock", state, detail);
    Some(text)
}
