//! Requests and responses: their media types, fields and words.

use super::fate::{IS_UNKNOWN, Kind};
use super::keywords::{Form, Position};
use super::pointer::Place;
use super::texts;
use super::types::Types;
use super::unwrapped::Unwrapped;
use crate::emit::openapi::of_responses;
use crate::model::Field;

/// The JSON of a request or a response.
pub(super) struct Body<'d> {
    /// The media type.
    pub(super) content: Option<Place<'d>>,
    schema: Option<Place<'d>>,
    pub(super) unwrapped: Option<Unwrapped<'d>>,
}

impl<'d> Types<'_, 'd> {
    /// The response of status 200, or else of the first status of success.
    pub(super) fn response(&mut self, operation: &Place<'d>) -> Option<Place<'d>> {
        let responses = self.notes.map(operation, "responses")?;
        let success = |status: &str| status.starts_with('2');
        let chosen = ["200", "2XX", "2xx"].iter().find(|status| responses.get(status).is_some()).copied();
        let chosen = chosen
            .or_else(|| responses.entries().map(|(status, _)| status).find(|status| success(status)))
            .or_else(|| responses.get("default").map(|_| "default"));
        for (status, place) in responses.entries() {
            if status.starts_with("x-") {
                self.notes.judge(status, &place, IS_UNKNOWN);
            } else if Some(status) != chosen {
                self.notes.add(
                    &place,
                    format!("the answer of status {status}: what went wrong is told by `result`"),
                );
            }
        }
        let response = responses
            .get(chosen?)
            .and_then(|response| self.document.resolve_or_note(&response, self.notes))?;
        self.notes.audit(&response, Kind::Response);
        for (name, place) in self.notes.map(&response, "headers").iter().flat_map(Place::entries) {
            let is_own = of_responses().iter().any(|own| own.eq_ignore_ascii_case(name));
            if !is_own {
                self.notes.add(&place, format!("the header `{name}` of a response is not read"));
            }
        }
        Some(response)
    }

    /// The media type that is JSON, or can be.
    pub(super) fn json_content(&mut self, owner: &Place<'d>) -> Option<Place<'d>> {
        let content = self.notes.map(owner, "content")?;
        let names: Vec<&str> = content.entries().map(|(name, _)| name).collect();
        let essence = |name: &str| name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let of = |is_json: fn(&str) -> bool| names.iter().copied().find(|name| is_json(&essence(name)));
        let chosen = of(|name| name == "application/json")
            .or_else(|| of(|name| name.ends_with("+json")))
            .or_else(|| of(|name| name == "application/*"))
            .or_else(|| of(|name| name == "*/*"));
        for (name, place) in content.entries().filter(|(name, _)| Some(*name) != chosen) {
            self.notes.add(&place, format!("the media type `{name}`: bodies are JSON"));
        }
        let chosen = content.get(chosen?)?;
        self.notes.audit(&chosen, Kind::MediaType);
        Some(chosen)
    }

    pub(super) fn body(&mut self, content: Option<&Place<'d>>) -> Body<'d> {
        let schema = content.and_then(|content| content.get("schema"));
        let unwrapped = schema.as_ref().and_then(|schema| self.unwrap_schema(schema));
        Body { content: content.cloned(), schema, unwrapped }
    }

    /// The fields of a request; none when there is no schema. `None` after a note when it is not an object.
    pub(super) fn request_fields(&mut self, body: &Body<'d>, stem: &str) -> Option<Vec<Field>> {
        let Some(schema) = &body.schema else { return Some(Vec::new()) };
        let unwrapped = body.unwrapped.as_ref()?;
        match self.form(unwrapped) {
            Form::Object => Some(self.object_fields(unwrapped, stem, Position::Request)),
            Form::ANY if unwrapped.place.node.entries().is_some_and(<[_]>::is_empty) => Some(Vec::new()),
            _ => {
                let reason = "the request is not an object with properties: the operation is left out";
                self.notes.add(schema, reason);
                None
            }
        }
    }

    /// The fields of a response but `result`; none after a note when it is not an object.
    pub(super) fn response_fields(&mut self, body: &Body<'d>, stem: &str) -> Vec<Field> {
        let (Some(schema), Some(unwrapped)) = (&body.schema, &body.unwrapped) else { return Vec::new() };
        if self.form(unwrapped) != Form::Object {
            let reason = "the answer is not an object with properties: its fields are left out";
            self.notes.add(schema, reason);
            return Vec::new();
        }
        self.object_fields(unwrapped, stem, Position::Response)
    }

    /// What bodies say of themselves. An export says there what it says elsewhere.
    pub(super) fn words_of_bodies(&mut self, bodies: [(Option<&Place<'d>>, &Body<'d>); 2]) -> Vec<String> {
        let mut parts = Vec::new();
        for ((holder, body), words) in bodies.into_iter().zip(["Request", "Response"]).filter(|_| !self.ours)
        {
            let own = match words {
                "Request" => holder.and_then(|holder| texts::text_of(holder, "description", self.notes)),
                _ => holder.and_then(|holder| texts::of_response(holder, self.notes)),
            };
            let levels = body.unwrapped.as_ref().map(|unwrapped| unwrapped.levels.as_slice());
            let name = body.unwrapped.as_ref().and_then(|unwrapped| unwrapped.name.clone());
            let schema = levels
                .and_then(|levels| texts::of_schema(levels, &name.unwrap_or_default(), false, self.notes));
            let mut said: Vec<String> = own.into_iter().collect();
            said.extend(schema.filter(|schema| !said.contains(schema)));
            parts.extend(texts::joined(said).map(|text| format!("{words}: {text}")));
        }
        parts
    }
}
