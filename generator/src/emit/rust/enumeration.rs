//! A list of values as an open enum.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, print::ident};

/// An enum to be written.
pub(super) struct Enumeration {
    pub(super) name: String,
    pub(super) docs: Vec<String>,
    pub(super) values: Vec<Listed>,
    /// Whether other values may be sent.
    pub(super) open: bool,
}

/// A value of an enum.
pub(super) struct Listed {
    /// On the wire.
    pub(super) value: String,
    pub(super) variant: String,
    pub(super) docs: Vec<String>,
}

/// The enum with everything that belongs to it, each in an item of its own.
pub(super) fn items(enumeration: &Enumeration) -> Vec<TokenStream> {
    let (doc, name) = (docs::attributes(&enumeration.docs), ident(&enumeration.name));
    let variants = enumeration.values.iter().map(|listed| {
        let (doc, variant) = (docs::attributes(&listed.docs), ident(&listed.variant));
        quote! { #doc #variant, }
    });
    let listed = enumeration.values.iter().map(|Listed { value, variant, .. }| {
        let variant = ident(variant);
        quote! { #value => #variant, }
    });
    let grows = enumeration.open.then(|| quote! { => GROWS });
    let definition = quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " Any other value."]
            Other(Unlisted),
        }
    };
    let traits = quote! { countersign_runtime::__enum! { #name #grows, #(#listed)* } };
    vec![definition, traits]
}
