//! A call as code that uses the generated crate.

use super::Violation;
use countersign_codegen::emit::snippet;
use countersign_codegen::model::{Api, Endpoint, Version};
use serde_json::Value;

/// A function, formatted. What the spec does not allow has no way to be written there: then it is a comment that says so.
#[must_use]
pub fn rust_snippet(
    api: &Api,
    version: &Version,
    endpoint: &Endpoint,
    body: &Value,
    violations: &[Violation],
) -> String {
    let why = violations.first().map_or_else(String::new, |first| format!(": {first}"));
    let code = if violations.is_empty() { snippet(api, version, endpoint, body) } else { None };
    code.unwrap_or_else(|| format!("// The generated crate has no way to write this request{why}.\n"))
}
