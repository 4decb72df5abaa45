//! What a schema is beneath its references and wrappers.

use super::pointer::Place;
use super::types::Types;
use super::unwrapped::Unwrapped;

/// References and wrappers around one schema.
const MAX_LEVELS: usize = 64;

impl<'d> Types<'_, 'd> {
    /// Follows references, and looks into `allOf` of one schema and choices between a schema and `null`. `None` after a
    /// note.
    pub(super) fn unwrap_schema(&mut self, place: &Place<'d>) -> Option<Unwrapped<'d>> {
        let mut unwrapped =
            Unwrapped { place: place.clone(), levels: Vec::new(), own: 0, name: None, nullable: false };
        let mut own = None;
        for _ in 0..MAX_LEVELS {
            let at = unwrapped.place.clone();
            unwrapped.levels.push(at.clone());
            if let Some(reference) = at.get("$ref") {
                let target = self.target(&reference)?;
                own = Some(unwrapped.levels.len());
                unwrapped.name =
                    target.pointer.rsplit('/').next().map(|name| name.replace("~1", "/").replace("~0", "~"));
                unwrapped.place = target;
            } else {
                match inner(&at) {
                    Some((inner, nullable)) => {
                        unwrapped.nullable |= nullable;
                        unwrapped.place = inner;
                    }
                    None => {
                        unwrapped.own = own.unwrap_or(unwrapped.levels.len());
                        return Some(unwrapped);
                    }
                }
            }
        }
        self.notes.add(place, "the references form a cycle; imported as `json`");
        None
    }

    /// The target of a `$ref`. `None` after a note.
    fn target(&mut self, reference: &Place<'d>) -> Option<Place<'d>> {
        let Some(text) = reference.text() else {
            self.notes.add(reference, "should be a text");
            return None;
        };
        self.document.target(text).inspect_err(|error| self.notes.add(reference, error.to_string())).ok()
    }
}

/// A schema that only leads to another one.
pub(super) fn is_wrapper(at: &Place<'_>) -> bool {
    at.get("$ref").is_some() || inner(at).is_some()
}

/// The one schema within `allOf`, `oneOf` or `anyOf`, and whether `null` is the alternative to it.
fn inner<'d>(at: &Place<'d>) -> Option<(Place<'d>, bool)> {
    if ["properties", "items", "enum", "additionalProperties"].iter().any(|own| at.get(own).is_some()) {
        return None;
    }
    if let Some(all) = at.get("allOf") {
        let mut parts = all.items();
        return match (parts.next(), parts.next()) {
            (Some(only), None) if at.get("required").is_none() => Some((only, false)),
            _ => None,
        };
    }
    let choice = at.get("oneOf").or_else(|| at.get("anyOf"))?;
    let is_null = |schema: &Place<'_>| schema.get("type").and_then(|kind| kind.text()) == Some("null");
    let mut others = choice.items().filter(|schema| !is_null(schema));
    let (only, second) = (others.next()?, others.next());
    second.is_none().then(|| (only, choice.items().any(|schema| is_null(&schema))))
}
