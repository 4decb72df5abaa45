//! Descriptors of endpoints, with the same content as those in generated crates.

use super::kept::{Shared, SharedList, pairs, shared, shared_list, text, texts};
use countersign_codegen::model::{
    self, Action, Api, Endpoint, Status, Version, asked_codes, closing, response_ids, settling,
};
use countersign_runtime as runtime;
use std::collections::BTreeMap;
use std::sync::Mutex;

static ENDPOINTS: Shared<runtime::Endpoint> = Mutex::new(BTreeMap::new());
static SETTLINGS: Shared<runtime::Settling> = Mutex::new(BTreeMap::new());
static ACCEPTED: SharedList<runtime::AcceptedCode> = Mutex::new(BTreeMap::new());

/// The descriptor of an endpoint that is called.
pub(super) fn endpoint(api: &Api, version: &Version, endpoint: &Endpoint) -> &'static runtime::Endpoint {
    let mut made = alone(api, version, endpoint);
    if let Some(settling) = settled_by(api, endpoint) {
        made = made.with_settled_by(shared(&SETTLINGS, settling));
    }
    shared(&ENDPOINTS, made)
}

/// The descriptor without the endpoints that it names, which may name others in turn.
fn alone(api: &Api, version: &Version, endpoint: &Endpoint) -> runtime::Endpoint {
    let codes = |wanted: &[&str]| texts(wanted.iter().copied());
    let sensitive = model::hidden_fields(endpoint, api);
    let made = runtime::Endpoint::new(text(&endpoint.version), text(&endpoint.path))
        .with_idempotency_key(key(&endpoint.idempotency_key))
        .with_sensitive_fields(texts(sensitive.iter().map(String::as_str)))
        .with_response_ids(codes(&response_ids(endpoint, version)))
        .with_retried_codes(codes(&retried_codes(endpoint)))
        .with_asked_codes(codes(&asked_codes(endpoint)))
        .with_accepted_codes(accepted_codes(endpoint));
    if endpoint.read_only { made.with_read_only() } else { made }
}

fn retried_codes(endpoint: &Endpoint) -> Vec<&str> {
    let retried = endpoint.results.iter().filter(|result| {
        result.status == Status::Unknown && endpoint.action(result) == Some(Action::RetryLater)
    });
    retried.map(|result| result.code.as_str()).collect()
}

fn accepted_codes(endpoint: &Endpoint) -> &'static [runtime::AcceptedCode] {
    let accepted = endpoint.results.iter().filter(|result| !result.accepted.is_empty());
    let accepted = accepted.map(|result| {
        runtime::AcceptedCode::new(text(&result.code), texts(result.accepted.iter().map(String::as_str)))
    });
    shared_list(&ACCEPTED, accepted.collect())
}

fn key(key: &model::IdempotencyKey) -> runtime::IdempotencyKey {
    let fields = texts(key.fields().iter().map(String::as_str));
    match key {
        model::IdempotencyKey::All(_) => runtime::IdempotencyKey::All(fields),
        model::IdempotencyKey::Any(_) => runtime::IdempotencyKey::Any(fields),
    }
}

fn settled_by(api: &Api, call: &Endpoint) -> Option<runtime::Settling> {
    let settling = settling(call, api)?.ok()?;
    let mut made = runtime::Settling::new(other(api, settling.inquiry)?, status(settling.status))
        .with_ask(pairs(&settling.ask))
        .with_ids(ids(&settling.ids))
        .with_money(pairs(&settling.money))
        .with_not_found(not_found(&settling.rules.not_found));
    if let Some(entry) = &settling.rules.entry {
        made = made.with_entry(runtime::ListEntry::new(text(&entry.list), pairs(&entry.equal)));
    }
    if settling.rules.unnamed_accepted {
        made = made.with_unnamed_accepted();
    }
    if let Some(Ok(closing)) = closing(call, api) {
        let by = runtime::Closing::new(other(api, closing.endpoint)?, pairs(&closing.fields));
        made = made.with_closed_by(by);
    }
    Some(made)
}

/// An endpoint that another one names.
fn other(api: &Api, named: &Endpoint) -> Option<&'static runtime::Endpoint> {
    let (version, named) = api.endpoint(&named.address())?;
    Some(shared(&ENDPOINTS, alone(api, version, named)))
}

fn not_found(not_found: &model::NotFound) -> runtime::NotFound {
    let made = runtime::NotFound::new(texts(not_found.codes.iter().map(String::as_str)));
    match not_found.final_after {
        Some(after) => made.final_after(after.times, after.every),
        None => made,
    }
}

fn ids(ids: &model::Ids) -> runtime::Ids {
    let fields = pairs(ids.pairs());
    match ids {
        model::Ids::All(_) => runtime::Ids::All(fields),
        model::Ids::Any(_) => runtime::Ids::Any(fields),
    }
}

fn status(mapping: &model::StatusMapping) -> runtime::StatusMapping {
    let values = |values: &[String]| texts(values.iter().map(String::as_str));
    let (success, failure) = (values(&mapping.success), values(&mapping.failure));
    runtime::StatusMapping::new(text(&mapping.status), success, failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(api: &str, address: &str) -> String {
        let apis = crate::apis("../../specs", &[api]).expect("specs");
        let (version, found) = apis[0].endpoint(address).expect("the endpoint");
        let once = endpoint(&apis[0], version, found);
        assert!(std::ptr::eq(once, endpoint(&apis[0], version, found)), "the same is kept once");
        format!("{once:?}")
    }

    fn has(described: &str, parts: &[&str]) {
        for part in parts {
            assert!(described.contains(part), "no {part} in {described}");
        }
    }

    #[test]
    fn it_says_how_an_outcome_becomes_known() {
        has(
            &described("claro", "v1/payments/pay"),
            &[
                r#"idempotency_key: All(["paymentRequestId"])"#,
                r#"settled_by: Some(Settling { inquiry: Endpoint { version: "v1", path: "payments/inquiryPayment""#,
                r#"ask: [("partnerId", "partnerId"), ("paymentRequestId", "paymentRequestId")]"#,
                r#"ids: All([("paymentRequestId", "paymentRequestId")])"#,
                r#"money: [("paymentAmount", "paymentAmount")]"#,
                r#"StatusMapping { status: "paymentStatus", success: ["SUCCESS"], failure: ["FAIL", "CANCELLED"] }"#,
                r#"NotFound { codes: ["ORDER_NOT_EXIST"], final_after: None }"#,
                r#"asked_codes: ["REPEAT_REQ_INCONSISTENT"]"#,
                r#"accepted_codes: [AcceptedCode { code: "PAYMENT_IN_PROCESS", fields: ["actionForm"] }]"#,
            ],
        );
        has(
            &described("demo", "v2/payments/cancel"),
            &[
                r#"idempotency_key: Any(["paymentId", "paymentRequestId"])"#,
                r#"response_ids: ["paymentId", "paymentRequestId"]"#,
            ],
        );
        has(&described("claro", "v1/payments/inquiryPayment"), &["read_only: true", "asked_codes: []"]);
    }

    #[test]
    fn a_key_that_is_a_token_is_hidden() {
        has(
            &described("claro", "v1/authorizations/cancelToken"),
            &[r#"sensitive_fields: ["accessToken"]"#, r#"All(["accessToken"])"#],
        );
    }
}
