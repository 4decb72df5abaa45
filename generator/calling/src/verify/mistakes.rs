//! Finds the mistakes that explain why a signature does not hold.

use super::body::bodies;
use super::json_libraries;
use super::signature::Signature;
use super::{Kind, Message};
use countersign_codegen::model::Content as Template;
use countersign_runtime::signature::{Algorithm, Content};

/// The largest number of mistakes that are combined.
const MAX_MISTAKES: usize = 5;
/// The most bytes hashed in the search for the signed text.
const MAX_HASHED: usize = 64 << 20;
/// The most texts verified with a key whose signatures can't be opened. Each takes a key operation.
const MAX_VERIFIED: usize = 4096;

/// A candidate for a part of the message: the mistake that explains it, if any, and the part.
type Guess<T> = (Option<String>, T);

/// The signed text without the body.
struct Head {
    wrong: Vec<String>,
    template: Template,
    path: String,
    id: String,
    time: String,
}

/// Returns the most likely mistakes: the fewest that together explain the signature. Empty if nothing that was tried
/// does.
pub(super) fn find(message: &Message<'_>, time: &str, signature: &Signature) -> Vec<String> {
    let heads = heads(message, time);
    if let Some(opened) = &signature.opened {
        let found = search(message, &heads, MAX_HASHED, |content| opened.is_of(&content.to_bytes()));
        return opened.wrong().into_iter().chain(found).collect();
    }
    if let Some(own) = signed_by_own_key(message, &heads, &signature.bytes) {
        return own;
    }
    if message.wallet_keys.iter().all(|candidate| candidate.key.algorithm() == Algorithm::Rsa256) {
        let other = "no wallet key made this signature, whatever was signed: the key belongs to another environment or \
                     key version, or the signature was changed in transit";
        return vec![other.to_owned()];
    }
    let most = MAX_VERIFIED.saturating_mul(message.body.len().max(1));
    search(message, &heads, most, |content| message.signer(content, &signature.bytes).is_some())
}

/// Returns the mistakes of the first text that was signed, those with the fewest mistakes first. Gives up after `most`
/// bytes of bodies; an empty one counts as a byte.
fn search(
    message: &Message<'_>,
    heads: &[Head],
    mut most: usize,
    is_signed: impl Fn(&Content<'_>) -> bool,
) -> Vec<String> {
    let bodies = bodies(message.body);
    for wrong in 0..=MAX_MISTAKES {
        for head in heads.iter().filter(|head| head.wrong.len() <= wrong) {
            for body in bodies.iter().filter(|body| head.wrong.len() + body.wrong.len() == wrong) {
                most = match most.checked_sub(body.bytes.len().max(1)) {
                    Some(left) => left,
                    None => return Vec::new(),
                };
                if is_signed(&head.content(message, &body.bytes)) {
                    let writer = json_libraries::cause(&body.bytes, message.body);
                    return writer.iter().chain(&body.wrong).chain(&head.wrong).cloned().collect();
                }
            }
        }
    }
    Vec::new()
}

/// Returns the mistakes if the signature is our own. PKCS #1 v1.5 is deterministic: signing again gives the same bytes.
fn signed_by_own_key(message: &Message<'_>, heads: &[Head], signature: &[u8]) -> Option<Vec<String>> {
    let key = message.own_key.filter(|key| key.algorithm() == Algorithm::Rsa256)?;
    let is_it =
        |head: &&Head| key.sign(&head.content(message, message.body)).is_ok_and(|own| own == signature);
    let head = heads.iter().find(is_it)?;
    let own = "it was signed with your own key, not with the wallet's: this is your own message";
    Some(std::iter::once(own.to_owned()).chain(head.wrong.iter().cloned()).collect())
}

/// Returns the mistake if one of the wallet keys is our own public key.
pub(super) fn own_public_key(message: &Message<'_>) -> Option<String> {
    let content = Content::new("/", "", "", b"");
    let signature = message.own_key?.sign(&content).ok()?;
    let own = message.signer(&content, &signature)?;
    Some(format!(
        "the wallet key, {}, is your own public key: the wallet shows its key in its console",
        own.name
    ))
}

impl Head {
    fn content<'b>(&'b self, message: &Message<'_>, body: &'b [u8]) -> Content<'b> {
        message.content(self.template, &self.path, &self.id, &self.time, body)
    }
}

/// Returns all combinations, those with the fewest mistakes first.
fn heads(message: &Message<'_>, time: &str) -> Vec<Head> {
    let (times, ids) = (times(message, time), client_ids(message));
    let mut heads = Vec::new();
    for (path_wrong, path) in paths(message.path) {
        for (time_wrong, time) in &times {
            for (id_wrong, id) in &ids {
                for (template_wrong, template) in templates(message) {
                    let wrong = [&template_wrong, &path_wrong, time_wrong, id_wrong];
                    heads.push(Head {
                        wrong: wrong.into_iter().flatten().cloned().collect(),
                        template,
                        path: path.clone(),
                        id: id.clone(),
                        time: time.clone(),
                    });
                }
            }
        }
    }
    heads.sort_by_key(|head| head.wrong.len());
    heads
}

fn wrong<T>(what: &str, part: T) -> Guess<T> {
    (Some(what.to_owned()), part)
}

fn paths(path: &str) -> Vec<Guess<String>> {
    let mut guesses: Vec<Guess<String>> = vec![(None, path.to_owned())];
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
    let version = segments.iter().position(|segment| countersign_codegen::spec::is_version(segment));
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

/// The path prefixes that known gateways put before `/v1/payments/pay`.
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

fn times(message: &Message<'_>, time: &str) -> Vec<Guess<String>> {
    let mut guesses: Vec<Guess<String>> = vec![(None, time.to_owned())];
    guesses.push(wrong("the time was signed with a trailing line break", format!("{time}\n")));
    let other = match message.kind {
        Kind::Response => "Request-Time",
        Kind::Notification => "Response-Time",
    };
    for value in message.values(other) {
        guesses.push((Some(format!("the time that was signed is that of `{other}`")), value.to_owned()));
    }
    if time.trim() != time {
        guesses.push(wrong(
            "the time is surrounded by blanks or line breaks that were not signed",
            time.trim().to_owned(),
        ));
    }
    guesses
}

fn templates(message: &Message<'_>) -> Vec<Guess<Template>> {
    let other = match message.template {
        Template::Standard => {
            wrong("the six-part content was signed: use --content six_part", Template::SixPart)
        }
        Template::SixPart => {
            wrong("the standard content was signed: use --content standard", Template::Standard)
        }
    };
    vec![(None, message.template), other]
}

fn client_ids(message: &Message<'_>) -> Vec<Guess<String>> {
    let mut guesses: Vec<Guess<String>> = vec![(None, message.client_id.to_owned())];
    for value in message.values("Client-Id").into_iter().filter(|value| *value != message.client_id) {
        let what = "the client id that was signed is that of the header, not your own";
        guesses.push(wrong(what, value.to_owned()));
    }
    guesses
}
