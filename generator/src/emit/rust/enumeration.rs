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
        quote! { #value => #variant, }
    });
    let grows = enumeration.open.then(|| quote! { => GROWS });
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
    let traits = quote! { countersign_runtime::__enum! { #name #grows, #(#listed)* } };
    vec![definition, traits]
}
