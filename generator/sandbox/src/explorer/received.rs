//! What the sandbox received, for the page.

use crate::instance::Instance;
use crate::log::{Answered, Received};
use bytes::Bytes;
use countersign_runtime::DateTime;
use http::HeaderMap;
use serde_json::{Value, json};
use std::sync::LazyLock;
use std::time::SystemTime;

/// Of one body, the page is shown so many bytes.
const MOST_SHOWN: usize = 32 * 1024;
/// The page is told so many bytes at once, of headers and bodies, and asks for the rest.
const MOST_TOLD: usize = 128 * 1024;

/// Tells a page that was left open that the sandbox was started anew, and counts from 1 again.
static RUN: LazyLock<String> = LazyLock::new(|| {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{:x}-{:x}", std::process::id(), since.as_nanos())
});

/// `{ run, entries, more }`: what was received after the entry with that number, oldest first, and whether there is more.
///
/// Each entry: `{ seq, time, api, endpoint, method, path, status, verdict, fault, fault_applied, request: { headers: [[name, value]], body,
/// plain }, answer: { status, headers, body, plain } }`. `seq` grows by one from 1, `time` is RFC 3339, `api` and
/// `endpoint` are null when the path names none, `status` is the letter of the result or null, `verdict` a short text, `fault` a name or null,
/// `fault_applied` whether it changed anything, `answer` null when there was none, and `plain` what was encrypted to the body, or
/// null.
pub(super) fn document(instance: &Instance, after: u64) -> Value {
    let received = instance.state.log.since(after);
    let mut told = 0;
    let entries = received.iter().map_while(|received| {
        let is_room = told < MOST_TOLD;
        told += received.bytes().min(4 * MOST_SHOWN);
        is_room.then(|| entry(received))
    });
    let entries: Vec<Value> = entries.collect();
    let more = entries.len() < received.len();
    json!({ "run": RUN.as_str(), "entries": entries, "more": more })
}

fn entry(received: &Received) -> Value {
    let millis = received.at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let time = DateTime::from_unix_millis(i64::try_from(millis).unwrap_or(i64::MAX), 0);
    let (status, code) = received.answer.as_ref().map(Answered::result).unwrap_or_default();
    let verdict = match (&received.refused, &received.answer) {
        (Some((code, message)), _) => format!("{code}: {message}"),
        // HTML and XML have no result that is known here.
        (None, Some(answer)) if code == "?" => format!("status {} of HTTP", answer.status),
        (None, Some(_)) => code,
        (None, None) => "no answer".to_owned(),
    };
    let verdict = received.notes().into_iter().fold(verdict, |verdict, note| format!("{verdict}; {note}"));
    json!({
        "seq": received.number,
        "time": time.as_str(),
        "api": received.api,
        "endpoint": received.endpoint,
        "method": received.method,
        "path": received.path,
        "status": Some(status).filter(|status| ["S", "A", "F", "U"].contains(&status.as_str())),
        "verdict": verdict,
        "fault": received.fault.as_ref().or(received.idle_fault.as_ref()).map(ToString::to_string),
        "fault_applied": received.fault.is_some(),
        "request": {
            "headers": pairs(&received.headers),
            "body": text(&received.body),
            "plain": received.plain_body.as_ref().map(text),
        },
        "answer": received.answer.as_ref().map(|answer| json!({
            "status": answer.status,
            "headers": pairs(&answer.headers),
            "body": text(&answer.body),
            "plain": answer.plain_body.as_ref().map(text),
        })),
    })
}

/// As much of a body as is shown.
fn text(bytes: &Bytes) -> String {
    match bytes.get(..MOST_SHOWN) {
        Some(shown) if shown.len() < bytes.len() => {
            format!("{}... ({} bytes)", String::from_utf8_lossy(shown), bytes.len())
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}
