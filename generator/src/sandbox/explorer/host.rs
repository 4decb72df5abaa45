//! What the explorer needs of the sandbox that it shows.

use crate::model::Api;
use bytes::Bytes;
use serde_json::Value;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

/// What is waited for.
pub(crate) type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A call that the sandbox is to make to itself, signed with its own test merchant's key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Order {
    /// `claro`.
    pub(crate) api: String,
    /// `v1/payments/pay`.
    pub(crate) endpoint: String,
    /// JSON text, an object. What is sent of it is among the steps of the answer.
    pub(crate) body: String,
    /// The name of a fault for this call alone.
    pub(crate) fault: Option<String>,
}

/// The sandbox, as the explorer sees it. No answer holds a private key or anything else that is secret.
pub(crate) trait Host: Send + Sync {
    /// The APIs that are served.
    fn apis(&self) -> &[Arc<Api>];

    /// The answer to `/-/apis.json`, once it was made.
    fn document(&self) -> &OnceLock<Bytes>;

    /// What was received after the entry with that number, oldest first, and whether there is more of it. Each entry:
    ///
    /// `{ seq, time, api, endpoint, verdict, fault, request: { headers: [[name, value]], body }, answer: { status,
    /// headers, body } }`. `seq` grows by one from 1, `time` is RFC 3339, `verdict` is a short text, `fault` a name or
    /// null, and `answer` null when there was none.
    fn received(&self, after: u64) -> (Vec<Value>, bool);

    /// `{ known: [{ name, doc }], on: { "claro/v1/payments/pay": name } }`.
    fn faults(&self) -> Value;

    /// Switches the fault of an endpoint (`claro/v1/payments/pay`) on, or off with `None`.
    ///
    /// # Errors
    /// Says what is wrong when there is no such fault or endpoint.
    fn set_fault(&self, endpoint: &str, fault: Option<&str>) -> Result<(), String>;

    /// Signs and sends, and tells what happened:
    ///
    /// `{ steps: { body, content, headers: [[name, value]], answer: { status, headers, body } | null, verified: { holds,
    /// why } | null, outcome, result: { resultStatus, resultCode, resultMessage } | null, attempts }, curl, command,
    /// rust }`; `outcome` is the name of the `Outcome`, or `Error` together with `error`, a text. The last three, which
    /// say how to do the same elsewhere, may be left out.
    fn call(&self, order: Order) -> Pending<'_, Value>;
}
