//! How the wallet knows a repeat.

use super::call::Call;
use super::error::LedgerError;
use super::money::Money;
use super::paths;
use super::refusal::{Refusal, Stop};
use super::store::{Read, Writer};
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use countersign_codegen::model::{IdempotencyKey, LedgerField};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The kind of the records of requests of which nothing else is kept.
const REQUEST: &str = "request";

/// What two payments of one id must have in common to be the same one, as one text: the amount, and what the endpoint
/// declares. Whatever else differs is ignored.
pub(super) fn of_payment(call: &Call<'_>, amount: &Money) -> Result<String, LedgerError> {
    let compared = call.paths(LedgerField::Compared).map(|path| paths::unfolded(call.request, path));
    Ok(serde_json::to_string(&(amount, compared.collect::<Vec<_>>()))?)
}

/// Returns the fields of a key with their values, by which a request is recognised. `None` if the key does not count, so that
/// the request repeats nothing: an `all` key lacks a field, or an `any` key lacks every one.
pub(super) fn key<'a>(key: &'a IdempotencyKey, request: &'a Value) -> Option<Vec<(&'a str, &'a Value)>> {
    let given = key.fields().iter().map(|name| {
        let value = request.get(name).filter(|value| paths::is_there(value))?;
        Some((name.as_str(), value))
    });
    match key {
        key if key.is_empty() => None,
        IdempotencyKey::All(_) => given.collect(),
        IdempotencyKey::Any(_) => given.flatten().next().map(|first| vec![first]),
    }
}

/// Returns the response to the first request with this key, and makes it if this is the first. Only digests of the request
/// are kept, because it may hold secrets.
///
/// # Errors
/// When anything else in it was different then.
pub(super) fn first<R: Serialize + DeserializeOwned>(
    call: &Call<'_>,
    writer: &Writer<'_>,
    key: &[(&str, &Value)],
    make: impl FnOnce() -> Result<R, LedgerError>,
) -> Result<R, Stop> {
    let (endpoint, api) = (call.endpoint, &call.api.name);
    let id = fingerprint(&(&endpoint.version, &endpoint.path, key))?;
    let all = fingerprint(call.request)?;
    match writer.get::<(String, R)>(REQUEST, api, &id)? {
        Some((known, given)) if known == all => Ok(given),
        Some(_) => {
            let names: Vec<&str> = key.iter().map(|(name, _)| *name).collect();
            Err(Refusal::inconsistent(&names.join("` and `")).into())
        }
        None => {
            let given = make()?;
            writer.put(REQUEST, api, &id, &(all, &given))?;
            Ok(given)
        }
    }
}

fn fingerprint(value: &impl Serialize) -> Result<String, LedgerError> {
    Ok(BASE64_STANDARD_NO_PAD.encode(digest(&SHA256, &serde_json::to_vec(value)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_key_counts_when_all_that_it_needs_is_there() {
        let fields = || vec!["shop".to_owned(), "order".to_owned()];
        let (all, any) = (IdempotencyKey::All(fields()), IdempotencyKey::Any(fields()));
        let by_any = |name: &'static str, value: Value| Some((name, value));
        for (request, counts, first) in [
            (json!({ "shop": "a", "order": 0 }), true, by_any("shop", json!("a"))),
            (json!({ "shop": "", "order": "b" }), false, by_any("order", json!("b"))),
            (json!({ "shop": null, "order": "b" }), false, by_any("order", json!("b"))),
            (json!({ "shop": {}, "order": "b" }), false, by_any("order", json!("b"))),
            (json!({ "order": "b" }), false, by_any("order", json!("b"))),
            (json!({ "shop": "", "order": [] }), false, None),
            (json!({}), false, None),
        ] {
            assert_eq!(key(&all, &request).is_some(), counts, "{request}");
            let found = key(&any, &request).map(|pairs| {
                assert_eq!(pairs.len(), 1, "{request}");
                (pairs[0].0, pairs[0].1.clone())
            });
            assert_eq!(found, first, "{request}");
            assert_eq!(key(&IdempotencyKey::default(), &request), None);
        }
    }
}
