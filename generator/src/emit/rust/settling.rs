//! How an unknown outcome is settled: what an inquiry tells, and what it is asked with.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Endpoint, Settling, Tells, names, settling};

use super::{docs, endpoint::Names, print::ident};

/// How the outcome of a call is found out, as data.
pub(super) fn descriptor(api: &Api, endpoint: &Endpoint) -> Option<TokenStream> {
    let Settling { inquiry, carried } = settled(api, endpoint)?;
    let tells = inquiry.tells.as_ref()?;
    let (by, status) = (response_path(inquiry), value(tells));
    let pairs = carried.iter().map(|name| quote! { (#name, #name) });
    let named = endpoint.idempotency_key.iter().filter(|name| carried.contains(&name.as_str()));
    let ids = named.map(|name| quote! { (#name, #name) });
    let codes = &tells.not_found;
    let not_found = (!codes.is_empty()).then(|| quote! { .with_not_found(NotFound::new(&[#(#codes),*])) });
    Some(quote! {
        /// How the outcome is found out.
        static SETTLED_BY: Settling = Settling::new(<#by as Response>::ENDPOINT, #status)
            .with_ask(&[#(#pairs),*])
            .with_ids(Ids::All(&[#(#ids),*])) #not_found;
    })
}

/// `impl SettledBy` of a call whose outcome can be found out.
pub(super) fn items(api: &Api, endpoint: &Endpoint, names: &Names) -> Option<TokenStream> {
    let response = ident(&names.response);
    let by = response_path(settled(api, endpoint)?.inquiry);
    Some(quote! {
        impl SettledBy for #response {
            type Inquiry = #by;
        }
    })
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
    let Tells { status, success, failure, .. } = tells;
    quote! { StatusMapping::new(#status, &[#(#success),*], &[#(#failure),*]) }
}

/// `crate::v1::payments::InquiryPaymentResponse`.
fn response_path(endpoint: &Endpoint) -> TokenStream {
    let modules = std::iter::once(endpoint.version.as_str()).chain(endpoint.groups());
    let modules = modules.map(|segment| ident(&names::module(segment)));
    let response = ident(&Names::of(endpoint).response);
    quote! { crate::#(#modules::)*#response }
}
