//! The modules of a version and of its groups: `v1/mod.rs`, `v1/payments/mod.rs`, with a method for each call.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Endpoint, Kind, Version, names};

use super::{
    docs,
    endpoint::method_docs,
    imports::Imports,
    print::{self, ident},
    type_names::Names,
};

/// A folder of endpoints.
#[derive(Default)]
struct Group<'a> {
    groups: BTreeSet<&'a str>,
    endpoints: Vec<&'a Endpoint>,
}

/// The path of an endpoint's group in the crate: `["v1", "payments"]`.
pub(super) fn module_path(endpoint: &Endpoint) -> Vec<String> {
    std::iter::once(endpoint.version.as_str()).chain(endpoint.groups()).map(print::file_stem).collect()
}

/// One file for the version itself and one for each group.
pub(super) fn files(api: &Api, version: &Version) -> BTreeMap<String, String> {
    let mut groups: BTreeMap<Vec<&str>, Group<'_>> = BTreeMap::from([(Vec::new(), Group::default())]);
    for endpoint in &version.endpoints {
        let path = endpoint.groups();
        for depth in 0..path.len() {
            groups.entry(path[..depth].to_vec()).or_default().groups.insert(path[depth]);
        }
        groups.entry(path).or_default().endpoints.push(endpoint);
    }
    groups
        .iter()
        .map(|(path, group)| {
            let folders: Vec<String> = std::iter::once(version.name.as_str())
                .chain(path.iter().copied())
                .map(print::file_stem)
                .collect();
            (format!("src/{}/mod.rs", folders.join("/")), file(api, version, path, group))
        })
        .collect()
}

fn file(api: &Api, version: &Version, path: &[&str], group: &Group<'_>) -> String {
    let address =
        std::iter::once(version.name.as_str()).chain(path.iter().copied()).collect::<Vec<_>>().join("/");
    let mut modules: Vec<TokenStream> = group
        .groups
        .iter()
        .map(|name| {
            let module = ident(&names::module(name));
            quote! { pub mod #module; }
        })
        .collect();
    if path.is_empty() && !version.types.is_empty() {
        modules.push(quote! { pub mod types; });
    }
    let here = path.last().map(|name| names::module(name));
    modules.extend(group.endpoints.iter().map(|endpoint| {
        let name = names::module(endpoint.last_segment());
        let reason = "an endpoint with the name of its group";
        let inception = (here.as_ref() == Some(&name))
            .then(|| quote! { #[allow(clippy::module_inception, reason = #reason)] });
        let module = ident(&name);
        quote! { #inception mod #module; }
    }));
    let exports = group.endpoints.iter().map(|endpoint| {
        let module = ident(&names::module(endpoint.last_segment()));
        let exported = Names::of(endpoint).exported(endpoint);
        let exported = exported.iter().map(|name| ident(name));
        quote! { pub use self::#module::{#(#exported),*}; }
    });
    let mut items = vec![quote! { #(#modules)* }, quote! { #(#exports)* }];
    if has_calls(version, path) {
        items.extend([calls_struct(&address), calls_impl(api, version, path, group)]);
    }
    let source = format!("{}/{address}", api.name);
    let docs = [format!("{} of {}.", docs::code(&address), docs::markdown(&api.title).join(" "))];
    print::rust_file(&source, &docs, Imports::Runtime, items)
}

fn calls_struct(address: &str) -> TokenStream {
    let doc = docs::attributes(&[format!("The calls of {}.", docs::code(address))]);
    quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct Calls<'a> {
            client: &'a countersign_runtime::Client,
        }
    }
}

/// Whether there is something to call in a group or below it, and not notifications only.
pub(super) fn has_calls(version: &Version, path: &[&str]) -> bool {
    version
        .endpoints
        .iter()
        .any(|endpoint| endpoint.kind == Kind::Call && endpoint.groups().starts_with(path))
}

fn calls_impl(api: &Api, version: &Version, path: &[&str], group: &Group<'_>) -> TokenStream {
    let groups = group.groups.iter().filter(|name| has_calls(version, &[path, &[**name]].concat()));
    let groups = groups.map(|name| {
        let (doc, module) = (docs::attributes(&[docs::code(name) + "."]), ident(&names::module(name)));
        quote! {
            #doc
            #[inline]
            #[must_use]
            pub fn #module(self) -> #module::Calls<'a> {
                #module::Calls::new(self.client)
            }
        }
    });
    let calls = group
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.kind == Kind::Call)
        .map(|endpoint| method(api, endpoint));
    quote! {
        impl<'a> Calls<'a> {
            pub(crate) fn new(client: &'a countersign_runtime::Client) -> Self {
                Self { client }
            }
            #(#groups)*
            #(#calls)*
        }
    }
}

/// The method of a call. All work is the runtime's, which has one function for all endpoints.
fn method(api: &Api, endpoint: &Endpoint) -> TokenStream {
    let names = Names::of(endpoint);
    let request = ident(&names.request);
    let module = ident(&names::module(endpoint.last_segment()));
    let deprecated = endpoint.deprecated.as_deref().map(docs::deprecated);
    let doc = docs::attributes(&method_docs(api, endpoint));
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #module(self, request: &'a #request) -> Call<'a, #request> {
            self.client.call(request)
        }
    }
}
