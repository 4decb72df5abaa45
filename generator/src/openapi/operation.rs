//! From an operation to an endpoint.

use super::bodies::Body;
use super::candidate::Candidate;
use super::examples;
use super::fate::Kind as Object;
use super::identifiers;
use super::outcome;
use super::pointer::Place;
use super::schema::deprecated;
use super::texts;
use super::types::Types;
use crate::emit::openapi::extension;
use crate::model::names::{self, Named};
use crate::model::{Action, Endpoint, Kind, ResultCode, Status, spelling};
use crate::spec::Span;
use crate::spec::forms::STATUSES;
use std::collections::BTreeMap;

impl<'d> Types<'_, 'd> {
    /// The endpoint. `None` after a note when its request is not an object.
    pub(super) fn endpoint(&mut self, candidate: &Candidate<'d>) -> Option<Endpoint> {
        let operation = &candidate.operation;
        let mut endpoint = candidate.endpoint();
        let stem = names::endpoint_stem(&endpoint);
        self.notes.audit(operation, Object::Operation);
        let body = operation.get("requestBody").and_then(|body| self.resolved(body));
        if let Some(body) = &body {
            self.notes.audit(body, Object::RequestBody);
        }
        let request = body.as_ref().and_then(|body| self.json_content(body));
        if let Some(body) = body.as_ref().filter(|body| request.is_none() && body.get("content").is_some()) {
            self.notes.add(body, "the request has no JSON body: the operation is left out");
            return None;
        }
        let answer = self.response(operation);
        let response = answer.as_ref().and_then(|answer| self.json_content(answer));
        let request = self.body(request.as_ref());
        let response = self.body(response.as_ref());
        endpoint.headers = self.headers(candidate, &stem);
        outcome::read_wire(operation, &mut endpoint, self.notes);
        self.fields(&mut endpoint, &request, &response, &stem)?;
        let bodies = self.words_of_bodies([(body.as_ref(), &request), (answer.as_ref(), &response)]);
        (endpoint.summary, endpoint.doc) = self.words(candidate, bodies);
        endpoint.deprecated = deprecated(std::slice::from_ref(operation));
        endpoint.partial = self.notes.flag(operation, extension::PARTIAL);
        outcome::read(operation, &mut endpoint, self.notes);
        (endpoint.results, endpoint.field_results) = self.results(operation, endpoint.kind);
        endpoint.read_only = self.notes.flag(operation, extension::READ_ONLY);
        endpoint.examples = examples::read(self, operation, &request, &response);
        Some(endpoint)
    }

    /// Reads the fields of both bodies. `None` after a note when the request is not an object.
    fn fields(
        &mut self,
        endpoint: &mut Endpoint,
        request: &Body<'d>,
        response: &Body<'d>,
        stem: &str,
    ) -> Option<()> {
        self.reserve(endpoint.flat_result.as_ref());
        let fields = (self.request_fields(request, stem), self.response_fields(response, stem));
        self.reserve(None);
        endpoint.request = fields.0?;
        endpoint.response = fields.1;
        endpoint.additional_request = request.unwrapped.as_ref().is_some_and(|body| self.is_open(body));
        endpoint.additional_response = response.unwrapped.as_ref().is_some_and(|body| self.is_open(body));
        Some(())
    }

    fn resolved(&mut self, place: Place<'d>) -> Option<Place<'d>> {
        self.document.resolve_or_note(&place, self.notes)
    }

    /// A summary is one sentence, and must be there. The texts of the path and of the bodies follow.
    fn words(&mut self, candidate: &Candidate<'d>, bodies: Vec<String>) -> (String, Option<String>) {
        let operation = &candidate.operation;
        let of_path: Vec<String> = ["summary", "description"]
            .iter()
            .filter_map(|key| texts::text_of(&candidate.item, key, self.notes))
            .collect();
        let (summary, doc) = (
            texts::text_of(operation, "summary", self.notes),
            texts::text_of(operation, "description", self.notes),
        );
        let (summary, doc) = match (summary, doc) {
            (Some(summary), doc) => (summary, doc),
            (None, Some(doc)) => {
                let line = doc.lines().next().unwrap_or_default().trim();
                let first = line.split_inclusive(". ").next().unwrap_or(line).trim().to_owned();
                let rest = (first != doc).then_some(doc);
                (first, rest)
            }
            (None, None) => (format!("POST {}/{}", candidate.version, candidate.path), None),
        };
        let further = texts::further(operation, self.notes);
        (summary, texts::joined(doc.into_iter().chain(of_path).chain(bodies).chain(further)))
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
        if !items.is_empty()
            && (!matches!(status, Status::Success | Status::Unknown) || kind == Kind::Notification)
        {
            self.notes
                .add(result, "only a result of a call with status S or U can mean that it was accepted");
            return Vec::new();
        }
        items.iter().filter_map(|item| Some(item.scalar()?.text.clone())).collect()
    }

    /// The codes of `result`, and those of other fields.
    fn results(&mut self, operation: &Place<'d>, kind: Kind) -> (Vec<ResultCode>, Vec<ResultCode>) {
        let mut results = BTreeMap::new();
        for place in self.notes.list(operation, extension::RESULTS) {
            let code = place.get("code").and_then(|code| Some(code.scalar()?.text.clone()));
            let letter = place.get("status").and_then(|status| status.text());
            let status = letter.and_then(|letter| STATUSES.iter().find(|(known, _)| *known == letter));
            let status = status.map(|(_, status)| *status);
            let doc = place.get("doc").and_then(|doc| identifiers::clean(doc.text()?));
            let field = place.get("field").and_then(|field| Some(field.text()?.to_owned()));
            let named = code.filter(|code| identifiers::name_problem("a code", code).is_none());
            match (named, status) {
                (Some(code), Some(status)) if !results.contains_key(&(field.clone(), code.clone())) => {
                    let rust_name =
                        identifiers::rust_name(place.get("rust_name"), Named::Variant, self.notes);
                    let action = self.action(&place, status, kind);
                    let accepted = self.accepted(&place, status, kind);
                    let span = Span::default();
                    let result = ResultCode { code, rust_name, status, field, action, accepted, doc, span };
                    results.insert((result.field.clone(), result.code.clone()), result);
                }
                _ => {
                    self.notes.add(&place, "should have a `code` of its own, and a `status` of S, A, F or U")
                }
            }
        }
        let (mut results, of_fields): (Vec<ResultCode>, Vec<ResultCode>) =
            results.into_values().partition(|result| result.field.is_none());
        spelling::codes(&mut results, spelling::numbered_apart);
        (results, of_fields)
    }
}
