//! Reports for programs. Fields are only added.

use super::body::{exact, pretty, rounded};
use super::{ReceivedResponse, Refused, Report, Violation};
use countersign_runtime::Json;
use countersign_runtime::json::read;
use serde_json::{Map, Value, json};

impl Report {
    /// The report as JSON: what `countersign call --json` prints, and describes in its help. In the answer's body a number
    /// that is no integer is rounded to a float; [`Report::to_json_text`] has its digits.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let result = self.result.as_ref().map(|result| {
            json!({
                "status": result.status, "code": result.code, "message": result.message,
                "doc": result.doc,
            })
        });
        let answer = self.response.as_ref().map(|answer| {
            json!({
                "status": answer.status,
                "verified": answer.unverified.is_none(),
                "unverified": answer.unverified,
                "headers": headers(&answer.headers),
                "body": answer.json().map_or_else(|| Value::from(answer.body.as_str()), |body| rounded(&body)),
                "encrypted_body": answer.encrypted_body,
            })
        });
        let request = &self.request;
        json!({
            "format": 1,
            "api": self.api,
            "endpoint": self.endpoint,
            "outcome": self.outcome.name(),
            "exit_code": self.outcome.exit_code(),
            "cause": self.cause,
            "result": result,
            "to_do": self.to_do,
            "request": {
                "url": request.url, "headers": headers(&request.headers),
                "body": request.body, "plain_body": request.plain_body, "content": request.content,
            },
            "answer": answer,
            "attempts": self.attempts,
            "trace_id": self.trace_id,
            "took_ms": u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX),
            "violations": violations(&self.violations),
            "deviations": violations(&self.deviations),
            "next": self.next.as_ref().map(|next| json!({ "words": next.words, "line": next.line })),
            "curl": self.curl,
            "call": self.call,
            "rust": self.rust,
        })
    }

    /// Like [`Report::to_json`], in indented lines and with the digits of the response's numbers.
    #[must_use]
    pub fn to_json_text(&self) -> String {
        let mut report = exact(&self.to_json());
        let body = self.response.as_ref().and_then(ReceivedResponse::json);
        if let (Json::Object(report), Some(body)) = (&mut report, body)
            && let Some(Json::Object(answer)) = report.get_mut("answer")
        {
            answer.insert("body".to_owned(), body);
        }
        pretty(&report)
    }
}

impl ReceivedResponse {
    /// The body, if it is JSON. It is read leniently, past text that is not clean.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        read::<Json>(self.body.as_bytes()).ok().map(|(body, _)| body)
    }
}

impl Refused {
    /// Why nothing was sent, as JSON of the same form as a [`Report`]'s.
    #[must_use]
    pub fn to_json(&self, exit_code: u8) -> Value {
        let found = if let Self::Violations(found) = self { found.as_slice() } else { &[] };
        refusal(&self.to_string(), exit_code, found)
    }
}

/// Why nothing was sent, whatever the reason.
pub fn refusal(cause: &str, exit_code: u8, found: &[Violation]) -> Value {
    json!({
        "format": 1, "outcome": "Refused", "exit_code": exit_code, "cause": cause,
        "violations": violations(found),
    })
}

fn violations(found: &[Violation]) -> Vec<Value> {
    found.iter().map(|one| json!({ "path": one.path, "message": one.message })).collect()
}

/// Of two headers with one name, both values count.
fn headers(pairs: &[(String, String)]) -> Value {
    let mut map: Map<String, Value> = Map::new();
    for (name, value) in pairs {
        let joined = match map.get(name).and_then(Value::as_str) {
            Some(known) => format!("{known}, {value}"),
            None => value.clone(),
        };
        map.insert(name.clone(), joined.into());
    }
    map.into()
}
