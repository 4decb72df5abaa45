//! The modules of a version and of its groups: `v1/mod.rs`, `v1/payments/mod.rs`, with a method for each call.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Endpoint, Version, names};

use super::{
    Unit, docs,
    endpoint::method_docs,
    features,
    imports::Imports,
    inputs::Inputs,
    print::{self, ident},
    type_names::Names,
};

/// A folder of endpoints.
#[derive(Default)]
struct Group<'a> {
    /// The modules of its path: `["payments"]`.
    modules: &'a [String],
    /// Its groups, each with its module.
    groups: BTreeMap<&'a str, &'a str>,
    endpoints: Vec<&'a Endpoint>,
}

/// The modules that an endpoint is in: `["v1", "payments"]`.
pub(super) fn module_path(endpoint: &Endpoint) -> Vec<String> {
    std::iter::once(names::version(&endpoint.version)).chain(endpoint.modules.iter().cloned()).collect()
}

/// The folder of an endpoint's file below `src`: `v1/payments`.
pub(super) fn folder(endpoint: &Endpoint) -> String {
    folder_of(&endpoint.version, &endpoint.modules)
}

fn folder_of(version: &str, modules: &[String]) -> String {
    let modules = std::iter::once(names::version(version)).chain(modules.iter().cloned());
    modules.map(|module| print::file_stem(&module)).collect::<Vec<_>>().join("/")
}

/// One file for the version itself and one for each group.
pub(super) fn units<'a>(api: &'a Api, version: &'a Version, inputs: &Inputs) -> Vec<Unit<'a>> {
    let mut groups: BTreeMap<Vec<&str>, Group<'_>> = BTreeMap::from([(Vec::new(), Group::default())]);
    for endpoint in version.endpoints.iter().filter(|endpoint| endpoint.not_callable.is_none()) {
        let path = endpoint.groups();
        for (depth, (name, module)) in path.iter().zip(&endpoint.modules).enumerate() {
            let group = groups.entry(path[..depth].to_vec()).or_default();
            group.modules = &endpoint.modules[..depth];
            group.groups.insert(name, module);
        }
        let group = groups.entry(path).or_default();
        group.modules = &endpoint.modules;
        group.endpoints.push(endpoint);
    }
    let unit = |(path, group): (Vec<&'a str>, Group<'a>)| {
        let file_path = format!("src/{}/mod.rs", folder_of(&version.name, group.modules));
        let inputs = inputs.number(&file_path, below(version, &path));
        Unit::file(api, inputs, file_path, move || file(api, version, &path, &group))
    };
    groups.into_iter().map(unit).collect()
}

fn file(api: &Api, version: &Version, path: &[&str], group: &Group<'_>) -> String {
    let address =
        std::iter::once(version.name.as_str()).chain(path.iter().copied()).collect::<Vec<_>>().join("/");
    let mut modules: Vec<TokenStream> = group
        .groups
        .values()
        .map(|module| {
            let (cfg, module) = (cfg(api, path, module), ident(module));
            quote! { #cfg pub mod #module; }
        })
        .collect();
    if path.is_empty() && !version.types.is_empty() {
        modules.push(quote! { pub mod types; });
    }
    let here = group.modules.last();
    modules.extend(group.endpoints.iter().map(|endpoint| {
        let name = names::method(endpoint);
        let reason = "an endpoint with the name of its group";
        let inception =
            (here == Some(&name)).then(|| quote! { #[allow(clippy::module_inception, reason = #reason)] });
        let module = ident(&name);
        quote! { #inception mod #module; }
    }));
    let exports = group.endpoints.iter().map(|endpoint| {
        let module = ident(&names::method(endpoint));
        let exported = Names::of(endpoint).exported(endpoint);
        let exported = exported.iter().map(|name| ident(name));
        quote! { pub use self::#module::{#(#exported),*}; }
    });
    let mut items = vec![quote! { #(#modules)* }, quote! { #(#exports)* }];
    if has_calls(version, path) {
        let calls = calls_struct(&address);
        let unused = (path.is_empty() && !group.endpoints.iter().any(|endpoint| endpoint.is_callable()))
            .then(|| features::allow_unused_client(api, version))
            .flatten();
        items.extend([quote! { #unused #calls }, calls_impl(api, version, path, group)]);
    }
    let source = format!("{}/{address}", api.name);
    let docs = [format!("{} of {}.", docs::code(&address), docs::markdown(&api.title).join(" "))];
    print::rust_file(&source, &docs, Imports::Runtime, items)
}

/// The condition under which a group below `path` is compiled: only the first folders are features.
fn cfg(api: &Api, path: &[&str], group: &str) -> Option<TokenStream> {
    path.is_empty().then(|| features::cfg(api, group)).flatten()
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
    below(version, path).iter().any(Endpoint::is_callable)
}

/// The endpoints of a group and of the groups below it, which stand together, as endpoints are sorted by path.
fn below<'a>(version: &'a Version, path: &[&str]) -> &'a [Endpoint] {
    let folder: String = path.iter().map(|name| format!("{name}/")).collect();
    let first = version.endpoints.partition_point(|endpoint| endpoint.path < folder);
    let (_, rest) = version.endpoints.split_at(first);
    let length = rest.partition_point(|endpoint| endpoint.path.starts_with(&folder));
    rest.split_at(length).0
}

fn calls_impl(api: &Api, version: &Version, path: &[&str], group: &Group<'_>) -> TokenStream {
    let groups = group.groups.iter().filter(|(name, _)| has_calls(version, &[path, &[**name]].concat()));
    let groups = groups.map(|(name, module)| {
        let cfg = cfg(api, path, module);
        let (doc, module) = (docs::attributes(&[docs::code(name) + "."]), ident(module));
        quote! {
            #cfg
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
        .filter(|endpoint| endpoint.is_callable())
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
    let module = ident(&names::method(endpoint));
    let deprecated = endpoint.deprecated.as_deref().map(docs::deprecated);
    let doc = docs::attributes(&method_docs(api, endpoint));
    // A header that is required is a parameter, so that no call can be made without it.
    let required = endpoint.headers.iter().any(|header| header.required).then(|| {
        let headers = ident(&names.headers);
        (quote! { , headers: &#headers }, quote! { .headers(headers) })
    });
    let (parameter, given) = required.unzip();
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #module(self, request: &'a #request #parameter) -> Call<'a, #request> {
            self.client.call(request) #given
        }
    }
}
