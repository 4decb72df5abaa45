//! Bodies as JSON text, their keys in the order of the table.

use crate::emit::specs::{fields_of, ordered, part};
use crate::model::{Field, Type, Version};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// A body over several lines. `fields` are those of its table.
pub fn pretty(body: &Value, fields: &[Field], version: &Version) -> String {
    let body = Ordered { value: body, fields, ty: None, version };
    serde_json::to_string_pretty(&body).unwrap_or_else(|_| body.value.to_string())
}

/// A value that is written in the order of its table, which is not the order that serde_json could keep: the spec's.
struct Ordered<'a> {
    value: &'a Value,
    fields: &'a [Field],
    ty: Option<&'a Type>,
    version: &'a Version,
}

impl Ordered<'_> {
    /// A value inside this one.
    fn inner<'a>(&'a self, value: &'a Value, ty: Option<&'a Type>) -> Ordered<'a> {
        Ordered { value, fields: fields_of(ty, self.version), ty, version: self.version }
    }
}

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Object(map) => {
                serializer.collect_map(ordered(map, self.fields).into_iter().map(|(name, value, field)| {
                    let ty = field.map(|field| &field.ty).or_else(|| part(self.ty));
                    (name, self.inner(value, ty))
                }))
            }
            Value::Array(items) => {
                serializer.collect_seq(items.iter().map(|item| self.inner(item, part(self.ty))))
            }
            plain => plain.serialize(serializer),
        }
    }
}
