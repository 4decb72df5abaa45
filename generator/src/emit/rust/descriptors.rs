//! The list of a crate's endpoints, for libraries that work with every wallet.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Endpoint, Kind};

use super::{features, print::ident, settling, type_names::Names};

/// Whether an endpoint is in the list: a call that changes something, or a notification that ends one.
pub(super) fn is_listed(endpoint: &Endpoint) -> bool {
    match endpoint.kind {
        Kind::Call => endpoint.is_callable() && !endpoint.read_only,
        Kind::Notification => endpoint.not_callable.is_none() && !endpoint.settles.is_empty(),
    }
}

/// The implementation of `ApiClient` for the crate's client.
pub(super) fn api_client(api: &Api) -> TokenStream {
    let listed = api.versions.iter().flat_map(|version| &version.endpoints).filter(|one| is_listed(one));
    let listed = listed.map(|endpoint| {
        let cfg = endpoint.modules.first().and_then(|group| features::cfg(api, group));
        let request = settling::path(endpoint, &Names::of(endpoint).request);
        let kind = ident(match endpoint.kind {
            Kind::Call => "Request",
            Kind::Notification => "Notification",
        });
        quote! { #cfg countersign_runtime::Handle::Static(<#request as countersign_runtime::#kind>::ENDPOINT) }
    });
    quote! {
        impl countersign_runtime::ApiClient for Client {
            fn endpoints(&self) -> &[countersign_runtime::Handle<countersign_runtime::Endpoint>] {
                const { &[#(#listed),*] }
            }
            fn client(&self) -> &countersign_runtime::Client {
                &self.0
            }
        }
    }
}
