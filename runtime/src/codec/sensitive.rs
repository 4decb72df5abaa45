use super::encode::{Encode, View};

/// Whether a value has a sensitive part that is there.
pub(crate) fn has_sensitive(value: &dyn Encode) -> bool {
    let mut found = false;
    value.encode(&mut |view| {
        found = match view {
            View::Sensitive(inner) => !inner.is_absent(),
            View::JsonText(inner) | View::Quoted(inner) => has_sensitive(inner),
            View::List(mut items) => Iterator::any(&mut items, has_sensitive),
            View::Map(mut entries) => Iterator::any(&mut entries, |(_, value)| has_sensitive(value)),
            View::Object(_, fields) => fields.iter().any(|(_, value)| has_sensitive(*value)),
            View::Absent
            | View::Boolean(_)
            | View::Integer(_)
            | View::Number(_)
            | View::Text(_)
            | View::Unlisted(_) => false,
        }
    });
    found
}
