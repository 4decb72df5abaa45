//! What to do after a call.

use super::Options;
use super::call_line::Lines;
use super::ended::Ended;
use super::inquiry::Question;
use countersign_codegen::model::{Api, Endpoint, Inquiry, Status, StatusMapping, Version, advice_after};
use countersign_runtime::{self as runtime, Json, WalletResult};
use serde_json::Value;

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// In words.
    pub words: String,
    /// As a command that can be run as it is, where there is one.
    pub line: Option<String>,
}

/// A call that has ended.
pub(super) struct Call<'a> {
    pub(super) ended: Ended,
    pub(super) api: &'a Api,
    pub(super) version: &'a Version,
    pub(super) endpoint: &'a Endpoint,
    /// What was asked for, sensitive values and all.
    pub(super) body: &'a Value,
    /// `body` with the digits of its numbers kept.
    pub(super) exact: &'a Json,
    /// The result in a verified response.
    pub(super) result: Option<&'a WalletResult>,
    /// A verified answer.
    pub(super) answer: Option<&'a Value>,
    /// The request was refused because an earlier one with the same key stands.
    pub(super) refused_for_earlier: bool,
    /// An answer that nobody has signed claims that the wallet does not know who asks.
    pub(super) unauthenticated: bool,
    /// The request breaks the spec, and was sent all the same.
    pub(super) breaks: bool,
    pub(super) lines: &'a Lines,
    pub(super) options: &'a Options,
}

impl Call<'_> {
    /// In words; `None` when the cause says it.
    pub(super) fn to_do(&self) -> Option<String> {
        if let Some((status, value)) = self.open() {
            let stands = value.map_or_else(|| "is missing".to_owned(), |value| format!("is {value}"));
            return Some(format!(
                "Still open, for `{status}` {stands}: ask again. Do not pay or refund anew."
            ));
        }
        let (code, status) = match self.ended {
            Ended::NotSent => return None,
            Ended::Unauthenticated => ("", Status::Failed),
            _ => self.said(),
        };
        let advice = advice_after(self.endpoint, code, status);
        let fix = "Fix the client id, the key or the key version first.";
        Some(if self.unauthenticated { format!("{fix} {advice}") } else { advice })
    }

    /// The code, and the status that counts.
    fn said(&self) -> (&str, Status) {
        let Some(result) = self.result else { return ("", Status::Unknown) };
        let status = match (self.ended, &result.status) {
            (Ended::Success, _) => Status::Success,
            (Ended::Accepted, _) => Status::Accepted,
            (Ended::Failed, _) => Status::Failed,
            _ if self.refused_for_earlier => Status::Failed,
            (_, runtime::Status::Unknown | runtime::Status::Other(_)) => Status::Unknown,
            // The response may be about another call, or about the repeat alone.
            _ => return ("", Status::Unknown),
        };
        (result.code.as_str(), status)
    }

    /// Of a question that was answered, where the answer says that it is not over: the field and its value.
    fn open(&self) -> Option<(&str, Option<&str>)> {
        let mapping = &self.endpoint.inquiry.as_ref().filter(|_| self.ended == Ended::Success)?.status;
        let value = status_of(self.answer?, mapping);
        let is_over =
            |value: &str| mapping.success.iter().chain(&mapping.failure).any(|known| known == value);
        (!value.is_some_and(is_over)).then_some((mapping.status.as_str(), value))
    }

    /// The next step, with the command that takes it.
    pub(super) fn next(&self) -> Option<Next> {
        let (code, status) = self.said();
        let is_answered = !matches!(self.ended, Ended::NotSent | Ended::Unauthenticated);
        if self.endpoint.read_only {
            let not_found = |inquiry: &Inquiry| inquiry.not_found.iter().any(|known| known == code);
            let not_yet = status == Status::Failed && self.endpoint.inquiry.as_ref().is_some_and(not_found);
            let again = is_answered
                && (self.open().is_some() || not_yet || matches!(status, Status::Unknown | Status::Accepted));
            return again.then(|| self.again("ask again"));
        }
        if !is_answered || !(self.refused_for_earlier || matches!(status, Status::Unknown | Status::Accepted))
        {
            return None;
        }
        if let Some(question) =
            Question::about(self.api, self.version, self.endpoint, self.body, self.options.show_sensitive)
        {
            let words = if self.refused_for_earlier {
                "ask what became of the first request"
            } else {
                "ask how it ended"
            };
            return Some(self.ask(words, &question));
        }
        (status == Status::Unknown).then(|| {
            if self.endpoint.is_repeatable() {
                return self.again("send the same request again, with the same id, which is safe");
            }
            let words =
                "ask the wallet's support, with the trace id and the time; the spec names no endpoint to ask";
            Next { words: words.to_owned(), line: None }
        })
    }

    fn ask(&self, words: &str, question: &Question<'_>) -> Next {
        let words = format!("{}{words}", if self.unauthenticated { "once that is fixed, " } else { "" });
        let inquiry = question.inquiry.address();
        let line = self.lines.with_values(&self.api.name, &inquiry, &question.values, &self.headers());
        match (question.missing.as_slice(), self.hides_headers()) {
            ([], false) => Next { words, line: Some(line) },
            ([], true) => Next { words: format!("{words}, with the same --header: {line}"), line: None },
            (missing, _) => {
                let missing = missing.join(" ");
                Next {
                    words: format!("{words}; add {missing}, which the spec wants, to: {line}"),
                    line: None,
                }
            }
        }
    }

    /// The same request again: as it was, or not at all. A fault that was asked for is not asked for again.
    fn again(&self, words: &str) -> Next {
        let shown = super::hidden(self.body, &self.endpoint.request, self.version);
        if (shown != *self.body && !self.options.show_sensitive) || self.hides_headers() {
            return Next { words: format!("{words}; --show-sensitive shows the line"), line: None };
        }
        let mut more: Vec<String> = self.headers();
        more.extend(self.options.encrypt.then(|| "--encrypt".to_owned()));
        // What an earlier one did is not undone by an F of the next.
        more.extend((!self.endpoint.read_only).then(|| "--repeat".to_owned()));
        more.extend(self.breaks.then(|| "--no-check".to_owned()));
        let address = self.endpoint.address();
        let line = self.lines.with_body(&self.api.name, &address, self.exact, &more);
        Next { words: words.to_owned(), line: Some(line) }
    }

    fn headers(&self) -> Vec<String> {
        let shown = self.options.headers.iter().filter(|_| self.options.show_sensitive);
        shown.flat_map(|(name, value)| ["--header".to_owned(), format!("{name}: {value}")]).collect()
    }

    fn hides_headers(&self) -> bool {
        !self.options.headers.is_empty() && !self.options.show_sensitive
    }
}

/// The text that says how the other call stands.
fn status_of<'a>(answer: &'a Value, mapping: &StatusMapping) -> Option<&'a str> {
    let found = mapping.status.split('.').try_fold(answer, |value, name| value.get(name));
    found.and_then(Value::as_str)
}
