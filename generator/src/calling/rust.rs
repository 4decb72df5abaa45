//! A call as a program that uses the generated crate.

use super::Violation;
use super::rust_value::Writer;
use crate::model::{Api, Endpoint, Version, names};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

/// A whole program, formatted. What the spec does not allow has no way to be written there: then it is a comment that says
/// so.
#[must_use]
pub fn rust_snippet(
    api: &Api,
    version: &Version,
    endpoint: &Endpoint,
    body: &Value,
    violations: &[Violation],
) -> String {
    if let Some(first) = violations.first() {
        return format!("// The generated crate has no way to write this request: {first}.\n");
    }
    program(api, version, endpoint, body).unwrap_or_else(|| {
        "// This request has a value that the generated crate writes in a way of its own; see its documentation.\n"
            .to_owned()
    })
}

fn program(api: &Api, version: &Version, endpoint: &Endpoint, body: &Value) -> Option<String> {
    let stem = names::endpoint_stem(endpoint);
    let mut writer = Writer::new(version);
    let (request_name, required_name) = (format!("{stem}Request"), format!("{stem}Required"));
    let (path, required_path) = (ident(&request_name)?, ident(&required_name)?);
    let request = writer.object(body, &endpoint.request, &quote! { #path }, &quote! { #required_path })?;
    let has_required = endpoint.request.iter().any(|field| field.required);

    let version_module = ident(&names::module(&version.name))?;
    let groups: Option<Vec<syn::Ident>> =
        endpoint.groups().into_iter().map(|group| ident(&names::module(group))).collect();
    let groups = groups?;
    let method = ident(&names::module(endpoint.last_segment()))?;
    let package = ident(&names::package(&api.name).replace('-', "_"))?;
    let macros = writer.macros.iter().map(|name| ident(name)).collect::<Option<Vec<_>>>()?;
    let types = writer.uses_types.then(|| quote! { types, });
    let required = has_required.then(|| quote! { , #required_path });
    let group = quote! { #(#groups::)*{#path #required}, };
    let text = writer.uses_text.then(|| quote! { Text, });
    let tokens = quote! {
        use #package::{
            Client, Config, Outcome, #text #(#macros,)* signature::{SigningKey, WalletKey},
            #version_module::{#group #types},
        };

        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let ours = SigningKey::from_file("merchant.pem")?;
            let theirs = WalletKey::from_file("wallet.public.pem")?;
            let client = Client::new(Config::new("https://wallet.example", "your-client-id", ours, theirs))?;
            let request = #request;
            match client.#version_module()#(.#groups())*.#method(&request).await? {
                Outcome::Success(answer) => println!("done: {answer:?}"),
                Outcome::Accepted(answer) => println!("not yet done, go on with {answer:?}"),
                Outcome::Failed(failure) => println!("nothing happened, finally: {failure}"),
                Outcome::Unknown(unknown) => println!("it may have happened, ask: {unknown}"),
            }
            Ok(())
        }
    };
    syn::parse2(tokens)
        .ok()
        .map(|file| prettyplease::unparse(&file).replace("\n#[tokio::main]", "\n\n#[tokio::main]"))
}

/// `r#type`, too.
pub(super) fn ident(name: &str) -> Option<syn::Ident> {
    syn::parse_str(name).ok()
}

/// A path below the version's `types`.
pub(super) fn type_path(name: &str) -> Option<TokenStream> {
    let name = ident(name)?;
    Some(quote! { types::#name })
}
