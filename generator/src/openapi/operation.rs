//! From an operation to an endpoint.

use super::candidate::Candidate;
use super::examples;
use super::identifiers;
use super::keywords::Form;
use super::outcome;
use super::pointer::Place;
use super::schema::deprecated;
use super::types::Types;
use crate::emit::openapi::extension;
use crate::model::names::{self, Named};
use crate::model::{Action, Endpoint, Field, Kind, ResultCode, Status, spelling};
use crate::spec::Span;
use std::collections::BTreeMap;

impl<'d> Types<'_, 'd> {
    /// The endpoint. `None` after a note when its request is not an object.
    pub(super) fn endpoint(&mut self, candidate: &Candidate<'d>) -> Option<Endpoint> {
        let operation = &candidate.operation;
        let mut endpoint = candidate.endpoint();
        let stem = names::endpoint_stem(&endpoint);
        for (key, place) in operation.entries() {
            match key {
                "callbacks" => {
                    self.notes.add(&place, "write a callback as an endpoint of `kind: notification`")
                }
                "security" if place.items().next().is_some() => {
                    self.notes.add(&place, "every request is signed instead")
                }
                "servers" => self.notes.add(&place, "all endpoints have the same server"),
                _ => {}
            }
        }
        let body = operation.get("requestBody").and_then(|body| self.resolved(body));
        let request = body.as_ref().and_then(|body| self.json_content(body));
        if let Some(body) = body.filter(|body| request.is_none() && body.get("content").is_some()) {
            self.notes.add(&body, "the request has no JSON body: the operation is left out");
            return None;
        }
        let response = self.response_content(operation);
        endpoint.request = self.body(request.as_ref(), &stem, false)?;
        endpoint.response = self.body(response.as_ref(), &stem, true).unwrap_or_default();
        (endpoint.summary, endpoint.doc) = self.words(candidate);
        endpoint.deprecated = deprecated(std::slice::from_ref(operation));
        endpoint.partial = self.notes.flag(operation, extension::PARTIAL);
        outcome::read(operation, &mut endpoint, self.notes);
        endpoint.results = self.results(operation, endpoint.kind);
        endpoint.read_only = self.notes.flag(operation, extension::READ_ONLY);
        endpoint.examples = examples::read(self, operation, request.as_ref(), response.as_ref());
        Some(endpoint)
    }

    fn resolved(&mut self, place: Place<'d>) -> Option<Place<'d>> {
        self.document.resolve_or_note(&place, self.notes)
    }

    /// Of status 200, or else of the first status of success.
    fn response_content(&mut self, operation: &Place<'d>) -> Option<Place<'d>> {
        let responses = self.notes.map(operation, "responses")?;
        let success = |status: &str| status.starts_with('2');
        let chosen = ["200", "2XX", "2xx"].iter().find(|status| responses.get(status).is_some()).copied();
        let chosen = chosen
            .or_else(|| responses.entries().map(|(status, _)| status).find(|status| success(status)))
            .or_else(|| responses.get("default").map(|_| "default"));
        for (status, place) in responses.entries() {
            if Some(status) != chosen && !status.starts_with("x-") {
                self.notes.add(
                    &place,
                    format!("the answer of status {status}: what went wrong is told by `result`"),
                );
            }
        }
        let response = responses.get(chosen?).and_then(|response| self.resolved(response))?;
        if let Some(links) = response.get("links") {
            self.notes.add(&links, "links between operations; see `settled_by`");
        }
        self.json_content(&response)
    }

    /// The media type `application/json`.
    fn json_content(&mut self, owner: &Place<'d>) -> Option<Place<'d>> {
        let content = self.notes.map(owner, "content")?;
        let essence = |name: &str| name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let chosen = content.entries().map(|(name, _)| name).find(|name| essence(name) == "application/json");
        let chosen = chosen.or_else(|| {
            content.entries().map(|(name, _)| name).find(|name| essence(name).ends_with("+json"))
        });
        for (name, place) in content.entries().filter(|(name, _)| Some(*name) != chosen) {
            self.notes.add(&place, format!("the media type `{name}`: bodies are JSON"));
        }
        content.get(chosen?)
    }

    /// The fields of a body; none when there is none. `None` after a note when it is not an object.
    fn body(&mut self, content: Option<&Place<'d>>, stem: &str, is_response: bool) -> Option<Vec<Field>> {
        let Some(schema) = content.and_then(|content| content.get("schema")) else { return Some(Vec::new()) };
        let unwrapped = self.unwrap_schema(&schema)?;
        match self.form(&unwrapped) {
            Form::Object => Some(self.object_fields(&unwrapped, stem, is_response)),
            Form::ANY if !is_response && unwrapped.place.node.entries().is_some_and(<[_]>::is_empty) => {
                Some(Vec::new())
            }
            _ => {
                let what = if is_response { "the answer" } else { "the request" };
                let left = if is_response { "its fields are left out" } else { "the operation is left out" };
                self.notes.add(&schema, format!("{what} is not an object with properties: {left}"));
                None
            }
        }
    }

    /// A summary is one sentence, and must be there.
    fn words(&mut self, candidate: &Candidate<'d>) -> (String, Option<String>) {
        let text =
            |key: &str| candidate.operation.get(key).and_then(|place| identifiers::clean(place.text()?));
        let (summary, doc) = (text("summary"), text("description"));
        match (summary, doc) {
            (Some(summary), doc) => (summary, doc),
            (None, Some(doc)) => {
                let line = doc.lines().next().unwrap_or_default().trim();
                let first = line.split_inclusive(". ").next().unwrap_or(line).trim().to_owned();
                let rest = (first != doc).then_some(doc);
                (first, rest)
            }
            (None, None) => (format!("POST {}/{}", candidate.version, candidate.path), None),
        }
    }

    /// What can be done after a result; what cannot be right is noted.
    fn action(&mut self, result: &Place<'d>, status: Status, kind: Kind) -> Option<Action> {
        let place = result.get("action")?;
        let action = place.text().and_then(Action::of).filter(|action| match status {
            Status::Success | Status::Accepted => false,
            Status::Unknown => *action != Action::Final,
            Status::Failed => true,
        });
        let action = action.filter(|_| kind == Kind::Call);
        if action.is_none() {
            self.notes.add(&place, "no such action goes with this result");
        }
        action
    }

    /// The fields of which one shows that the call was accepted.
    fn accepted(&mut self, result: &Place<'d>, status: Status, kind: Kind) -> Vec<String> {
        let items = self.notes.list(result, "accepted");
        if !items.is_empty() && (status != Status::Unknown || kind == Kind::Notification) {
            self.notes.add(result, "only a result of a call with status U can mean that it was accepted");
            return Vec::new();
        }
        items.iter().filter_map(|item| Some(item.scalar()?.text.clone())).collect()
    }

    fn results(&mut self, operation: &Place<'d>, kind: Kind) -> Vec<ResultCode> {
        let mut results = BTreeMap::new();
        for place in self.notes.list(operation, extension::RESULTS) {
            let code = place.get("code").and_then(|code| Some(code.scalar()?.text.clone()));
            let status = match place.get("status").and_then(|status| status.text()) {
                Some("S") => Some(Status::Success),
                Some("A") => Some(Status::Accepted),
                Some("F") => Some(Status::Failed),
                Some("U") => Some(Status::Unknown),
                _ => None,
            };
            let doc = place.get("doc").and_then(|doc| identifiers::clean(doc.text()?));
            let named = code.filter(|code| identifiers::name_problem("a code", code).is_none());
            match (named, status) {
                (Some(code), Some(status)) if !results.contains_key(&code) => {
                    let rust_name =
                        identifiers::rust_name(place.get("rust_name"), Named::Variant, self.notes);
                    let action = self.action(&place, status, kind);
                    let accepted = self.accepted(&place, status, kind);
                    let result =
                        ResultCode { code, rust_name, status, action, accepted, doc, span: Span::default() };
                    results.insert(result.code.clone(), result);
                }
                _ => {
                    self.notes.add(&place, "should have a `code` of its own, and a `status` of S, A, F or U")
                }
            }
        }
        let mut results: Vec<ResultCode> = results.into_values().collect();
        spelling::codes(&mut results, spelling::numbered_apart);
        results
    }
}
