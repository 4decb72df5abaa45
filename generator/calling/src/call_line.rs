//! Calls as command lines.

use super::shell::quoted;
use countersign_runtime::Json;
use serde_json::Value;
use std::path::PathBuf;

/// What the command lines of reports have in common.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    /// `countersign`, or whatever else it is started by; not quoted.
    pub(super) program: String,
    /// For the same keys and address: `--keys`, `DIR`.
    pub(super) flags: Vec<String>,
    /// To be trusted by curl.
    pub(super) certificate: Option<PathBuf>,
}

impl Default for Lines {
    fn default() -> Self {
        Self { program: "countersign".to_owned(), flags: Vec::new(), certificate: None }
    }
}

impl Lines {
    /// `countersign call claro v1/payments/pay --body '{..}'`, and the flags behind it, as a POSIX shell reads them.
    pub(super) fn with_body(&self, api: &str, endpoint: &str, body: &Json, more: &[String]) -> String {
        self.line(api, endpoint, ["--body".to_owned(), body.to_string()], more)
    }

    /// The same with one `--set` for each of a few values.
    pub(super) fn with_values(
        &self,
        api: &str,
        endpoint: &str,
        values: &[(String, &Value)],
        more: &[String],
    ) -> String {
        let values = values.iter().flat_map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            ["--set".to_owned(), format!("{name}={text}")]
        });
        self.line(api, endpoint, values, more)
    }

    fn line(
        &self,
        api: &str,
        endpoint: &str,
        body: impl IntoIterator<Item = String>,
        more: &[String],
    ) -> String {
        let mut line = self.program.clone();
        let start = ["call", api, endpoint].map(str::to_owned);
        let end = self.flags.iter().cloned().chain(more.iter().cloned());
        for word in start.into_iter().chain(body).chain(end) {
            line.push(' ');
            line.push_str(&quoted(&word));
        }
        line
    }
}
