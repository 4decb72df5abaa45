//! A call as a command line.

use super::shell::quoted;
use serde_json::Value;

/// `countersign call claro v1/payments/pay --body '{..}'`, and the flags behind it, as a POSIX shell reads them.
#[must_use]
pub fn call_line(api: &str, endpoint: &str, body: &Value, flags: &[&str]) -> String {
    let words = ["countersign", "call", api, endpoint, "--body"];
    let body = body.to_string();
    let words = words.into_iter().chain([body.as_str()]).chain(flags.iter().copied());
    words.map(quoted).collect::<Vec<_>>().join(" ")
}

/// The same with one `--set` for each of a few values.
pub(super) fn set_line(api: &str, endpoint: &str, values: &[(&str, &Value)], flags: &[&str]) -> String {
    let mut words = ["countersign", "call", api, endpoint].map(quoted).to_vec();
    for (name, value) in values {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        words.extend(["--set".to_owned(), quoted(&format!("{name}={text}"))]);
    }
    words.extend(flags.iter().map(|flag| quoted(flag)));
    words.join(" ")
}
