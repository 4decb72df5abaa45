//! A list of values as an open enum.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::names;

use super::{docs, print::ident};

/// An enum to be written.
pub(super) struct Enumeration {
    pub(super) name: String,
    pub(super) docs: Vec<String>,
    /// Values on the wire, and their docs.
    pub(super) values: Vec<(String, Vec<String>)>,
    /// Whether other values may be sent.
    pub(super) open: bool,
    /// Whether structs have fields of it.
    pub(super) in_structs: bool,
}

/// The enum with everything that belongs to it, each in an item of its own.
pub(super) fn items(enumeration: &Enumeration) -> Vec<TokenStream> {
    let (doc, name) = (docs::attributes(&enumeration.docs), ident(&enumeration.name));
    let variants = enumeration.values.iter().map(|(value, lines)| {
        let (doc, variant) = (docs::attributes(lines), ident(&names::variant(value)));
        quote! { #doc #variant, }
    });
    let listed = enumeration.values.iter().map(|(value, _)| {
        let variant = ident(&names::variant(value));
        quote! { (#value, Self::#variant) }
    });
    let grows = enumeration.open.then(|| quote! { const GROWS: bool = true; });
    let definition = quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that the spec does not list."]
            Other(Unlisted),
        }
    };
    let text = quote! {
        impl #name {
            #[doc = " The value on the wire."]
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                countersign_runtime::as_str(self)
            }
        }
    };
    let open_enum = quote! {
        impl OpenEnum for #name {
            const LISTED: &'static [(&'static str, Self)] = &[#(#listed),*];
            #grows
            #[inline]
            fn other(text: Unlisted) -> Self {
                Self::Other(text)
            }
            #[inline]
            fn as_other(&self) -> Option<&Unlisted> {
                if let Self::Other(text) = self { Some(text) } else { None }
            }
        }
    };
    let display = quote! {
        impl fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
    let default = quote! {
        #[doc = " What stands for a value that did not come."]
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self::Other(Unlisted::default())
            }
        }
    };
    let mut items = vec![definition, text, open_enum, display];
    items.extend(enumeration.in_structs.then_some(default));
    items
}
