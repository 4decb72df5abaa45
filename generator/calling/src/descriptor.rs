//! Descriptors of endpoints, with the same content as those in generated crates.

use super::dialect;
use countersign_codegen::model::{
    self, Action, Api, Endpoint, Status, Version, asked_codes, closing, response_ids, settling,
};
use countersign_runtime as runtime;
use countersign_runtime::{Handle, Texts};

/// The descriptor of an API.
pub(super) fn api(api: &Api) -> runtime::Api {
    runtime::Api {
        name: api.name.clone().into(),
        base_path: api.base_path.clone().into(),
        dialect: dialect::to_runtime(&api.dialect),
    }
}

/// The descriptor of an endpoint that is called.
pub(super) fn endpoint(api: &Api, version: &Version, endpoint: &Endpoint) -> Handle<runtime::Endpoint> {
    let settled_by = settled_by(api, endpoint).map(Handle::from);
    runtime::Endpoint { settled_by, ..alone(api, version, endpoint) }.into()
}

/// The descriptor without the endpoints that it names, which may name others in turn.
fn alone(api: &Api, version: &Version, endpoint: &Endpoint) -> runtime::Endpoint {
    runtime::Endpoint {
        version: endpoint.version.clone().into(),
        path: endpoint.path.clone().into(),
        idempotency_key: key(&endpoint.idempotency_key),
        response_ids: Texts::from_iter(response_ids(endpoint, version)),
        settled_by: None,
        settles: Vec::new().into(),
        read_only: endpoint.read_only,
        retried_codes: Texts::from_iter(retried_codes(endpoint)),
        asked_codes: Texts::from_iter(asked_codes(endpoint)),
        accepted_codes: accepted_codes(endpoint).into(),
        sensitive_fields: Texts::from_iter(model::hidden_fields(endpoint, api)),
    }
}

fn retried_codes(endpoint: &Endpoint) -> Vec<&str> {
    let retried = endpoint.results.iter().filter(|result| {
        result.status == Status::Unknown && endpoint.action(result) == Some(Action::RetryLater)
    });
    retried.map(|result| result.code.as_str()).collect()
}

fn accepted_codes(endpoint: &Endpoint) -> Vec<runtime::AcceptedCode> {
    let accepted = endpoint.results.iter().filter(|result| !result.accepted.is_empty());
    let accepted = accepted.map(|result| runtime::AcceptedCode {
        code: result.code.clone().into(),
        fields: texts(&result.accepted),
    });
    accepted.collect()
}

fn key(key: &model::IdempotencyKey) -> runtime::IdempotencyKey {
    match key {
        model::IdempotencyKey::All(fields) => runtime::IdempotencyKey::All(texts(fields)),
        model::IdempotencyKey::Any(fields) => runtime::IdempotencyKey::Any(texts(fields)),
    }
}

fn settled_by(api: &Api, call: &Endpoint) -> Option<runtime::Settling> {
    let settling = settling(call, api)?.ok()?;
    let rules = settling.rules;
    let entry = rules.entry.as_ref();
    let closed_by = match closing(call, api) {
        Some(Ok(by)) => {
            Some(runtime::Closing { endpoint: other(api, by.endpoint)?, fields: by.fields.into() })
        }
        _ => None,
    };
    Some(runtime::Settling {
        inquiry: other(api, settling.inquiry)?,
        ask: settling.ask.into(),
        ids: ids(settling.ids),
        money: settling.money.into(),
        entry: entry.map(|entry| runtime::ListEntry {
            list: entry.list.clone().into(),
            equal: entry.equal.clone().into(),
        }),
        status: status(settling.status),
        not_found: not_found(&rules.not_found),
        unnamed_accepted: rules.unnamed_accepted,
        closed_by,
    })
}

/// An endpoint that another one names.
fn other(api: &Api, named: &Endpoint) -> Option<Handle<runtime::Endpoint>> {
    let (version, named) = api.endpoint(&named.address())?;
    Some(alone(api, version, named).into())
}

fn not_found(not_found: &model::NotFound) -> runtime::NotFound {
    let mut made = runtime::NotFound::new(&[]);
    made.codes = texts(&not_found.codes);
    match not_found.final_after {
        Some(after) => made.final_after(after.times, after.every),
        None => made,
    }
}

fn ids(ids: model::Ids) -> runtime::Ids {
    match ids {
        model::Ids::All(fields) => runtime::Ids::All(fields.into()),
        model::Ids::Any(fields) => runtime::Ids::Any(fields.into()),
    }
}

fn status(mapping: &model::StatusMapping) -> runtime::StatusMapping {
    runtime::StatusMapping {
        status: mapping.status.clone().into(),
        success: texts(&mapping.success),
        failure: texts(&mapping.failure),
    }
}

fn texts(texts: &[String]) -> Texts {
    texts.to_vec().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(api: &str, address: &str) -> String {
        let apis = crate::apis("../../specs", &[api]).expect("specs");
        let (version, found) = apis[0].endpoint(address).expect("the endpoint");
        format!("{:?}", endpoint(&apis[0], version, found))
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
