//! A sandbox that answers without a wallet, and remembers what it was told.

use crate::Generator;
use crate::calling::{call_line, find_endpoint, rust_snippet, violations};
use crate::model::Api;
use crate::sandbox::explorer::{Host, Order, Pending};
use bytes::Bytes;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// What a name, a doc, or an answer says that would like to be more than text.
pub(super) const SCRIPT: &str =
    "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";

pub(super) struct FakeHost {
    apis: Vec<Arc<Api>>,
    document: OnceLock<Bytes>,
    pub(super) orders: Mutex<Vec<Order>>,
    on: Mutex<BTreeMap<String, String>>,
}

impl FakeHost {
    /// With the APIs of this repository.
    pub(super) fn shipped() -> Self {
        Self::of(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs").as_path())
    }

    /// With the APIs below a folder.
    pub(super) fn of(specs: &Path) -> Self {
        let (apis, _) = Generator::new(specs).read().expect("specs without errors");
        let apis = apis.into_iter().map(Arc::new).collect();
        Self { apis, document: OnceLock::new(), orders: Mutex::default(), on: Mutex::default() }
    }

    fn answer(&self, order: &Order) -> Value {
        let (status, code, message) = match order.fault.as_deref() {
            Some("failed") => ("F", "PROCESS_FAIL", SCRIPT),
            Some("unknown") => ("U", "UNKNOWN_EXCEPTION", "try again"),
            _ => ("A", "ACCEPT", "accept"),
        };
        let result = json!({ "resultStatus": status, "resultCode": code, "resultMessage": message });
        let mut body = json!({ "result": result.clone() });
        if status == "A" {
            body["paymentId"] = "202511230000000001".into();
            body["actionForm"] = json!({ "actionFormType": "REDIRECTION", "redirectionUrl": "https://wallet.example/cashier?order=1" });
        }
        let holds = order.fault.as_deref() != Some("tampered");
        let outcome = match status {
            _ if !holds => "Unknown",
            "A" => "Accepted",
            "F" => "Failed",
            _ => "Unknown",
        };
        let time = "2025-11-23T10:15:30.000Z";
        let path = format!("/api/{}", order.endpoint);
        let sent: Value = serde_json::from_str(&order.body).expect("JSON");
        let api = self.apis.iter().find(|api| api.name == order.api).expect("an API");
        let (version, endpoint) = find_endpoint(api, &order.endpoint).expect("an endpoint");
        let rust = rust_snippet(api, version, endpoint, &sent, &violations(&sent, endpoint, version));
        let signature = "algorithm=RSA256, keyVersion=1, signature=KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyGSPuOZ48058UVJUkkR21iD9JkHBGR%2F4mq6bYZbKsWkxZmjfPaoGDJdqq2fJiMJvCFhYSdYRvnMpsdMbmjlRVjNXSxKRZTz%3D%3D";
        json!({
            "steps": {
                "body": order.body,
                "content": format!("POST {path}\nSANDBOX_5YEV2N2ZV8LC00920.{time}.{}", order.body),
                "headers": [
                    ["content-type", "application/json; charset=UTF-8"],
                    ["client-id", "SANDBOX_5YEV2N2ZV8LC00920"],
                    ["request-time", time],
                    ["signature", signature],
                ],
                "answer": {
                    "status": 200,
                    "headers": [["client-id", "SANDBOX_5YEV2N2ZV8LC00920"], ["response-time", time], ["signature", signature]],
                    "body": body.to_string(),
                },
                "verified": {
                    "holds": holds,
                    "why": if holds { "RSA256 by the wallet's key of version 1." } else { "The body was changed after signing." },
                },
                "outcome": outcome,
                "result": result,
                "attempts": 1,
            },
            "command": call_line(&order.api, &order.endpoint, &sent, &[]),
            "rust": rust,
            "curl": format!("curl http://127.0.0.1:8620{path} \\\n  -H 'client-id: SANDBOX_5YEV2N2ZV8LC00920' \\\n  -H 'signature: {signature}' \\\n  --data-binary '{}'", order.body),
        })
    }
}

impl Host for FakeHost {
    fn apis(&self) -> &[Arc<Api>] {
        &self.apis
    }

    fn document(&self) -> &OnceLock<Bytes> {
        &self.document
    }

    fn received(&self, after: u64) -> (Vec<Value>, bool) {
        let orders = self.orders.lock().expect("orders");
        let numbered = orders.iter().enumerate().map(|(number, order)| (number as u64 + 1, order));
        let entries = numbered
            .filter(|(seq, _)| *seq > after)
            .map(|(seq, order)| {
                let told = self.answer(order);
                json!({
                    "seq": seq,
                    "time": "2025-11-23T10:15:30.000Z",
                    "api": order.api,
                    "endpoint": order.endpoint,
                    "verdict": format!("{} {}", told["steps"]["result"]["resultStatus"].as_str().unwrap_or_default(), told["steps"]["result"]["resultCode"].as_str().unwrap_or_default()),
                    "fault": order.fault,
                    "request": { "headers": told["steps"]["headers"], "body": order.body },
                    "answer": told["steps"]["answer"],
                })
            })
            .collect();
        (entries, false)
    }

    fn faults(&self) -> Value {
        json!({
            "known": [
                { "name": "failed", "doc": "Answers `PROCESS_FAIL` with status F." },
                { "name": "unknown", "doc": "Answers `UNKNOWN_EXCEPTION` with status U." },
                { "name": "tampered", "doc": "Changes a byte of the answer after signing it." },
            ],
            "on": *self.on.lock().expect("faults"),
        })
    }

    fn set_fault(&self, endpoint: &str, fault: Option<&str>) -> Result<(), String> {
        if !matches!(fault, None | Some("failed" | "unknown" | "tampered")) {
            return Err(format!("there is no fault `{}`", fault.unwrap_or_default()));
        }
        let mut on = self.on.lock().expect("faults");
        match fault {
            Some(fault) => on.insert(endpoint.to_owned(), fault.to_owned()),
            None => on.remove(endpoint),
        };
        Ok(())
    }

    fn call(&self, order: Order) -> Pending<'_, Value> {
        let told = self.answer(&order);
        self.orders.lock().expect("orders").push(order);
        Box::pin(std::future::ready(told))
    }
}
