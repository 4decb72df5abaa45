//! Whatever is asked, the answer fits the spec: every endpoint of every API, with requests of all kinds.

use super::super::LedgerResponse;
use super::support::{APIS, Wallet, start};
use countersign_codegen::model::{Field, Kind, Primitive, Shape, Type, Version};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// A value that fits a type; objects with all of their fields.
fn sample(field: &Field, version: &Version, depth: usize) -> Value {
    let value = of_type(&field.name, &field.ty, version, depth);
    if field.json_text { Value::String(value.to_string()) } else { value }
}

fn of_type(name: &str, ty: &Type, version: &Version, depth: usize) -> Value {
    match ty {
        Type::Text(_) | Type::Url(_) if name == "value" => json!("100"),
        Type::Text(_) | Type::Url(_) if name == "currency" => json!("USD"),
        Type::Url(_) => json!("https://shop.example/paid"),
        Type::Text(limits) => json!(name.chars().take(limits.max.unwrap_or(64)).collect::<String>()),
        Type::Integer { .. } => json!(100),
        // A flag that is set asks for another kind of payment, which takes more fields.
        Type::Primitive(Primitive::Boolean) => json!(false),
        Type::Primitive(primitive) => (primitive.info().sample)("2027-01-01T00:00:00Z"),
        Type::List { .. } => json!([]),
        Type::Map { .. } => json!({}),
        Type::Named(named) => match &version.type_named(named).expect("a type").shape {
            Shape::Enum(values) => json!(values.values.first().expect("a value").value),
            Shape::Object(fields) => object(fields, version, depth + 1),
        },
    }
}

fn object(fields: &[Field], version: &Version, depth: usize) -> Value {
    let fields = fields.iter().filter(|_| depth < 5);
    Value::Object(
        fields.map(|field| (field.name.clone(), sample(field, version, depth))).collect::<Map<_, _>>(),
    )
}

/// Names a payment by the merchant's id, which all requests of a version share, and a refund by one of its own.
fn asked(mut request: Value, version: &Version, round: u32) -> Value {
    let fields = request.as_object_mut().expect("an object");
    if let Some(id) = fields.get_mut("paymentRequestId") {
        *id = json!(format!("order of {}", version.name));
        fields.remove("paymentId");
    }
    fields.remove("refundId");
    if let Some(id) = fields.get_mut("refundRequestId") {
        *id = json!(format!("refund {round}"));
    }
    request
}

#[test]
fn every_answer_fits() {
    let mut seen = BTreeSet::new();
    for api in APIS.iter() {
        let wallet = Wallet::new(&api.name);
        for round in 0..2 {
            for (version, endpoint) in
                api.versions.iter().flat_map(|version| version.endpoints.iter().map(move |e| (version, e)))
            {
                if endpoint.sandbox.is_none() || endpoint.kind == Kind::Notification {
                    continue;
                }
                let path = format!("{}/{}", version.name, endpoint.path);
                let request = asked(object(&endpoint.request, version, 0), version, round);
                let answer = wallet.ask(&path, &request);
                seen.insert(format!("{}/{path}: {:?}", api.name, answer.status));
                // Without each of its fields, which may be an error, and is never a misfit.
                for field in &endpoint.request {
                    let mut less = request.clone();
                    less.as_object_mut().expect("an object").remove(&field.name);
                    if less.get("paymentRequestId").is_some() {
                        less["paymentRequestId"] = json!(format!("without {}", field.name));
                    }
                    wallet.ask(&path, &less);
                }
            }
            wallet.pass(Duration::from_secs(10));
        }
    }
    for expected in [
        "alipay-connect/v2/payments/pay: Success",
        "claro/v1/payments/pay: Accepted",
        "claro/v1/payments/refund: Success",
        "claro/v2/payments/capture: Failed",
        "gcash/v1/authorizations/applyToken: Success",
        "tngd/v1/payments/inquiryPayment: Success",
        "demo/v2/payments/cancel: Success",
    ] {
        assert!(seen.contains(expected), "{expected} is not in {seen:#?}");
    }
}

#[test]
fn nonsense_is_answered() {
    for api in APIS.iter() {
        let wallet = Wallet::new(&api.name);
        for endpoint in api.versions.iter().flat_map(|version| &version.endpoints) {
            let strange = |value: Value| {
                let fields = endpoint.request.iter().map(|field| (field.name.clone(), value.clone()));
                Value::Object(fields.collect())
            };
            let long = json!("é".repeat(5000));
            for request in [json!(null), json!([]), strange(json!([])), strange(json!(-1.5)), strange(long)] {
                let answer = wallet.ledger.answer(api, endpoint, &request, start(), None).expect("an answer");
                if let LedgerResponse::Result { message, .. } = answer {
                    assert!(message.chars().count() <= 256, "{message}");
                }
            }
        }
    }
}
