use super::{Number, Problem};

/// Whether a value could be kept.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Taken {
    /// It fits.
    Yes,
    /// It was kept, though it breaks the spec.
    But(Problem),
    /// It can't be kept.
    No(Problem),
    /// It is JSON inside a text: to be read into the same value once more.
    Json,
}

impl Taken {
    /// The same without anything of the value, for one that is sensitive.
    pub(crate) fn without_value(self) -> Self {
        match self {
            Self::But(problem) => Self::But(problem.without_value()),
            Self::No(problem) => Self::No(problem.without_value()),
            Self::Yes | Self::Json => self,
        }
    }
}

/// A value that is filled in place, by what kind of value comes.
pub trait Decode {
    /// What a value is before it is filled.
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
    /// `null` came, which means the same as nothing.
    fn null(&mut self) {}
    /// Text came.
    fn text(&mut self, _: &str) -> Taken {
        Taken::No(Problem::expected("another kind of value", "text"))
    }
    /// A boolean came.
    fn boolean(&mut self, _: bool) -> Taken {
        Taken::No(Problem::expected("another kind of value", "a boolean"))
    }
    /// A number came.
    fn number(&mut self, _: Number<'_>) -> Taken {
        Taken::No(Problem::expected("another kind of value", "a number"))
    }
    /// An object came.
    fn object(&mut self, _: &mut dyn Fields) -> Taken {
        Taken::No(Problem::expected("another kind of value", "an object"))
    }
    /// A list came.
    fn list(&mut self, _: &mut dyn Items) -> Taken {
        Taken::No(Problem::expected("another kind of value", "a list"))
    }
}

/// [`Decode::empty`], where the type is known from where it goes.
#[must_use]
pub fn empty<T: Decode>() -> T {
    T::empty()
}

/// A field that is lent to be filled: its name on the wire, and its value.
pub type Slot<'a> = (&'static str, &'a mut dyn Decode);

/// The fields of an object that is being read.
pub trait Fields {
    /// Fills the fields by their names.
    fn fill(&mut self, fields: &mut [Slot<'_>]) -> Taken;
    /// Fills `value` with the next field, whatever its name, and returns the name.
    fn next_entry(&mut self, value: &mut dyn Decode) -> Option<String>;
    /// What is noted inside of the object holds nothing of it.
    fn conceal(&mut self);
}

/// The items of a list that is being read.
pub trait Items {
    /// Fills `item` with the next item; false when there is none.
    fn next_item(&mut self, item: &mut dyn Decode) -> bool;
    /// What is noted inside of the list holds nothing of it.
    fn conceal(&mut self);
}
