//! Conditions on the fields of a message: `field = A | B`, `field != A`, `field is present`, `field is absent`.

use std::borrow::Cow;

use crate::descriptor::Texts;

/// A condition on a field, by its path.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `field = A | B`: the field has one of these values.
    Is(Cow<'static, str>, Texts),
    /// `field != A`: the field has none of these values.
    IsNot(Cow<'static, str>, Texts),
    /// `field is present`.
    Present(Cow<'static, str>),
    /// `field is absent`: not there, `null` or empty.
    Absent(Cow<'static, str>),
}

impl Condition {
    /// `field = A | B`.
    #[must_use]
    pub const fn is(field: &'static str, values: &'static [&'static str]) -> Self {
        Self::Is(Cow::Borrowed(field), Texts::Static(values))
    }
    /// `field != A`.
    #[must_use]
    pub const fn is_not(field: &'static str, values: &'static [&'static str]) -> Self {
        Self::IsNot(Cow::Borrowed(field), Texts::Static(values))
    }
    /// `field is present`.
    #[must_use]
    pub const fn present(field: &'static str) -> Self {
        Self::Present(Cow::Borrowed(field))
    }
    /// `field is absent`.
    #[must_use]
    pub const fn absent(field: &'static str) -> Self {
        Self::Absent(Cow::Borrowed(field))
    }

    /// The path of the field.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Is(path, _) | Self::IsNot(path, _) | Self::Present(path) | Self::Absent(path) => path,
        }
    }

    /// Whether it holds for what is at the path. No condition holds for a field that comes twice.
    pub(crate) fn holds(&self, found: &Found<'_>) -> bool {
        let is_one_of = |values: &Texts| match found {
            Found::Scalar(text) => values.contains(text),
            Found::Absent | Found::Repeated | Found::Other => false,
        };
        match self {
            _ if matches!(found, Found::Repeated) => false,
            Self::Is(_, values) => is_one_of(values),
            Self::IsNot(_, values) => !is_one_of(values),
            Self::Present(_) => !matches!(found, Found::Absent),
            Self::Absent(_) => matches!(found, Found::Absent),
        }
    }
}

/// What is at the path of a condition.
pub(crate) enum Found<'a> {
    /// Nothing, `null` or something empty.
    Absent,
    /// More than one value, so that it is ambiguous.
    Repeated,
    /// A text, a number or a boolean, as text.
    Scalar(Cow<'a, str>),
    /// Another value.
    Other,
}
