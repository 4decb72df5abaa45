//! An API as a collection for Postman.

use super::example::chosen_by_caller;
use countersign_codegen::model::{
    Api, Content, Endpoint, KeyVersion, RequestTime, SignatureEncoding, Version, value_misfits,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What signs each request, in Postman's own JavaScript.
const SCRIPT: &str = include_str!("postman.js");

/// The collection's JSON, format 2.1: each call of the API with its first example as body, in folders by version and
/// group, and a script that signs a request just before it is sent.
///
/// Nothing in it is secret. Base URL, client id, key version and private key are variables of the collection, which are
/// empty unless they are given; the key is best kept in Postman's vault or as a local value. `None` for an API whose
/// requests a script cannot make: those that are encrypted, or signed as six parts.
#[must_use]
pub fn collection(api: &Api, url: Option<&str>, client_id: Option<&str>) -> Option<Value> {
    if api.dialect.encrypted || api.dialect.content == Content::SixPart {
        return None;
    }
    let versions = api.versions.iter().map(|version| {
        let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for endpoint in version.endpoints.iter().filter(|endpoint| endpoint.is_callable()) {
            groups.entry(endpoint.groups().join("/")).or_default().push(request(api, version, endpoint));
        }
        let folders: Vec<Value> =
            groups.into_iter().map(|(name, items)| json!({ "name": name, "item": items })).collect();
        json!({ "name": version.name, "item": folders })
    });
    let versions: Vec<Value> = versions.collect();
    let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    Some(json!({
        "info": { "name": api.title, "description": description(api), "schema": schema },
        "item": versions,
        "event": [{ "listen": "prerequest", "script": { "type": "text/javascript", "exec": lines(&script(api)) } }],
        "variable": [
            variable("baseUrl", url.unwrap_or("https://wallet.example").trim_end_matches('/')),
            variable("clientId", client_id.unwrap_or_default()),
            variable("keyVersion", "1"),
            variable("privateKey", ""),
        ],
    }))
}

fn variable(key: &str, value: &str) -> Value {
    json!({ "key": key, "value": value, "type": "string" })
}

fn description(api: &Api) -> String {
    let about = api.doc.as_deref().unwrap_or_default();
    format!(
        "{about}\n\nSet the variables `baseUrl`, `clientId`, `keyVersion` and `privateKey` (PEM, PKCS#8, without \
         passphrase) to your own. Each request is signed just before it is sent, by a script that loads `jsrsasign` from npm: \
         this needs a Postman that has `pm.require` for npm packages, and a network. Answers are **not** verified here: `countersign call` does that."
    )
}

fn request(api: &Api, version: &Version, endpoint: &Endpoint) -> Value {
    let dialect = &api.dialect;
    let path = api.url_path(endpoint);
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let example = endpoint.examples.iter().find_map(|example| example.request.clone());
    let body = example
        .map_or_else(|| "{}".to_owned(), |body| format!("{:#}", with_fresh_id(body, version, endpoint)));
    let mut headers = vec![json!({ "key": "Content-Type", "value": dialect.content_type })];
    if !dialect.accept.is_empty() {
        headers.push(json!({ "key": "Accept", "value": dialect.accept }));
    }
    headers.extend(endpoint.headers.iter().map(|header| {
        let about = header.doc.as_deref().unwrap_or_default();
        json!({ "key": header.name, "value": "", "description": about, "disabled": !header.required })
    }));
    headers.extend(dialect.headers.iter().map(|(name, value)| json!({ "key": name, "value": value })));
    json!({
        "name": endpoint.last_segment(),
        "request": {
            "method": "POST",
            "header": headers,
            "url": { "raw": format!("{{{{baseUrl}}}}{path}"), "host": ["{{baseUrl}}"], "path": segments },
            "body": { "mode": "raw", "raw": body, "options": { "raw": { "language": "json" } } },
            "description": endpoint.summary,
        },
    })
}

/// With Postman's own variable in place of an id that is chosen anew for each request, where the field takes a UUID.
fn with_fresh_id(mut body: Value, version: &Version, endpoint: &Endpoint) -> Value {
    let uuid = Value::from("00000000-0000-4000-8000-000000000000");
    if let Some(field) = chosen_by_caller(endpoint)
        && let Some(id) = body.get_mut(&field.name)
        && value_misfits(&uuid, field, version).is_empty()
    {
        *id = "{{$guid}}".into();
    }
    body
}

/// The script with what the dialect wants in it.
fn script(api: &Api) -> String {
    let dialect = &api.dialect;
    let time = match dialect.request_time {
        RequestTime::Rfc3339Millis => "now.toISOString().replace('Z', '+00:00')",
        RequestTime::Rfc3339Seconds => "now.toISOString().slice(0, 19) + '+00:00'",
        RequestTime::Rfc3339Zulu => "now.toISOString().slice(0, 19) + 'Z'",
        RequestTime::NoColon => "now.toISOString().slice(0, 19) + '+0000'",
        RequestTime::EpochMillis => "String(now.getTime())",
    };
    let encoded = match dialect.signature_encoding {
        SignatureEncoding::Base64UrlEncoded => "encodeURIComponent(base64)",
        SignatureEncoding::Base64 => "base64",
        SignatureEncoding::Base64Url => "base64.replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '')",
    };
    let label = match dialect.algorithm_label {
        countersign_codegen::model::AlgorithmLabel::Short => "RSA256",
        countersign_codegen::model::AlgorithmLabel::Long => "SHA256withRSA",
    };
    let separator = super::dialect::separator(dialect.header_separator).as_str();
    let version = match dialect.key_version {
        KeyVersion::Shown => "['keyVersion=' + pm.variables.get('keyVersion')]",
        KeyVersion::LeftOut => "[]",
    };
    SCRIPT
        .replace("$TIME", time)
        .replace("$ENCODED", encoded)
        .replace("$LABEL", label)
        .replace("$SEPARATOR", separator)
        .replace("$VERSION", version)
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}
