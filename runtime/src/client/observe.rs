//! Hooks for metrics, and what is logged.

use std::time::Duration;

use http::StatusCode;

use crate::{
    codec::{Encode, View},
    endpoint::Endpoint,
};

/// Is told how calls go: for metrics. Keep it quick, it runs within the call. [`Config::observer`](crate::Config::observer)
/// sets one.
///
/// ```
/// use countersign_runtime::{AttemptEnd, Observer};
///
/// struct Metrics;
///
/// impl Observer for Metrics {
///     fn attempt(&self, attempt: &AttemptEnd<'_>) {
///         println!("{} {} {:?}", attempt.endpoint, attempt.ended, attempt.took);
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// A request was sent, or tried to, and this became of it.
    fn attempt(&self, attempt: &AttemptEnd<'_>) {
        let _ = attempt;
    }
    /// A call is over, with all its tries.
    fn call(&self, call: &CallEnd<'_>) {
        let _ = call;
    }
    /// The future of a call was dropped after a request may have gone out: nobody will learn what became of it, unless
    /// somebody asks the wallet.
    fn abandoned(&self, abandoned: &Abandoned<'_>) {
        let _ = abandoned;
    }
}

/// How one try of a call ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AttemptEnd<'a> {
    /// What was called.
    pub endpoint: &'a Endpoint,
    /// 1 for the first try.
    pub number: u32,
    /// From before signing until the answer was verified.
    pub took: Duration,
    /// The answer's HTTP status. Nobody has signed it.
    pub status: Option<StatusCode>,
    /// The wallet's name for this exchange, for its support.
    pub trace_id: Option<&'a str>,
    /// `success`, `accepted`, `failed`, `status_unknown`, `status_unrecognized`, `unreadable`, `unverified`,
    /// `unauthenticated`, `timed_out`, `disconnected`, `too_large`, or, when nothing was sent, `not_sent` or `refused`.
    pub ended: &'static str,
}

/// How a call ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CallEnd<'a> {
    /// What was called.
    pub endpoint: &'a Endpoint,
    /// How often a request was sent.
    pub attempts: u32,
    /// With all tries and pauses.
    pub took: Duration,
    /// As of the last try, see [`AttemptEnd::ended`].
    pub ended: &'static str,
}

/// A call that nobody waits for any more, and whose request may have gone out.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Abandoned<'a> {
    /// What was called.
    pub endpoint: &'a Endpoint,
    /// How often a request was sent.
    pub attempts: u32,
    /// Name and value of each field of the idempotency key; a sensitive one shows as `[hidden]`.
    pub idempotency_key: Vec<(&'static str, String)>,
}

/// Stands between the first byte of a request and the end of its call. When it is dropped in between, that is told.
pub(super) struct InFlight<'a> {
    pub(super) endpoint: &'static Endpoint,
    pub(super) request: Option<&'a (dyn Encode + Sync)>,
    pub(super) observer: Option<&'a dyn Observer>,
    pub(super) sent: u32,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if self.sent == 0 {
            return;
        }
        let idempotency_key = self
            .request
            .map(|request| key_of(request, self.endpoint.idempotency_key().fields()))
            .unwrap_or_default();
        let abandoned = Abandoned { endpoint: self.endpoint, attempts: self.sent, idempotency_key };
        super::trace::abandoned(&abandoned);
        if let Some(observer) = self.observer {
            observer.abandoned(&abandoned);
        }
    }
}

/// The fields of an idempotency key that a request has, as they may be shown.
pub(crate) fn key_of(request: &dyn Encode, names: &[&'static str]) -> Vec<(&'static str, String)> {
    let mut key = Vec::new();
    request.show(&mut |view| {
        let mut add = |name: &str, value: &dyn Encode| {
            if let Some(name) = names.iter().find(|listed| **listed == name && !value.is_absent()) {
                key.push((*name, shown(value)));
            }
        };
        match view {
            View::Object(_, fields) => fields.iter().for_each(|(name, value)| add(name, *value)),
            View::Map(entries) => entries.for_each(|(name, value)| add(name, value)),
            _ => {}
        }
    });
    key
}

fn shown(value: &dyn Encode) -> String {
    let mut text = String::new();
    value.show(&mut |view| {
        text = match view {
            View::Text(value) | View::Unlisted(value) | View::Number(value) => value.to_owned(),
            View::Integer(value) => value.to_string(),
            View::Boolean(value) => value.to_string(),
            View::Quoted(value) => shown(value),
            View::Sensitive(_) => "[hidden]".to_owned(),
            _ => "[not shown]".to_owned(),
        }
    });
    text
}

/// Whether a request has any field of its idempotency key, without which it must never be sent twice. One that says
/// nothing is none: two different requests would have it in common.
pub(crate) fn has_key(request: &dyn Encode, names: &[&'static str]) -> bool {
    let mut found = false;
    request.show(&mut |view| {
        let is_in_key = |name: &str, value: &dyn Encode| names.contains(&name) && says_something(value);
        found = match view {
            View::Object(_, fields) => fields.iter().any(|(name, value)| is_in_key(name, *value)),
            View::Map(entries) => entries.filter(|(name, value)| is_in_key(name, *value)).count() > 0,
            _ => false,
        }
    });
    found
}

fn says_something(value: &dyn Encode) -> bool {
    let mut found = false;
    value.show(&mut |view| {
        found = match view {
            View::Absent => false,
            View::Text(text) | View::Unlisted(text) => !text.is_empty(),
            View::Quoted(inner) | View::Sensitive(inner) | View::JsonText(inner) => says_something(inner),
            _ => true,
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    #[test]
    fn a_key_that_says_nothing_is_none() {
        let names = &["requestId", "paymentId"];
        for (request, expected) in [
            (r#"{"requestId":"r1"}"#, true),
            (r#"{"requestId":"","paymentId":"p1"}"#, true),
            (r#"{"requestId":0}"#, true),
            (r#"{"requestId":""}"#, false),
            (r#"{"requestId":null}"#, false),
            (r#"{"id":"r1"}"#, false),
            (r#"{"inner":{"requestId":"r1"}}"#, false),
            (r#"["requestId"]"#, false),
        ] {
            let request: Json = request.parse().unwrap();
            assert_eq!(has_key(&request, names), expected, "{request}");
        }
    }
}
