//! Descriptors of endpoints, with what a call reads of those in generated crates.

use super::dialect;
use countersign_codegen::model::{
    self, Action, Api, Endpoint, FlatResult, Status, Version, asked_codes, response_ids,
};
use countersign_runtime as runtime;
use countersign_runtime::{Handle, Texts};

/// The descriptor of an API.
pub(super) fn api(api: &Api) -> runtime::Api {
    runtime::Api {
        name: api.name.clone().into(),
        base_path: api.base_path.clone().into(),
        path_template: api.path_template.clone().into(),
        dialect: dialect::to_runtime(&api.dialect),
    }
}

/// The descriptor of an endpoint that is called. Calls straight from specs are not settled by the runtime, so it names no inquiry.
pub(super) fn endpoint(api: &Api, version: &Version, endpoint: &Endpoint) -> Handle<runtime::Endpoint> {
    let descriptor = runtime::Endpoint {
        version: endpoint.version.clone().into(),
        path: endpoint.path.clone().into(),
        url_path: endpoint.url_path.clone().map(Into::into),
        idempotency_key: key(&endpoint.idempotency_key),
        response_ids: Texts::from_iter(response_ids(endpoint, version)),
        settled_by: None,
        settles: Vec::new().into(),
        read_only: endpoint.read_only,
        purpose: None,
        retried_codes: Texts::from_iter(retried_codes(endpoint)),
        asked_codes: Texts::from_iter(asked_codes(endpoint)),
        accepted_codes: accepted_codes(endpoint).into(),
        result: endpoint.flat_result.as_ref().map(flat_result),
        headers: endpoint.headers.iter().map(|header| header.name.as_str()).collect(),
        // What is missing is said before, with all else that breaks the spec, and may be sent all the same.
        required_headers: Texts::EMPTY,
        no_sandbox_path: endpoint.no_sandbox_path,
        sensitive_fields: Texts::from_iter(model::hidden_fields(endpoint, api)),
    };
    descriptor.into()
}

fn flat_result(flat: &FlatResult) -> runtime::FlatResult {
    let words = flat.statuses.iter().map(|(word, status)| (word.clone(), status.letter().to_owned()));
    runtime::FlatResult {
        status: flat.status.clone().into(),
        code: flat.code.clone().into(),
        message: flat.message.clone().into(),
        statuses: words.collect::<Vec<_>>().into(),
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
    fn it_says_what_decides_an_outcome() {
        has(
            &described("claro", "v1/payments/pay"),
            &[
                r#"idempotency_key: All(["paymentRequestId"])"#,
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
        let retried = r#"retried_codes: ["REQUEST_TRAFFIC_EXCEED_LIMIT", "UNKNOWN_EXCEPTION"]"#;
        has(&described("claro", "v1/payments/pay"), &[retried]);
    }

    #[test]
    fn a_key_that_is_a_token_is_hidden() {
        has(
            &described("claro", "v1/authorizations/cancelToken"),
            &[r#"sensitive_fields: ["accessToken"]"#, r#"All(["accessToken"])"#],
        );
    }
}
