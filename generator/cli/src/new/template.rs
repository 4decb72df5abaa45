//! What a new file says. Its comments show each key as it would be written: a line without its `#` is right.

use super::role;
use countersign_codegen::model::{Dialect, DialectValue, Takes, Word, built_in_types};
use heck::ToLowerCamelCase;

/// `api.yaml`.
pub(crate) fn api(name: &str) -> String {
    format!(
        "format: 1
name: {}
title: {}

# More for the front page of the documentation, in Markdown:
# doc: |
#   What the API is for, and where its tables are published.

# Where the wallet counts otherwise than ISO 4217:
# currencies: {{ IDR: {{ multiple_of: 100 }} }}

# What stands between host and `/v1/...`:
# base_path: /api

# What this wallet does differently on the wire; these are the defaults:
# dialect:
{}",
        spelled(name),
        spelled(name),
        dialect()
    )
}

/// Each key with its default, and what else it takes.
fn dialect() -> String {
    let usual = Dialect::default();
    let word = |word: &Word| match word.spelled {
        separator if separator.contains(',') => format!("\"{separator}\""),
        plain => plain.to_owned(),
    };
    let lines = Dialect::KEYS.iter().map(|key| {
        let value = match key.get(&usual) {
            DialectValue::Word(usual) => word(usual),
            DialectValue::Flag(flag) => flag.to_string(),
            DialectValue::Text(text) => format!("\"{text}\""),
            DialectValue::Headers(_) => "{}".to_owned(),
        };
        let other = match &key.takes {
            Takes::Word(words) => {
                format!("or {}", words.iter().skip(1).map(word).collect::<Vec<_>>().join(", "))
            }
            Takes::Flag => "or true".to_owned(),
            Takes::Text(form) => format!("such as {}", form.example),
            Takes::Headers => "such as { Accept-Language: en }".to_owned(),
        };
        format!("#   {:50} # {other}\n", format!("{}: {value}", key.name))
    });
    lines.collect()
}

/// The file of an endpoint.
pub(super) fn endpoint(version: &str, path: &str, notification: bool) -> String {
    let last = path.rsplit('/').next().unwrap_or(path);
    let thing = last.strip_prefix("notify").filter(|rest| notification && !rest.is_empty()).unwrap_or(last);
    let stem = thing.to_lower_camel_case();
    let body = if notification {
        received(version, &call_of(path), &stem)
    } else {
        sent(version, &stem, &role::offered(last, &stem))
    };
    format!("path: {}\nversion: {version}\n{body}{EXAMPLES}", spelled(path))
}

/// The path of the call that a notification is most likely about: `payments/capture` for `payments/notifyCapture`.
fn call_of(path: &str) -> String {
    let (group, last) = path.rsplit_once('/').map_or(("", path), |(group, last)| (group, last));
    let thing = last.strip_prefix("notify").filter(|rest| !rest.is_empty()).unwrap_or(last);
    let mut letters = thing.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    let thing: String = first.into_iter().chain(letters).collect();
    if group.is_empty() { thing } else { format!("{group}/{thing}") }
}

