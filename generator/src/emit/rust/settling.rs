//! How an unknown outcome is settled: what an inquiry tells, and what it is asked with.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Endpoint, Kind, Settling, Tells, names, settling};

use super::{docs, endpoint::Names, print::ident};

/// `impl Inquiry` of an endpoint that is asked, and `impl Settles` of one that is asked about.
pub(super) fn items(api: &Api, endpoint: &Endpoint, names: &Names) -> Vec<TokenStream> {
    let response = ident(&names.response);
    let told = endpoint.tells.as_ref().filter(|_| endpoint.kind == Kind::Call).map(|tells| {
        let tells = value(tells);
        quote! {
            impl Inquiry for #response {
                const TELLS: Tells = #tells;
            }
        }
    });
    let settled = settled(api, endpoint).map(|Settling { inquiry, carried }| {
        let by = response_path(inquiry);
        quote! {
            impl Settles for #response {
                type By = #by;
                const CARRIED: &'static [&'static str] = &[#(#carried),*];
            }
        }
    });
    told.into_iter().chain(settled).collect()
}

/// For the docs of its method.
pub(super) fn words(api: &Api, endpoint: &Endpoint) -> Option<String> {
    let by = docs::code(endpoint.settled_by.as_ref()?);
    Some(match settled(api, endpoint) {
        Some(_) => format!("An unknown outcome is settled by {by}: `client.settle(unknown)` asks it."),
        None => format!("An unknown outcome is settled by {by}."),
    })
}

/// Whether some call of an API can be settled.
pub(super) fn any(api: &Api) -> bool {
    api.versions
        .iter()
        .flat_map(|version| &version.endpoints)
        .any(|endpoint| settled(api, endpoint).is_some())
}

fn settled<'a>(api: &'a Api, endpoint: &'a Endpoint) -> Option<Settling<'a>> {
    settling(endpoint, api)?.ok()
}

fn value(tells: &Tells) -> TokenStream {
    let status = &tells.status;
    let list = |setter: &str, values: &[String]| {
        let setter = ident(setter);
        (!values.is_empty()).then(|| quote! { .#setter(&[#(#values),*]) })
    };
    let success = list("with_success", &tells.success);
    let failure = list("with_failure", &tells.failure);
    let not_found = list("with_not_found", &tells.not_found);
    quote! { Tells::new(#status) #success #failure #not_found }
}

/// `crate::v1::payments::InquiryPaymentResponse`.
fn response_path(endpoint: &Endpoint) -> TokenStream {
    let modules = std::iter::once(endpoint.version.as_str()).chain(endpoint.groups());
    let modules = modules.map(|segment| ident(&names::module(segment)));
    let response = ident(&Names::of(endpoint).response);
    quote! { crate::#(#modules::)*#response }
}
