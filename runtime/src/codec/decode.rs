use super::{Number, Problem};

/// Whether a value could be kept.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Decoded {
    /// It fits.
    Fits,
    /// It was kept, though it breaks the spec.
    Deviates(Problem),
    /// It can't be kept.
    Unfit(Problem),
    /// It is JSON inside a text: to be read into the same value once more.
    Json,
}

impl Decoded {
    /// Removes the value from the problem, for a sensitive field.
    pub(crate) fn without_value(self) -> Self {
        match self {
            Self::Deviates(problem) => Self::Deviates(problem.without_value()),
            Self::Unfit(problem) => Self::Unfit(problem.without_value()),
            Self::Fits | Self::Json => self,
        }
    }
}

/// A value that is filled in place, by what kind of value comes.
pub trait Decode {
    /// The value before it is filled.
    fn empty() -> Self
    where
        Self: Sized;

    /// Whether a message without this field breaks the spec.
    fn is_required(&self) -> bool {
        true
    }
    /// Whether it holds a list. XML has no other way to tell a list of one item from the item.
    fn is_list(&self) -> bool {
        false
    }
    /// Whether `null` is a value of its own, and not the same as nothing.
    fn takes_null(&self) -> bool {
        false
    }
    /// `null` came.
    fn null(&mut self) {}
    /// Text came.
    fn text(&mut self, _: &str) -> Decoded {
        Decoded::Unfit(Problem::expected("another kind of value", "text"))
    }
    /// A boolean came.
    fn boolean(&mut self, _: bool) -> Decoded {
        Decoded::Unfit(Problem::expected("another kind of value", "a boolean"))
    }
    /// A number came.
    fn number(&mut self, _: Number<'_>) -> Decoded {
        Decoded::Unfit(Problem::expected("another kind of value", "a number"))
    }
    /// An object came.
    fn object(&mut self, _: &mut dyn Fields) -> Decoded {
        Decoded::Unfit(Problem::expected("another kind of value", "an object"))
    }
    /// A field came that the spec does not list. Returns where it is kept, and whether it came before; `None` where it is not
    /// kept.
    fn additional(&mut self, _: &str) -> Option<(&mut dyn Decode, bool)> {
        None
    }
    /// A list came.
    fn list(&mut self, _: &mut dyn Items) -> Decoded {
        Decoded::Unfit(Problem::expected("another kind of value", "a list"))
    }
}

/// [`Decode::empty`], where the type is known from where it goes.
#[must_use]
pub fn empty<T: Decode>() -> T {
    T::empty()
}

/// A field that is lent to be filled: its name on the wire, and its value. Without a name, it gets the fields that the spec does
/// not list.
pub type FieldMut<'a> = (&'static str, &'a mut dyn Decode);

/// The fields of an object that is being read.
pub trait Fields {
    /// Fills the fields by their names.
    fn fill(&mut self, fields: &mut [FieldMut<'_>]) -> Decoded;
    /// Fills `value` with the next field, whatever its name, and returns the name.
    fn next_entry(&mut self, value: &mut dyn Decode) -> Option<String>;
    /// Keeps the values inside of the object out of the notes.
    fn conceal(&mut self);
}

/// The items of a list that is being read.
pub trait Items {
    /// Fills `item` with the next item; false when there is none.
    fn next_item(&mut self, item: &mut dyn Decode) -> bool;
    /// Keeps the values inside of the list out of the notes.
    fn conceal(&mut self);
}
