//! The checks, in the order in which they make sense to a reader.

use super::mistakes;
use super::{Kind, Message};
use countersign_runtime::RequestTime;
use countersign_runtime::signature::{Content, HeaderError, SignatureEncoding, SignatureHeader};
use std::time::Duration;

/// How far the time of a message may be from now.
const MAX_SKEW: Duration = Duration::from_secs(5 * 60);

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// It could not be made, because of another one.
    Skipped,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `signature header`, `algorithm`, `key version`, `client id`, `time`, `clock` or `signature`.
    pub name: &'static str,
    /// How it ended.
    pub state: State,
    /// What was found, and what is wrong with it.
    pub detail: String,
}

/// What came of all checks.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// In order.
    pub steps: Vec<Step>,
    /// What must have been signed, byte for byte; `None` when the time is missing.
    pub content: Option<Vec<u8>>,
    /// What would make the signature hold; empty when it holds, or when nothing that was tried does.
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
    let signature = read_signature(message, &mut steps);
    check_client_id(message, &mut steps);
    let time = read_time(message, &mut steps);
    let content = time.map(|time| Content::new(message.path, message.client_id, time, message.body));
    let mut found = Vec::new();
    let name = "signature";
    steps.push(match (&signature, &content, time) {
        (Some(header), Some(content), Some(time)) => {
            match message.wallet_key.verify(content, &header.bytes) {
                Ok(()) => Step {
                    name,
                    state: State::Holds,
                    detail: "it is the wallet key's, of exactly these bytes".to_owned(),
                },
                Err(error) => {
                    found = mistakes::find(message, time, &header.bytes);
                    Step { name, state: State::Fails, detail: error.to_string() }
                }
            }
        }
        _ => Step {
            name,
            state: State::Skipped,
            detail: "it takes a signature and a time to check it".to_owned(),
        },
    });
    found.extend(signature.and_then(|header| header.mistake));
    Verdict { steps, content: content.map(|content| content.to_bytes()), mistakes: found }
}

/// The signature's own bytes, and what had to be mended to read them.
struct Signature {
    bytes: Vec<u8>,
    mistake: Option<String>,
}

fn read_signature(message: &Message<'_>, steps: &mut Vec<Step>) -> Option<Signature> {
    let mut push = |name, state, detail: String| steps.push(Step { name, state, detail });
    let value = match message.values("Signature").as_slice() {
        [one] => *one,
        [] => {
            let detail = "the header `Signature` is missing: an answer without it may be anybody's, most likely of a gateway \
                          that does not know the client id or the key";
            push("signature header", State::Fails, detail.to_owned());
            return None;
        }
        _ => {
            push(
                "signature header",
                State::Fails,
                "the header `Signature` is there more than once".to_owned(),
            );
            return None;
        }
    };
    let (header, mistake) = match SignatureHeader::parse(value.as_bytes()) {
        Ok(header) => {
            push(
                "signature header",
                State::Holds,
                format!("a signature of {} bytes", header.signature.len()),
            );
            (header, None)
        }
        Err(HeaderError::UnsupportedAlgorithm(error)) => {
            push("signature header", State::Holds, "it has the form that is expected".to_owned());
            push("algorithm", State::Fails, error.to_string());
            return None;
        }
        Err(error) => {
            push("signature header", State::Fails, error.to_string());
            let (header, mistake) = mended(value)?;
            (header, Some(mistake))
        }
    };
    let (named, key) = (header.algorithm, message.wallet_key.algorithm());
    let (state, detail) = if named == key {
        (State::Holds, named.to_string())
    } else {
        (State::Fails, format!("the header names {named}, but the wallet key is for {key}"))
    };
    push("algorithm", state, detail);
    push(
        "key version",
        State::Holds,
        match &header.key_version {
            Some(version) => format!("{version}: make sure that the wallet key is the one of this version"),
            None => "none, which means the newest".to_owned(),
        },
    );
    Some(Signature { bytes: header.signature, mistake })
}

/// What the way through forms and logs does to a signature.
fn mended(value: &str) -> Option<(SignatureHeader, String)> {
    let (head, signature) = value.split_once("signature=")?;
    let read = |text: &str| SignatureHeader::parse(format!("{head}signature={text}").as_bytes()).ok();
    let spaced = signature.trim().replace(' ', "+");
    if let Some(header) = read(&spaced) {
        let mistake = "the signature has blanks where `+` belongs: something decoded it as a form does";
        return Some((header, mistake.to_owned()));
    }
    let twice = signature.trim().replace("%25", "%");
    if let Some(header) = read(&twice) {
        return Some((header, "the signature is URL-encoded twice".to_owned()));
    }
    let joined: String = signature.split_whitespace().collect();
    SignatureEncoding::decode_any(&joined).ok()?;
    Some((read(&joined)?, "the signature has line breaks or blanks in it".to_owned()))
}

fn check_client_id(message: &Message<'_>, steps: &mut Vec<Step>) {
    let own = message.client_id;
    let (state, detail) = match message.values("Client-Id").as_slice() {
        [] => (State::Holds, "no header `Client-Id`: the signature has to hold for one's own".to_owned()),
        [one] if *one == own => (State::Holds, own.to_owned()),
        [other] => {
            let detail = format!("the header names `{}`, but one's own is `{own}`", other.escape_debug());
            (State::Fails, detail)
        }
        _ => (State::Fails, "the header `Client-Id` is there more than once".to_owned()),
    };
    steps.push(Step { name: "client id", state, detail });
}

fn read_time<'a>(message: &'a Message<'_>, steps: &mut Vec<Step>) -> Option<&'a str> {
    let name = message.time_header();
    let mut push = |name, state, detail: String| steps.push(Step { name, state, detail });
    let text = match message.values(name).as_slice() {
        [one] => *one,
        [] => {
            let other = match message.kind {
                Kind::Answer => "; a notification has `Request-Time`, and is checked with --notification",
                Kind::Notification => {
                    "; an answer has `Response-Time`, and is checked without --notification"
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
            format!("`{shown}` is neither RFC 3339 with an offset nor milliseconds since 1970"),
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
