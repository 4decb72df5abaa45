//! Conditions as the runtime's values.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Comparison;

/// `Condition::is("notifyType", &["PAYMENT_RESULT"])`.
pub(super) fn condition(comparison: &Comparison) -> TokenStream {
    match comparison {
        Comparison::Is(path, values) => quote! { Condition::is(#path, &[#(#values),*]) },
        Comparison::IsNot(path, values) => quote! { Condition::is_not(#path, &[#(#values),*]) },
        Comparison::Present(path) => quote! { Condition::present(#path) },
        Comparison::Absent(path) => quote! { Condition::absent(#path) },
    }
}
