//! From a value's view to a format of serde's.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use serde_json::value::RawValue;

use super::{Encode, View};

/// The value as JSON, without white space.
///
/// # Errors
/// When a decimal is no number: never for a value that passed the [`check`](super::check()).
pub fn to_json(value: &dyn Encode) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Written(value))
}

pub(super) struct Written<'a>(pub(super) &'a dyn Encode);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut serializer, mut written) = (Some(serializer), None);
        self.0.show(&mut |view| written = serializer.take().map(|serializer| write(view, serializer)));
        written.unwrap_or_else(|| Err(S::Error::custom("a value must show itself exactly once")))
    }
}

fn write<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Absent => serializer.serialize_none(),
        View::Boolean(value) => serializer.serialize_bool(value),
        View::Integer(value) => serializer.serialize_i64(value),
        View::Number(value) => {
            RawValue::from_string(value.to_owned()).map_err(S::Error::custom)?.serialize(serializer)
        }
        View::Text(value) | View::Unlisted(value) => serializer.serialize_str(value),
        View::Sensitive(value) => Written(value).serialize(serializer),
        View::JsonText(value) => {
            serializer.serialize_str(&serde_json::to_string(&Written(value)).map_err(S::Error::custom)?)
        }
        View::Quoted(value) => write_quoted(value, serializer),
        View::List(items) => {
            let mut list = serializer.serialize_seq(None)?;
            for item in items {
                list.serialize_element(&Written(item))?;
            }
            list.end()
        }
        View::Map(entries) => {
            let mut map = serializer.serialize_map(None)?;
            for (key, value) in entries {
                map.serialize_entry(key, &Written(value))?;
            }
            map.end()
        }
        View::Object(_, fields) => {
            let mut map = serializer.serialize_map(None)?;
            for (name, value) in fields {
                if !value.is_absent() {
                    map.serialize_entry(name, &Written(*value))?;
                }
            }
            map.end()
        }
    }
}

/// A number or boolean as text; anything else as it is.
fn write_quoted<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let mut quoted = None;
    value.show(&mut |view| {
        quoted = match view {
            View::Boolean(value) => Some(value.to_string()),
            View::Integer(value) => Some(value.to_string()),
            View::Number(value) => Some(value.to_owned()),
            _ => None,
        }
    });
    match quoted {
        Some(text) => serializer.serialize_str(&text),
        None => Written(value).serialize(serializer),
    }
}
