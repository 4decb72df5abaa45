//! Takes out the parts of a document about outcomes and the sandbox that the rules for specs refuse.

use super::left_out::Notes;
use crate::diagnostics::Severity;
use crate::emit::specs;
use crate::model::{Api, Endpoint, Field, IdempotencyKey, Shape, Version, mark_inquiries};
use crate::rules::resolve_and_check;
use crate::spec::{SpecSet, read_files};
use std::collections::HashMap;

/// The pointers of operations, by version and path.
pub(super) type Pointers = HashMap<(String, String), String>;

/// The limit on rounds. A part that was taken out may have been needed by another; real documents take few rounds.
const MAX_ROUNDS: usize = 8;

/// A part of an endpoint, or of the types of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Key,
    Settling,
    ClosedBy,
    Settles,
    /// `settled_by` or `settles`, whichever it has.
    Outcome,
    /// `settles` and the key.
    NotifiedBy,
    Accepted,
    FieldResults,
    Ids,
    Conditions,
    Roles,
    Sandbox,
}

/// The names of rules, and what they are about.
const PARTS: &[(&str, Part)] = &[
    ("idempotency-key-unknown", Part::Key),
    ("settled-by-unknown", Part::Settling),
    ("settled-by-not-carried", Part::Settling),
    ("settled-by-unnamed", Part::Settling),
    ("ask-unknown", Part::Settling),
    ("outcome-contradicted", Part::Settling),
    ("read-only-contradicted", Part::Settling),
    ("status-mapping-unknown", Part::Outcome),
    ("closed-by-unknown", Part::ClosedBy),
    ("settles-unknown", Part::Settles),
    ("notification-key-incomplete", Part::NotifiedBy),
    ("accepted-unknown", Part::Accepted),
    ("result-field-unknown", Part::FieldResults),
    ("id-misused", Part::Ids),
    ("condition-unknown", Part::Conditions),
    ("money-misused", Part::Roles),
    ("sandbox-unknown", Part::Sandbox),
];

/// A part of a file that is refused, and why.
struct Refused {
    /// `v1/payments/pay.yaml`.
    file: String,
    part: Part,
    reason: String,
}

/// Takes it out, notes why, and marks the endpoints that are asked about others.
pub(super) fn take_out(api: &mut Api, pointers: &Pointers, notes: &mut Notes) {
    let is_right = (0..MAX_ROUNDS).any(|_| {
        let refused = refused(api);
        for Refused { file, part, reason } in &refused {
            notes.add_at(&pointer(file, pointers), format!("{reason}: {}", part.words()));
            part.take_out(file, api);
        }
        refused.is_empty()
    });
    if !is_right {
        let files: Vec<String> = specs::files(api).into_keys().collect();
        files.iter().for_each(|file| Part::ALL.iter().for_each(|part| part.take_out(file, api)));
        notes.add_at("", "what it says of outcomes contradicts itself: all of that is left out");
    }
    mark_inquiries(api);
}

/// The parts that the rules refuse in the specs that would be written.
fn refused(api: &Api) -> Vec<Refused> {
    if !says_anything(api) {
        return Vec::new();
    }
    let mut marked = api.clone();
    mark_inquiries(&mut marked);
    let SpecSet { sources, mut findings, apis, .. } = read_files(&api.name, &specs::files(&marked));
    resolve_and_check(&apis, &mut findings);
    let errors = findings.kept().iter().filter(|finding| finding.rule.severity == Severity::Error);
    let refused = errors.filter_map(|finding| {
        let (_, part) = PARTS.iter().find(|(name, _)| *name == finding.rule.name)?;
        let (file, reason) = (sources.path(finding.span.file).to_owned(), finding.message.clone());
        Some(Refused { file, part: *part, reason })
    });
    refused.collect()
}

