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
    serde_json::to_vec(&Written { value, scalars })
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

struct Written<'a> {
    value: &'a dyn Encode,
    scalars: Scalars,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut serializer, mut written) = (Some(serializer), None);
        self.value.encode(&mut |view| {
            written = serializer.take().map(|serializer| write(view, self.scalars, serializer));
        });
        written.unwrap_or_else(|| Err(S::Error::custom("a value must call its visitor exactly once")))
    }
}

fn write<S: Serializer>(view: View<'_>, scalars: Scalars, serializer: S) -> Result<S::Ok, S::Error> {
    let written = |value| Written { value, scalars };
    let quoted = scalars == Scalars::Quoted;
    match view {
        View::Absent => serializer.serialize_none(),
        View::Boolean(value) if quoted => serializer.collect_str(&value),
        View::Integer(value) if quoted => serializer.collect_str(&value),
        View::Number(value) if quoted => serializer.serialize_str(value),
        View::Boolean(value) => serializer.serialize_bool(value),
        View::Integer(value) => serializer.serialize_i64(value),
        View::Number(value) => {
            RawValue::from_string(value.to_owned()).map_err(S::Error::custom)?.serialize(serializer)
        }
        View::Text(value) | View::Unlisted(value) => serializer.serialize_str(value),
        View::Sensitive(value) => written(value).serialize(serializer),
        View::JsonText(value) => {
            let inside = Written { value, scalars: Scalars::AsSpecified };
            serializer.serialize_str(&serde_json::to_string(&inside).map_err(S::Error::custom)?)
        }
        View::Quoted(value) => Written { value, scalars: Scalars::Quoted }.serialize(serializer),
        View::List(items) => {
            let mut list = serializer.serialize_seq(None)?;
            for item in items {
                list.serialize_element(&written(item))?;
            }
            list.end()
        }
        View::Map(entries) => {
            let mut map = serializer.serialize_map(None)?;
            for (key, value) in entries {
                map.serialize_entry(key, &written(value))?;
            }
            map.end()
        }
        View::Object(_, fields) => {
            let mut map = serializer.serialize_map(None)?;
            for (name, value) in fields {
                if !value.is_absent() {
                    map.serialize_entry(name, &written(*value))?;
                }
            }
            map.end()
        }
    }
}
