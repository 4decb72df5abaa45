use crate::codec::{Decode, Decoded, Encode, Fields, Items, Number, View};

/// A value of a `nullable` field that is sent: `null` is not the same as no field at all.
///
/// ```
/// use countersign_runtime::{Nullable, Text};
///
/// let size: Nullable<Text<1>> = Text::new("L")?.into();
/// assert_eq!(size.value().map(Text::as_str), Some("L"));
/// assert_eq!(Nullable::<Text<1>>::Null.value(), None);
/// # Ok::<(), countersign_runtime::TooLong>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// `null`.
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Changes the value, unless it is `null`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(change(value)),
        }
    }

    /// The value, unless it is `null`.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Decode> Nullable<T> {
    fn fill(&mut self, fill: impl FnOnce(&mut T) -> Decoded) -> Decoded {
        let mut value = T::empty();
        let decoded = fill(&mut value);
        *self = Self::Value(value);
        decoded
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        match self {
            Self::Null => visit(View::Absent),
            Self::Value(value) => value.encode(visit),
        }
    }
}

impl<T: Decode> Decode for Nullable<T> {
    fn empty() -> Self {
        Self::Null
    }
    fn takes_null(&self) -> bool {
        true
    }
    fn is_list(&self) -> bool {
        T::empty().is_list()
    }
    fn null(&mut self) {
        *self = Self::Null;
    }
    fn text(&mut self, text: &str) -> Decoded {
        self.fill(|value| value.text(text))
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        self.fill(|inner| inner.boolean(value))
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        self.fill(|value| value.number(number))
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.fill(|value| value.object(source))
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        self.fill(|value| value.list(items))
    }
}
