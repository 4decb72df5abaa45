//! From a value's view to a format of serde's.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use serde_json::value::RawValue;

use super::{Encode, View};

/// The value as JSON, without white space.
///
/// # Errors
/// When a decimal is no number: never for a value that passed the [`check`](super::check()).
pub fn to_json(value: &dyn Encode) -> Result<Vec<u8>, serde_json::Error> {
    to_json_with(value, Scalars::AsSpecified)
}

/// [`to_json`], with numbers and booleans in the form that the wallet wants.
///
/// # Errors
/// The errors of [`to_json`].
pub(crate) fn to_json_with(value: &dyn Encode, scalars: Scalars) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Written { value, scalars, field: "", audience: Wallet })
}

/// How numbers and booleans are written in the JSON that is sent. Of what is received both are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Scalars {
    /// In the form that the spec gives for each field: `20` and `true`, or quoted where the field has `wire: quoted`.
    #[default]
    AsSpecified,
    /// All of them as text, `"20"` and `"true"`, as Alipay+ and Antom document it for every field that is neither an
    /// object nor a list. JSON inside a text is one text already, and stays as specified within.
    Quoted,
}

/// Who reads what is written.
pub(super) trait Audience: Copy {
    /// Writes the sensitive value of a field.
    fn sensitive<S: Serializer>(self, value: &Written<'_, Self>, serializer: S) -> Result<S::Ok, S::Error>;
    /// Writes a number, given as digits.
    fn number<S: Serializer>(self, digits: &str, serializer: S) -> Result<S::Ok, S::Error>;
}

/// The wallet, which reads JSON.
#[derive(Clone, Copy)]
struct Wallet;

impl Audience for Wallet {
    fn sensitive<S: Serializer>(self, value: &Written<'_, Self>, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
    fn number<S: Serializer>(self, digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(digits.to_owned()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// A value that is being written.
pub(super) struct Written<'a, A> {
    pub(super) value: &'a dyn Encode,
    pub(super) scalars: Scalars,
    /// The name of the innermost field that the value is in.
    pub(super) field: &'a str,
    pub(super) audience: A,
}

impl<A: Audience> Serialize for Written<'_, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut serializer, mut written) = (Some(serializer), None);
        self.value.encode(&mut |view| {
            written = serializer.take().map(|serializer| self.view(view, serializer));
        });
        written.unwrap_or_else(|| Err(S::Error::custom("a value must call its visitor exactly once")))
    }
}

impl<A: Audience> Written<'_, A> {
    fn view<S: Serializer>(&self, view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        let quoted = self.scalars == Scalars::Quoted;
        match view {
            View::Absent => serializer.serialize_none(),
            View::Boolean(value) if quoted => serializer.collect_str(&value),
            View::Integer(value) if quoted => serializer.collect_str(&value),
            View::Number(value) if quoted => serializer.serialize_str(value),
            View::Boolean(value) => serializer.serialize_bool(value),
            View::Integer(value) => serializer.serialize_i64(value),
            View::Number(value) => self.audience.number(value, serializer),
            View::Text(value) | View::Unlisted(value) => serializer.serialize_str(value),
            View::Sensitive(value) => self.audience.sensitive(&self.inner(value), serializer),
            View::JsonText(value) => {
                let inside = Written { scalars: Scalars::AsSpecified, ..self.inner(value) };
                serializer.serialize_str(&serde_json::to_string(&inside).map_err(S::Error::custom)?)
            }
            View::Quoted(value) => {
                Written { scalars: Scalars::Quoted, ..self.inner(value) }.serialize(serializer)
            }
            View::List(items) => {
                let mut list = serializer.serialize_seq(None)?;
                for item in items {
                    list.serialize_element(&self.inner(item))?;
                }
                list.end()
            }
            View::Map(entries) => {
                let mut map = serializer.serialize_map(None)?;
                for (key, value) in entries {
                    map.serialize_entry(key, &self.inner(value))?;
                }
                map.end()
            }
            View::Object(_, fields) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in fields.iter().filter(|(_, value)| !value.is_absent()) {
                    if name.is_empty() {
                        self.further(*value, &mut map)?;
                    } else {
                        map.serialize_entry(name, &Written { field: name, ..self.inner(*value) })?;
                    }
                }
                map.end()
            }
        }
    }

    /// Writes the fields that the spec does not list.
    fn further<M: SerializeMap>(&self, fields: &dyn Encode, map: &mut M) -> Result<(), M::Error> {
        let mut written = Ok(());
        fields.encode(&mut |view| {
            let View::Map(entries) = view else { return };
            for (name, value) in entries {
                if written.is_ok() {
                    written = map.serialize_entry(name, &Written { field: name, ..self.inner(value) });
                }
            }
        });
        written
    }

    /// A value inside of this one.
    fn inner<'b>(&'b self, value: &'b dyn Encode) -> Written<'b, A> {
        Written { value, scalars: self.scalars, field: self.field, audience: self.audience }
    }
}