fn sent(version: &str, stem: &str, offer: &role::Offer) -> String {
    let role::Offer { sandbox, fields } = offer;
    let types = types();
    format!(
        "summary: TODO what it does, in one sentence.

# More for the documentation, in Markdown:
# doc: |
#   What a caller has to know.

# The field by which the wallet knows a repeat; such a request may be sent again. Several: {{ all: [a, b] }} together, or
# {{ any: [a, b] }}, whichever is given:
# idempotency_key: {stem}RequestId

# The endpoint to ask when an outcome is unknown, the field of its answer that says how this call ended, and the values
# that are final. A call that only asks has `read_only` instead:
# settled_by:
#   endpoint: {version}/payments/inquiryPayment
#   ask: {{ {stem}RequestId: {stem}RequestId }}
#   status: {stem}Status
#   success: [SUCCESS]
#   failure: [FAIL]
#   not_found: [ORDER_NOT_EXIST]

# The call that ends this one for good, where the wallet says that it also blocks an id that it does not know yet:
# closed_by: {version}/payments/cancel

# What it does in the sandbox, and by which fields; without it, the sandbox answers by the examples.
{sandbox}
{STATE}
# One field a line. {types}
request: {{}}
#   {stem}RequestId: {{ type: string, max_length: 64, required: true, doc: Your id of the request. }}
{fields}#   channel: {{ type: enum, values: [APP, WEB], required: true, doc: Where the user is. }}
#   accessToken: {{ type: string, max_length: 128, sensitive: true, doc: Stands for the user; not shown in logs. }}
#   notifyUrl: {{ type: url, max_length: 1024, doc: Where the wallet sends word. }}
#   tags: {{ type: list, items: {{ type: string, max_length: 32 }}, max_items: 10, doc: Words of your own. }}
#   more: {{ type: map, values: {{ type: string, max_length: 256 }}, doc: Whatever else there is. }}

# Without `result`, which is in every answer.
response: {{}}
#   {stem}Id: {{ type: string, max_length: 64, doc: The wallet's id of it. }}
#   {stem}Time: {{ type: datetime, doc: When it happened. }}
"
    )
}

fn received(version: &str, call: &str, stem: &str) -> String {
    let types = types();
    format!(
        "kind: notification
summary: TODO what the wallet tells by it, in one sentence.

# More for the documentation, in Markdown:
# doc: |
#   What a receiver has to know, {version} of it in particular.

# An id that is always there, and every field that decides the verdict: PENDING, then SUCCESS are two notifications.
# idempotency_key: {{ all: [{stem}Id, {stem}Status] }}

# The calls that it ends, the id by which it names them, and the values that are final:
# settles:
#   - endpoints: [{version}/{call}]
#     id: {stem}RequestId
#     status: {stem}Status
#     success: [SUCCESS]
#     failure: [FAIL]

# What the sandbox tells by it, and in which fields; without it, the sandbox does not send it:
# sandbox: {{ role: notify_payment, fields: {{ id: {stem}Id, request_id: {stem}RequestId, status: {stem}Status }} }}
{STATE}
# What the wallet sends, one field a line. {types}
request: {{}}
#   {stem}Id: {{ type: string, max_length: 64, required: true, doc: The wallet's id of it. }}
#   {stem}RequestId: {{ type: string, max_length: 64, doc: Your id of the request. }}
#   {stem}Time: {{ type: datetime, doc: When it happened. }}
#   {stem}Status: {{ type: enum, values: [SUCCESS, FAIL], doc: How it ended. }}

# What you answer, without `result`, which is in every answer.
response: {{}}
"
    )
}

const STATE: &str = "
# The wallet's tables are incomplete:
# partial: true

# Why not to use it any more, and what instead:
# deprecated: Use v2.
";

/// The built-in types, and how to limit a text.
fn types() -> String {
    let built_in = built_in_types().collect::<Vec<_>>().join(", ");
    format!(
        "Types are {built_in}, and
# the names in `types.yaml`. A text has `max_length`, which is `unlimited` when the wallet states none."
    )
}

const EXAMPLES: &str = "
# Codes that `results.yaml` does not have: S success, A accepted, F failed for good, U unknown.
# results:
#   - { code: ORDER_IS_CLOSED, status: F, doc: The order is closed. }

# Bodies that the wallet's documents show. They must fit the fields above.
# examples:
#   - name: answered
#     response:
#       result: { resultCode: SUCCESS, resultStatus: S, resultMessage: success }
";

/// A name that YAML could take for nothing is put in quotes.
fn spelled(name: &str) -> String {
    if name.eq_ignore_ascii_case("null") { format!("\"{name}\"") } else { name.to_owned() }
}
