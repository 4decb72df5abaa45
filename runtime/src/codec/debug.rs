use std::fmt::{self, Debug};

use super::{Encode, View};

/// `Debug` of a generated struct: the fields that are there, by their names on the wire, sensitive ones hidden.
///
/// # Errors
/// The formatter's own.
pub fn debug(value: &dyn Encode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Debugged(value).fmt(f)
}

struct Debugged<'a>(&'a dyn Encode);

impl Debug for Debugged<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = Ok(());
        self.0.encode(&mut |view| shown = write(view, f));
        shown
    }
}

fn write(view: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match view {
        View::Absent => f.write_str("null"),
        View::Boolean(value) => value.fmt(f),
        View::Integer(value) => value.fmt(f),
        View::Number(value) => f.write_str(value),
        View::Text(value) | View::Unlisted(value) => Debug::fmt(value, f),
        View::Sensitive(_) => f.write_str("[hidden]"),
        View::JsonText(value) | View::Quoted(value) => Debugged(value).fmt(f),
        View::List(items) => f.debug_list().entries(items.map(Debugged)).finish(),
        View::Map(entries) => {
            f.debug_map().entries(entries.map(|(key, value)| (key, Debugged(value)))).finish()
        }
        View::Object(shape, fields) => {
            let mut object = f.debug_struct(shape.name);
            for (name, value) in fields.iter().filter(|(_, value)| !value.is_absent()) {
                if name.is_empty() {
                    value.encode(&mut |view| further(view, &mut object));
                } else {
                    object.field(name, &Debugged(*value));
                }
            }
            object.finish()
        }
    }
}

/// Shows the fields that the spec does not list.
fn further(view: View<'_>, object: &mut fmt::DebugStruct<'_, '_>) {
    if let View::Map(entries) = view {
        for (name, value) in entries {
            object.field(name, &Debugged(value));
        }
    }
}
