//! Enums of a spec. They are open: a wallet may add a value on any day.

use crate::codec::{Decoded, Problem, View};

/// Text of an enum that the spec does not list. It can be shown and sent back, but not matched: when the value gets
/// listed one day, code that matched its text would silently stop to match.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Unlisted(String);

impl Unlisted {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// An enum of a spec.
pub trait OpenEnum: Clone + PartialEq + Send + Sync + 'static {
    /// The listed values by their text on the wire.
    const LISTED: &'static [(&'static str, Self)];
    /// Whether other values may be sent.
    const GROWS: bool = false;

    /// A value that is not listed.
    fn other(text: Unlisted) -> Self;
    /// Its text, when it is not listed.
    fn as_other(&self) -> Option<&Unlisted>;
}

/// The value on the wire.
#[must_use]
pub fn as_str<T: OpenEnum>(value: &T) -> &str {
    match value.as_other() {
        Some(unlisted) => &unlisted.0,
        None => T::LISTED.iter().find(|(_, listed)| listed == value).map_or("", |(text, _)| text),
    }
}

/// The value of a text on the wire.
#[must_use]
pub fn from_text<T: OpenEnum>(text: &str) -> T {
    match T::LISTED.iter().find(|(listed, _)| *listed == text) {
        Some((_, value)) => value.clone(),
        None => T::other(Unlisted::new(text)),
    }
}

/// Implements the traits of an emitted enum: its name, and for each value the text on the wire and the variant.
/// `Name => GROWS` when other values may be sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum {
    ($name:ident $(=> $grows:ident)?, $($wire:literal => $variant:ident,)*) => {
        impl $crate::OpenEnum for $name {
            const LISTED: &'static [(&'static str, Self)] = &[$(($wire, Self::$variant)),*];
            $(const $grows: bool = true;)?
            #[inline]
            fn other(text: $crate::Unlisted) -> Self {
                Self::Other(text)
            }
            #[inline]
            fn as_other(&self) -> Option<&$crate::Unlisted> {
                if let Self::Other(text) = self { Some(text) } else { None }
            }
        }

        $crate::__open_enum!($name);
    };
}

/// The trait impls of an open enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident) => {
        impl $name {
            /// The value on the wire.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::as_str(self)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Stands for a value that did not come.
        impl Default for $name {
            #[inline]
            fn default() -> Self {
                Self::Other($crate::Unlisted::default())
            }
        }

        // Not for every `T: OpenEnum` at once: a blanket impl makes the compiler compare each struct's impls with it.
        #[doc(hidden)]
        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(&self, visit: &mut dyn FnMut($crate::codec::View<'_>)) {
                $crate::codec::enums::encode(self, visit);
            }
            #[inline]
            fn is_absent(&self) -> bool {
                $crate::codec::enums::is_absent(self)
            }
        }

        #[doc(hidden)]
        impl $crate::codec::Decode for $name {
            #[inline]
            fn empty() -> Self {
                Self::default()
            }
            #[inline]
            fn text(&mut self, text: &str) -> $crate::codec::Decoded {
                $crate::codec::enums::decode(self, text)
            }
        }

        // A value that is not listed is kept, and refused when it is sent.
        $crate::__serde!(received, $name);
    };
}

/// Encodes an enum.
#[doc(hidden)]
pub fn encode<T: OpenEnum>(value: &T, visit: &mut dyn FnMut(View<'_>)) {
    visit(match value.as_other() {
        Some(unlisted) if !T::GROWS => View::Unlisted(&unlisted.0),
        _ => View::Text(as_str(value)),
    });
}

/// Whether an enum stands for a value that did not come: it is not invented when it is written again.
#[doc(hidden)]
pub fn is_absent<T: OpenEnum>(value: &T) -> bool {
    value.as_other().is_some_and(|unlisted| unlisted.0.is_empty())
}

/// Fills an enum.
#[doc(hidden)]
pub fn decode<T: OpenEnum>(value: &mut T, text: &str) -> Decoded {
    *value = from_text(text);
    let unlisted = || Problem::NotListed { value: Some(text.to_owned()) };
    match value.as_other() {
        Some(_) if text.is_empty() => Decoded::Unfit(unlisted()),
        Some(_) if !T::GROWS => Decoded::Deviates(unlisted()),
        _ => Decoded::Fits,
    }
}
