//! Which Rust type a field has.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Field, Primitive, ReceivedAs, Shape, TextLimits, Type, TypeDef, Version, names};

use super::print::ident;

/// What a struct promises: what is sent is checked, what is received is as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    Received,
}

impl Direction {
    /// Its word in the runtime's macros.
    pub(super) fn word(self) -> TokenStream {
        match self {
            Self::Sent => quote! { sent },
            Self::Received => quote! { received },
        }
    }
}

/// Where code stands, which decides how it names a type of the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In an endpoint's file, which imports the module `types`.
    Endpoint,
    /// In `types.rs`, or in the file of a group below it.
    Types { of_a_group: bool },
    /// In `types/received.rs`, or in the file of a group below it.
    ReceivedTypes { of_a_group: bool },
}

/// Answers every question about types at one place.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) version: &'a Version,
    pub(super) place: Place,
}

impl<'a> Scope<'a> {
    /// The type of a field in its struct.
    pub(super) fn in_struct(self, field: &Field, direction: Direction) -> TokenStream {
        let held = wrapped(field, &self.bare(&field.ty, direction), direction);
        if self.is_option(field, direction) {
            quote! { Option<#held> }
        } else {
            held
        }
    }

    /// The type of a required field as the constructor takes it.
    pub(super) fn in_required(self, field: &Field) -> TokenStream {
        let bare = self.bare(&field.ty, Direction::Sent);
        if takes_null(field, Direction::Sent) {
            quote! { Nullable<#bare> }
        } else {
            bare
        }
    }

    /// Whether the field is an `Option` in its struct.
    fn is_option(self, field: &Field, direction: Direction) -> bool {
        !field.required || (direction == Direction::Received && field.ty.is_received_as_option())
    }

    /// The type of a field's value as its setter and constructor take it.
    pub(super) fn bare(self, ty: &Type, direction: Direction) -> TokenStream {
        use Direction::{Received, Sent};
        match (ty, direction) {
            (Type::Text(limits) | Type::Url(limits), Sent) => limited(limits, "Text", "UnlimitedText"),
            (Type::Text(limits) | Type::Url(limits), Received) => {
                limited(limits, "Received", "ReceivedUnlimited")
            }
            (Type::Integer { min: None, max: None }, _) | (Type::Integer { .. }, Received) => quote! { i64 },
            (Type::Integer { min, max }, Sent) => {
                let (min, max) = (bound(*min, "MIN"), bound(*max, "MAX"));
                quote! { Int<#min, #max> }
            }
            (Type::Primitive(primitive), _) => primitive_type(*primitive, direction),
            (Type::List { items, max }, _) => {
                let items = self.bare(items, direction);
                match (max, direction) {
                    (Some(max), Sent) => {
                        let max = Literal::usize_unsuffixed(*max);
                        quote! { List<#items, #max> }
                    }
                    _ => quote! { Vec<#items> },
                }
            }
            (Type::Map { values, .. }, _) => {
                let values = self.bare(values, direction);
                quote! { BTreeMap<String, #values> }
            }
            (Type::Named(name), _) => self.named(name, direction),
        }
    }

    /// A type of the spec, as it is named from here.
    fn named(self, name: &str, direction: Direction) -> TokenStream {
        let name_here = ident(&names::type_in(self.version, name));
        let both = self.version.type_named(name).is_some_and(has_two_structs);
        let received = both && direction == Direction::Received;
        match self.place {
            Place::Endpoint if received => quote! { types::received::#name_here },
            Place::Endpoint => quote! { types::#name_here },
            Place::Types { of_a_group: true } if received => quote! { super::received::#name_here },
            Place::Types { .. } if received => quote! { received::#name_here },
            Place::ReceivedTypes { of_a_group: true } if !received => quote! { super::super::#name_here },
            Place::ReceivedTypes { .. } if !received => quote! { super::#name_here },
            Place::Types { of_a_group: true } | Place::ReceivedTypes { of_a_group: true } => {
                quote! { super::#name_here }
            }
            Place::Types { .. } | Place::ReceivedTypes { .. } => quote! { #name_here },
        }
    }
}

/// An object that is sent and received is two structs, because what they promise differs.
pub(super) fn has_two_structs(definition: &TypeDef) -> bool {
    definition.sent && definition.received && matches!(definition.shape, Shape::Object(_))
}

/// What the struct keeps around a value.
fn wrapped(field: &Field, bare: &TokenStream, direction: Direction) -> TokenStream {
    let mut held = bare.clone();
    if field.json_text {
        held = quote! { JsonText<#held> };
    }
    if field.sensitive {
        held = quote! { Sensitive<#held> };
    }
    if field.boxed {
        held = quote! { Box<#held> };
    }
    if takes_null(field, direction) {
        held = quote! { Nullable<#held> };
    }
    held
}

/// Whether `null` can be sent, and is not a value of the type itself. What is received is `None`.
pub(super) fn takes_null(field: &Field, direction: Direction) -> bool {
    let is_any_json = field.ty == Type::JSON && !field.json_text;
    field.nullable && direction == Direction::Sent && !is_any_json
}

/// A value with what the struct keeps around it, but for what makes room for `null`.
fn wrap(field: &Field, value: &TokenStream) -> TokenStream {
    let mut held = value.clone();
    if field.json_text {
        held = quote! { JsonText(#held) };
    }
    if field.sensitive {
        held = quote! { Sensitive::new(#held) };
    }
    if field.boxed {
        held = quote! { Box::new(#held) };
    }
    held
}

/// The value that a setter takes, as the struct keeps it.
pub(super) fn set(field: &Field) -> TokenStream {
    let held = wrap(field, &quote! { value });
    if takes_null(field, Direction::Sent) {
        quote! { Nullable::Value(#held) }
    } else {
        held
    }
}

/// The option that a setter takes, as the struct keeps it.
pub(super) fn set_option(field: &Field) -> TokenStream {
    match (field.sensitive, field.json_text, field.boxed, takes_null(field, Direction::Sent)) {
        (false, false, false, false) => quote! { value },
        (false, true, false, false) => quote! { value.map(JsonText) },
        (true, false, false, false) => quote! { value.map(Sensitive::new) },
        (false, false, true, false) => quote! { value.map(Box::new) },
        (false, false, false, true) => quote! { value.map(Nullable::Value) },
        _ => {
            let held = set(field);
            quote! { value.map(|value| #held) }
        }
    }
}

/// A required field that the constructor takes, as the struct keeps it.
pub(super) fn construct(field: &Field, given: &TokenStream) -> TokenStream {
    if !takes_null(field, Direction::Sent) {
        return wrap(field, given);
    }
    let held = wrap(field, &quote! { value });
    match field.sensitive || field.json_text {
        true => quote! { #given.map(|value| #held) },
        false => given.clone(),
    }
}

fn primitive_type(primitive: Primitive, direction: Direction) -> TokenStream {
    let info = primitive.info();
    let name = format_ident!("{}", info.rust);
    if direction == Direction::Received && info.received == ReceivedAs::Unparsed {
        quote! { Unparsed<#name> }
    } else {
        quote! { #name }
    }
}

fn limited(limits: &TextLimits, limited: &str, unlimited: &str) -> TokenStream {
    match limits.max {
        Some(max) => {
            let (name, max) = (format_ident!("{limited}"), Literal::usize_unsuffixed(max));
            quote! { #name<#max> }
        }
        None => {
            let name = format_ident!("{unlimited}");
            quote! { #name }
        }
    }
}

/// A limit of a number, or the type's own.
pub(super) fn bound(limit: Option<i64>, own: &str) -> TokenStream {
    match limit {
        Some(limit) => {
            let limit = Literal::i64_unsuffixed(limit);
            quote! { #limit }
        }
        None => {
            let own = format_ident!("{own}");
            quote! { { i64::#own } }
        }
    }
}
