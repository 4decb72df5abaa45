//! What would make a signature hold.

use super::layout::{Layout, laid_out};
use super::{Kind, Message};
use crate::model::Content as Template;
use countersign_runtime::signature::{Algorithm, Content};
use std::borrow::Cow;

/// One way to read a part of the message: what was done wrong to get there, and the part.
type Guess<'a, T> = (Option<String>, T);

/// What was most likely done wrong: as few things as possible that together make the signature hold. Empty when nothing
/// that was tried does.
pub(super) fn find(message: &Message<'_>, time: &str, signature: &[u8]) -> Vec<String> {
    let (bodies, paths) = (bodies(message.body), paths(message.path));
    let (times, ids, templates) = (times(message, time), client_ids(message), templates(message));
    let mut tries = Vec::new();
    for (body_at, body) in bodies.iter().enumerate() {
        for (path_at, path) in paths.iter().enumerate() {
            for (time_at, time) in times.iter().enumerate() {
                for (id_at, id) in ids.iter().enumerate() {
                    for (template_at, template) in templates.iter().enumerate() {
                        let parts = [body_at, path_at, time_at, id_at, template_at];
                        let wrong = parts.iter().filter(|at| **at > 0).count();
                        tries.push((wrong, body, path, time, id, template));
                    }
                }
            }
        }
    }
    tries.sort_by_key(|(wrong, ..)| *wrong);
    for (_, body, path, time, id, template) in tries {
        let content = message.content(template.1, &path.1, &id.1, &time.1, &body.1);
        let names = [&template.0, &body.0, &path.0, &time.0, &id.0].into_iter().flatten().cloned();
        if message.signer(&content, signature).is_some() {
            return names.collect();
        }
        if is_own(message, &content, signature) {
            let own =
                "it was signed with one's own key, not with the wallet's: this is a message of one's own";
            return std::iter::once(own.to_owned()).chain(names).collect();
        }
    }
    Vec::new()
}

/// RSA signatures of PKCS#1 v1.5 are the same each time, so that one's own can be recognised by making it.
fn is_own(message: &Message<'_>, content: &Content<'_>, signature: &[u8]) -> bool {
    // Signing takes twenty times as long as verifying: only for what was changed little.
    let own = message.own_key.filter(|key| key.algorithm() == Algorithm::Rsa256);
    let as_it_is = content.to_bytes().ends_with(message.body);
    own.filter(|_| as_it_is).and_then(|key| key.sign(content).ok()).is_some_and(|own| own == signature)
}

/// Whether one of the wallet keys is one's own public key, which is for the wallet.
pub(super) fn own_public_key(message: &Message<'_>) -> Option<String> {
    let content = Content::new("/", "", "", b"");
    let signature = message.own_key?.sign(&content).ok()?;
    let own = message.signer(&content, &signature)?;
    Some(format!(
        "the wallet key, {}, is one's own public key: the wallet's is shown in its console",
        own.name
    ))
}

fn wrong<T>(what: &str, part: T) -> Guess<'static, T> {
    (Some(what.to_owned()), part)
}

fn bodies(body: &[u8]) -> Vec<Guess<'_, Cow<'_, [u8]>>> {
    let mut guesses: Vec<Guess<'_, Cow<'_, [u8]>>> = vec![(None, Cow::Borrowed(body))];
    let mut add = |what: &str, changed: Vec<u8>| {
        if changed != body && guesses.iter().all(|(_, known)| **known != *changed) {
            guesses.push(wrong(what, Cow::Owned(changed)));
        }
    };
    let trimmed = body.trim_ascii_end();
    let end = body.get(trimmed.len()..).unwrap_or_default();
    add(&format!("the body has {} at its end that was not signed", shown(end)), trimmed.to_vec());
    add("the body that was signed has a line break at its end", [body, b"\n"].concat());
    let Ok(text) = std::str::from_utf8(body) else { return guesses };
    let plain = text.trim_start_matches('\u{feff}');
    add("the body begins with a byte order mark that was not signed", plain.into());
    add("the line breaks of the body were changed from LF to CRLF", text.replace("\r\n", "\n").into());
    add(
        "the line breaks of the body were changed from CRLF to LF",
        text.replace("\r\n", "\n").replace('\n', "\r\n").into(),
    );
    add(
        "the slashes in the body were escaped when it was signed (`\\/`)",
        text.replace("\\/", "/").replace('/', "\\/").into(),
    );
    add("the slashes in the body were not escaped when it was signed", text.replace("\\/", "/").into());
    for (what, layout) in [
        ("the body was laid out anew: what was signed is compact JSON, without blanks", Layout::Compact),
        (
            "the body was laid out anew: what was signed is JSON on one line, with a blank after `:` and `,`",
            Layout::OneLine,
        ),
        ("the body was made compact: what was signed is indented by 2 blanks", Layout::Indented(2)),
        ("the body was made compact: what was signed is indented by 4 blanks", Layout::Indented(4)),
    ] {
        if let Some(changed) = laid_out(plain, layout) {
            add(what, changed.into());
        }
    }
    guesses
}

