use std::{fmt, ops::Deref};

use crate::codec::{Decode, Decoded, Encode, Fields, Items, Number, View};

/// A value that `Debug` does not show: a token, a code, a person's number.
///
/// It reads like the value itself, so showing it takes a deliberate step.
///
/// ```
/// use countersign_runtime::{Sensitive, UnlimitedText};
///
/// let token = Sensitive::new(UnlimitedText::new("2810…")?);
/// assert_eq!(format!("{token:?}"), "[hidden]");
/// assert_eq!(token.as_str(), "2810…");
/// # Ok::<(), countersign_runtime::TooLong>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Marks the value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, no longer hidden.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Sensitive<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

impl<T: Encode> Encode for Sensitive<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Sensitive(&self.0));
    }
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

impl<T: Decode> Decode for Sensitive<T> {
    fn empty() -> Self {
        Self(T::empty())
    }
    fn is_required(&self) -> bool {
        self.0.is_required()
    }
    fn is_list(&self) -> bool {
        self.0.is_list()
    }
    fn null(&mut self) {
        self.0.null();
    }
    // No problem holds the value, whatever kind of value comes.
    fn text(&mut self, text: &str) -> Decoded {
        self.0.text(text).without_value()
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        self.0.boolean(value).without_value()
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        self.0.number(number).without_value()
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.conceal();
        self.0.object(source).without_value()
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        items.conceal();
        self.0.list(items).without_value()
    }
}
