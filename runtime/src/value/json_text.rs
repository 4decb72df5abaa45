use std::ops::{Deref, DerefMut};

use crate::codec::{Decode, Decoded, Encode, Fields, Items, Problem, View};

/// A value that travels as JSON inside a text: `"{\"currency\":\"USD\"}"`. It reads like the value itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct JsonText<T>(pub T);

impl<T> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for JsonText<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for JsonText<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Encode> Encode for JsonText<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::JsonText(&self.0));
    }
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

impl<T: Decode> Decode for JsonText<T> {
    fn empty() -> Self {
        Self(T::empty())
    }
    fn is_required(&self) -> bool {
        self.0.is_required()
    }
    fn null(&mut self) {
        self.0.null();
    }
    fn text(&mut self, _: &str) -> Decoded {
        Decoded::Json
    }
    // What was inside the text, or what came without being in a text.
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.0.object(source)
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        self.0.list(items)
    }
    fn boolean(&mut self, _: bool) -> Decoded {
        Decoded::Unfit(Problem::expected("JSON inside a text", "a boolean"))
    }
}
