//! What a schema is beneath its references and wrappers.

use super::place::Place;
use super::types::Types;

/// References and wrappers around one schema.
const MAX_LEVELS: usize = 64;

/// A schema without what is wrapped around it.
#[derive(Debug, Clone)]
pub(super) struct Peeled<'d> {
    /// The innermost schema.
    pub(super) place: Place<'d>,
    /// All schemas on the way, outermost first; the innermost one is the last.
    pub(super) levels: Vec<Place<'d>>,
    /// How many of them are written where the schema is used: those before the target of the last reference.
    pub(super) own: usize,
    /// The name by which the last reference calls its target.
    pub(super) name: Option<String>,
    /// `null` is allowed by one of the wrappers.
    pub(super) nullable: bool,
}

impl<'d> Peeled<'d> {
    /// The outermost value of a keyword.
    pub(super) fn find(&self, keyword: &str) -> Option<Place<'d>> {
        self.levels.iter().find_map(|level| level.get(keyword))
    }

    /// The levels that belong to the field, not to a type that it refers to.
    pub(super) fn own_levels(&self) -> &[Place<'d>] {
        self.levels.get(..self.own).unwrap_or_default()
    }

    /// The levels that belong to the type.
    pub(super) fn type_levels(&self) -> &[Place<'d>] {
        self.levels.get(self.own..).unwrap_or_default()
    }
}

impl<'d> Types<'_, 'd> {
    /// Follows references, and looks into `allOf` of one schema and choices between a schema and `null`. `None` after a
    /// note.
    pub(super) fn peel(&mut self, place: &Place<'d>) -> Option<Peeled<'d>> {
        let mut peeled =
            Peeled { place: place.clone(), levels: Vec::new(), own: 0, name: None, nullable: false };
        let mut own = None;
        for _ in 0..MAX_LEVELS {
            let at = peeled.place.clone();
            peeled.levels.push(at.clone());
            if let Some(reference) = at.get("$ref") {
                let target = self.target(&reference)?;
                own = Some(peeled.levels.len());
                peeled.name =
                    target.pointer.rsplit('/').next().map(|name| name.replace("~1", "/").replace("~0", "~"));
                peeled.place = target;
            } else {
                match inner(&at) {
                    Some((inner, nullable)) => {
                        peeled.nullable |= nullable;
                        peeled.place = inner;
                    }
                    None => {
                        peeled.own = own.unwrap_or(peeled.levels.len());
                        return Some(peeled);
                    }
                }
            }
        }
        self.notes.add(place, "the references lead in a circle; taken as `json`");
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
