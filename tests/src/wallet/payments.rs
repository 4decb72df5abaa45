//! What the wallet does when nothing is wrong: it keeps payments in memory.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Payments by the merchant's id.
#[derive(Default)]
pub(super) struct Payments(BTreeMap<String, Payment>);

struct Payment {
    id: String,
    request: Value,
}

impl Payments {
    /// The answer to a verified request. `url` is the wallet's own, for its cashier.
    pub(super) fn answer(&mut self, path: &str, body: &[u8], url: &str) -> Value {
        let Ok(request) = serde_json::from_slice::<Value>(body) else {
            return json!({ "result": result("F", "PARAM_ILLEGAL") });
        };
        match path {
            "/api/v1/payments/pay" => self.pay(request, url),
            "/api/v1/payments/inquiryPayment" => self.inquire(&request),
            _ => json!({ "result": result("F", "INVALID_API") }),
        }
    }

    fn pay(&mut self, request: Value, url: &str) -> Value {
        let Some(request_id) = request["paymentRequestId"].as_str() else {
            return json!({ "result": result("F", "PARAM_ILLEGAL") });
        };
        let id = format!("{:019}", 2_022_000_000_000_000_000_u64 + self.0.len() as u64);
        let payment =
            self.0.entry(request_id.to_owned()).or_insert_with(|| Payment { id, request: request.clone() });
        if payment.request != request {
            return json!({ "result": result("F", "REPEAT_REQ_INCONSISTENT") });
        }
        json!({
            "result": result("A", "ACCEPT"),
            "paymentId": payment.id,
            "actionForm": {
                "actionFormType": "REDIRECTION",
                "redirectionUrl": format!("{url}/cashier?paymentId={}", payment.id),
            },
        })
    }

    /// Every user of this wallet pays at once.
    fn inquire(&self, request: &Value) -> Value {
        let asked = |(request_id, payment): &(&String, &Payment)| match request["paymentId"].as_str() {
            Some(id) => payment.id == id,
            None => request["paymentRequestId"].as_str() == Some(request_id),
        };
        let Some((request_id, payment)) = self.0.iter().find(asked) else {
            return json!({ "result": result("F", "ORDER_NOT_EXIST") });
        };
        json!({
            "result": result("S", "SUCCESS"),
            "paymentId": payment.id,
            "paymentRequestId": request_id,
            "paymentAmount": payment.request["paymentAmount"],
            "paymentTime": "2026-11-22T12:02:01+08:00",
            "paymentStatus": "SUCCESS",
        })
    }
}

/// A `result`, whose message is the code in words.
pub(super) fn result(status: &str, code: &str) -> Value {
    let message = code.to_lowercase().replace('_', " ");
    json!({ "resultStatus": status, "resultCode": code, "resultMessage": message })
}