/// Whether a document says anything about outcomes. Most do not.
fn says_anything(api: &Api) -> bool {
    let is_marked = |field: &Field| field.id || !field.required_when.is_empty();
    let of_endpoint = |endpoint: &Endpoint| {
        !endpoint.idempotency_key.is_empty()
            || endpoint.settled_by.is_some()
            || endpoint.closed_by.is_some()
            || !endpoint.settles.is_empty()
            || endpoint.sandbox.is_some()
            || !endpoint.field_results.is_empty()
            || endpoint.results.iter().any(|result| !result.accepted.is_empty())
            || endpoint.request.iter().chain(&endpoint.response).any(is_marked)
    };
    let of_types = |version: &Version| {
        version.types.iter().any(|definition| {
            let is_any_marked = |fields: &[Field]| fields.iter().any(is_marked);
            definition.role.is_some()
                || matches!(&definition.shape, Shape::Object(fields) if is_any_marked(fields))
        })
    };
    api.versions.iter().any(|version| of_types(version) || version.endpoints.iter().any(of_endpoint))
}

fn pointer(file: &str, pointers: &Pointers) -> String {
    let place = file.strip_suffix(".yaml").and_then(|address| address.split_once('/'));
    let operation = place.and_then(|(version, path)| pointers.get(&(version.to_owned(), path.to_owned())));
    operation.cloned().unwrap_or_else(|| "/components/schemas".to_owned())
}

impl Part {
    /// The parts that together cover everything.
    const ALL: &'static [Self] = &[
        Self::Outcome,
        Self::NotifiedBy,
        Self::ClosedBy,
        Self::Accepted,
        Self::FieldResults,
        Self::Ids,
        Self::Conditions,
        Self::Roles,
        Self::Sandbox,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Key => "the idempotency key is left out",
            Self::Settling => "what settles it is left out",
            Self::ClosedBy => "what closes it is left out",
            Self::Settles => "what it settles is left out",
            Self::Outcome => "how the outcome becomes known is left out",
            Self::NotifiedBy => "the idempotency key, and what it settles, are left out",
            Self::Accepted => "what it means by accepted is left out",
            Self::FieldResults => "codes of other fields than `result` are left out",
            Self::Ids => "the mark of an id is left out",
            Self::Conditions => "its conditions are left out",
            Self::Roles => "the role is left out",
            Self::Sandbox => "what the sandbox does is left out",
        }
    }

    fn take_out(self, file: &str, api: &mut Api) {
        let Some((version, path)) = file.strip_suffix(".yaml").and_then(|file| file.split_once('/')) else {
            return;
        };
        let Some(version) = api.versions.iter_mut().find(|known| known.name == version) else { return };
        match version.endpoints.iter_mut().find(|endpoint| endpoint.path == path) {
            Some(endpoint) => self.take_out_of(endpoint),
            None if path == "types" => {
                for definition in &mut version.types {
                    match (self, &mut definition.shape) {
                        (Self::Roles, _) => definition.role = None,
                        (Self::Ids, Shape::Object(fields)) => {
                            fields.iter_mut().for_each(|field| field.id = false);
                        }
                        (Self::Conditions, Shape::Object(fields)) => {
                            fields.iter_mut().for_each(|field| field.required_when.clear());
                        }
                        _ => {}
                    }
                }
            }
            None => {}
        }
    }

    fn take_out_of(self, endpoint: &mut Endpoint) {
        match self {
            Self::Key => endpoint.idempotency_key = IdempotencyKey::default(),
            Self::Settling => endpoint.settled_by = None,
            Self::Outcome => {
                endpoint.settled_by = None;
                endpoint.settles.clear();
            }
            Self::NotifiedBy => {
                endpoint.idempotency_key = IdempotencyKey::default();
                endpoint.settles.clear();
            }
            Self::ClosedBy => endpoint.closed_by = None,
            Self::Settles => endpoint.settles.clear(),
            Self::Accepted => endpoint.results.iter_mut().for_each(|result| result.accepted.clear()),
            Self::FieldResults => endpoint.field_results.clear(),
            Self::Ids => {
                let fields = endpoint.request.iter_mut().chain(&mut endpoint.response);
                fields.for_each(|field| field.id = false);
            }
            Self::Conditions => {
                let fields = endpoint.request.iter_mut().chain(&mut endpoint.response);
                fields.for_each(|field| field.required_when.clear());
            }
            Self::Sandbox => endpoint.sandbox = None,
            Self::Roles => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn there_are_such_rules() {
        for (name, _) in PARTS {
            let severity = RULES.iter().find(|rule| rule.name == *name).map(|rule| rule.severity);
            assert_eq!(severity, Some(Severity::Error), "{name}");
        }
    }
}
