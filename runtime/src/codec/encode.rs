use super::shape::Shape;

/// A value as [`Encode::encode`] passes it on.
pub enum View<'a> {
    /// Nothing: the field is left out.
    Absent,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// Any number, as JSON writes it.
    Number(&'a str),
    /// Text.
    Text(&'a str),
    /// Text that an enum does not list, and whose list does not grow.
    Unlisted(&'a str),
    /// Values in their order.
    List(&'a mut dyn Iterator<Item = &'a dyn Encode>),
    /// Values by keys that are data.
    Map(&'a mut dyn Iterator<Item = (&'a str, &'a dyn Encode)>),
    /// Values by keys that the spec names.
    Object(&'a Shape, &'a [Field<'a>]),
    /// A value that is written but never shown to people.
    Sensitive(&'a dyn Encode),
    /// A value that is written as JSON inside a text.
    JsonText(&'a dyn Encode),
    /// A number or boolean that is written as text.
    Quoted(&'a dyn Encode),
}

/// A field that is encoded: its name on the wire, and its value. Without a name, its value is a map of further fields.
pub type Field<'a> = (&'static str, &'a dyn Encode);

/// Shows an object to `visit`. Each emitted struct calls it: a call compiles faster than a `static` and a [`View`] in each of them.
pub fn object(shape: Shape, fields: &[Field<'_>], visit: &mut dyn FnMut(View<'_>)) {
    visit(View::Object(&shape, fields));
}

/// A value that can be written.
pub trait Encode {
    /// Calls `visit` exactly once.
    fn encode(&self, visit: &mut dyn FnMut(View<'_>));

    /// Whether a field with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Writes a number or boolean as text (`wire: quoted`).
#[derive(Debug)]
pub struct Quoted<'a, T>(pub &'a T);

impl<T: Encode> Encode for Quoted<'_, T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Quoted(self.0));
    }
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}