/// As people call it.
fn shown(end: &[u8]) -> &'static str {
    match end {
        b"\n" => "a line break",
        b"\r\n" => "a line break (CRLF)",
        _ => "blanks or line breaks",
    }
}

fn paths(path: &str) -> Vec<Guess<'_, String>> {
    let mut guesses: Vec<Guess<'_, String>> = vec![(None, path.to_owned())];
    let mut add = |changed: String| {
        if guesses.iter().all(|(_, known)| *known != changed) {
            let what = format!(
                "the path that was signed is `{}`, not `{}`",
                changed.escape_debug(),
                path.escape_debug()
            );
            guesses.push((Some(what), changed));
        }
    };
    let (no_query, _) = path.split_once('?').unwrap_or((path, ""));
    // A whole URL, where a path is wanted.
    let after_host = no_query
        .split_once("://")
        .map_or(no_query, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    add(no_query.to_owned());
    add(after_host.to_owned());
    let plain = format!("/{}", after_host.trim_matches('/'));
    add(plain.clone());
    add(plain.trim_start_matches('/').to_owned());
    add(format!("{plain}/"));
    // Gateways put prefixes in front, and proxies take them away.
    let segments: Vec<&str> = plain.trim_start_matches('/').split('/').collect();
    for skipped in 1..segments.len() {
        add(format!("/{}", segments.get(skipped..).unwrap_or_default().join("/")));
    }
    let version = segments.iter().position(|segment| crate::spec::is_version(segment));
    if let Some(rest) = version.and_then(|at| segments.get(at..)) {
        let rest = rest.join("/");
        for prefix in PREFIXES {
            add(format!("{prefix}/{rest}"));
        }
        add(format!("{plain}.htm"));
    }
    // A header or a line of a file that was not trimmed.
    add(format!("{path}\r"));
    add(format!("{path} "));
    guesses
}

/// What stands before `/v1/payments/pay` at the gateways that are known.
const PREFIXES: [&str; 9] = [
    "/api",
    "/api/open",
    "/acl/api",
    "/miniprogram/api",
    "/openapi",
    "/ams/api",
    "/ams/sandbox/api",
    "/aps/api",
    "/amsin/api",
];

fn times<'a>(message: &Message<'_>, time: &'a str) -> Vec<Guess<'a, String>> {
    let mut guesses: Vec<Guess<'a, String>> = vec![(None, time.to_owned())];
    guesses.push(wrong("the time was signed with a line break behind it", format!("{time}\n")));
    let other = match message.kind {
        Kind::Answer => "Request-Time",
        Kind::Notification => "Response-Time",
    };
    for value in message.values(other) {
        guesses.push((Some(format!("the time that was signed is that of `{other}`")), value.to_owned()));
    }
    if time.trim() != time {
        guesses.push(wrong(
            "the time has blanks or line breaks around it that were not signed",
            time.trim().to_owned(),
        ));
    }
    guesses
}

fn templates(message: &Message<'_>) -> Vec<Guess<'static, Template>> {
    let other = match message.template {
        Template::Standard => {
            wrong("what was signed is the content of six parts: --content six_part", Template::SixPart)
        }
        Template::SixPart => {
            wrong("what was signed is the usual content: --content standard", Template::Standard)
        }
    };
    vec![(None, message.template), other]
}

fn client_ids<'a>(message: &Message<'a>) -> Vec<Guess<'a, String>> {
    let mut guesses: Vec<Guess<'a, String>> = vec![(None, message.client_id.to_owned())];
    for value in message.values("Client-Id").into_iter().filter(|value| *value != message.client_id) {
        let what = "the client id that was signed is that of the header, not one's own";
        guesses.push(wrong(what, value.to_owned()));
    }
    guesses
}
