use crate::codec::{Decode, Decoded, Encode, Fields, View};

use super::{Json, Sensitive};

/// Fields of an object that its spec does not list, in their order: `additional_fields: true`.
///
/// What is received is kept here, and what is added here is sent after the fields that the spec lists. A name that the spec lists
/// is refused before anything is sent. The `result` of a response is one of them, as it came. `Debug` shows names and no values: which of them are sensitive is not known.
///
/// ```
/// use countersign_runtime::{AdditionalFields, Json};
///
/// let fields = AdditionalFields::new().with("storeNo", Json::Text("7".to_owned()));
/// assert_eq!(fields.get("storeNo").and_then(Json::as_str), Some("7"));
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct AdditionalFields(Vec<(String, Sensitive<Json>)>);

impl AdditionalFields {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a field, or gives it another value.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: Json) -> Self {
        self.insert(name, value);
        self
    }

    /// Adds a field, or gives it another value.
    pub fn insert(&mut self, name: impl Into<String>, value: Json) {
        let name = name.into();
        let value = Sensitive::from(value);
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name, value)),
        }
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All fields, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), &**value))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for AdditionalFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::codec::debug(self, f)
    }
}

impl Encode for AdditionalFields {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Map(&mut self.0.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode))));
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Decode for AdditionalFields {
    fn empty() -> Self {
        Self::new()
    }
    fn is_required(&self) -> bool {
        false
    }
    fn additional(&mut self, name: &str) -> Option<(&mut dyn Decode, bool)> {
        let known = self.0.iter().position(|(known, _)| known == name);
        let at = known.unwrap_or_else(|| {
            self.0.push((name.to_owned(), Sensitive::empty()));
            self.0.len() - 1
        });
        self.0.get_mut(at).map(|(_, value)| (value as &mut dyn Decode, known.is_some()))
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        let mut value = Json::empty();
        while let Some(name) = source.next_entry(&mut value) {
            self.insert(name, std::mem::take(&mut value));
        }
        Decoded::Fits
    }
}
