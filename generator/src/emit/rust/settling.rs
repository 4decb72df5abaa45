//! How an outcome becomes known: what an inquiry is asked by and how its response is read, and which calls a notification
//! ends.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{
    self, Api, Endpoint, FieldPair, FinalAfter, Ids, Kind, Settling, StatusMapping, Verdict, closing, names,
    settling,
};

use super::{comparison::condition, docs, print::ident, type_names::Names};

/// How the outcome of a call is found out, as data.
pub(super) fn descriptor(api: &Api, endpoint: &Endpoint) -> Option<TokenStream> {
    let Settling { inquiry, ask, ids, money, status, rules } = settled(api, endpoint)?;
    let (by, status) = (path(inquiry, &Names::of(inquiry).request), mapping(status));
    let (ask, ids) = (pairs(&ask), self::ids(&ids));
    let money = (!money.is_empty()).then(|| {
        let money = pairs(&money);
        quote! { .with_money(#money) }
    });
    let entry = rules.entry.as_ref().map(|entry| {
        let (list, equal) = (&entry.list, pairs(&entry.equal));
        quote! { .with_entry(ListEntry::new(#list, #equal)) }
    });
    let not_found = not_found(&rules.not_found);
    let unnamed = rules.unnamed_accepted.then(|| quote! { .with_unnamed_accepted() });
    let closed_by = closed_by(api, endpoint);
    Some(quote! {
        /// How the outcome is found out.
        static SETTLED_BY: Settling = Settling::new(<#by as Request>::ENDPOINT, #status)
            .with_ask(#ask)
            .with_ids(#ids) #money #entry #not_found #unnamed #closed_by;
    })
}

fn not_found(not_found: &model::NotFound) -> Option<TokenStream> {
    let codes = &not_found.codes;
    let final_after = not_found.final_after.map(|FinalAfter { times, every }| {
        let seconds = every.as_secs();
        quote! { .final_after(#times, Duration::from_secs(#seconds)) }
    });
    (!codes.is_empty()).then(|| quote! { .with_not_found(NotFound::new(&[#(#codes),*]) #final_after) })
}

fn closed_by(api: &Api, call: &Endpoint) -> Option<TokenStream> {
    let closing = closing(call, api)?.ok()?;
    let (by, fields) = (path(closing.endpoint, &Names::of(closing.endpoint).request), pairs(&closing.fields));
    Some(quote! { .with_closed_by(Closing::new(<#by as Request>::ENDPOINT, #fields)) })
}

/// The calls that a notification ends, as data.
pub(super) fn verdicts(api: &Api, endpoint: &Endpoint) -> Option<TokenStream> {
    if endpoint.kind != Kind::Notification {
        return None;
    }
    let rules: Vec<TokenStream> = model::verdicts(endpoint, api).iter().map(verdict).collect();
    (!rules.is_empty()).then(|| quote! { .with_settles(const { &[#(#rules),*] }) })
}

fn verdict(verdict: &Verdict<'_>) -> TokenStream {
    let Verdict { row, money } = verdict;
    let (endpoints, ids, status) = (&row.endpoints, self::ids(&row.ids), mapping(&row.status));
    let conditions = row.when.iter().map(condition);
    let when = (!row.when.is_empty()).then(|| quote! { .with_when(const { &[#(#conditions),*] }) });
    let money = (!money.is_empty()).then(|| {
        let money = pairs(money);
        quote! { .with_money(#money) }
    });
    quote! { VerdictRule::new(&[#(#endpoints),*], #ids, #status) #when #money }
}

/// `impl SettledBy` of a call whose outcome can be found out, and `impl Closable` where it can be closed.
pub(super) fn items(api: &Api, endpoint: &Endpoint, names: &Names) -> Option<TokenStream> {
    let response = ident(&names.response);
    let inquiry = settled(api, endpoint)?.inquiry;
    let by = path(inquiry, &Names::of(inquiry).response);
    let closable = closing(endpoint, api).is_some_and(|closing| closing.is_ok());
    let closable = closable.then(|| quote! { impl Closable for #response {} });
    Some(quote! {
        impl SettledBy for #response {
            type Inquiry = #by;
        }
        #closable
    })
}

/// For the docs of its method.
pub(super) fn words(api: &Api, endpoint: &Endpoint) -> Option<String> {
    let by = docs::code(&endpoint.settled_by.as_ref()?.endpoint);
    let closed_by = endpoint.closed_by.as_ref().map(|by| docs::code(by));
    let closed_by = closed_by.map(|by| format!(" Giving it up cancels it by {by}.")).unwrap_or_default();
    Some(match settled(api, endpoint) {
        Some(_) => {
            format!("An unknown outcome is settled by {by}: `client.settle(unknown)` asks it.{closed_by}")
        }
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

fn mapping(mapping: &StatusMapping) -> TokenStream {
    let StatusMapping { status, success, failure } = mapping;
    quote! { StatusMapping::new(#status, &[#(#success),*], &[#(#failure),*]) }
}

fn ids(ids: &Ids) -> TokenStream {
    let fields = pairs(ids.pairs());
    match ids {
        Ids::All(_) => quote! { Ids::all(#fields) },
        Ids::Any(_) => quote! { Ids::any(#fields) },
    }
}

fn pairs(pairs: &[FieldPair]) -> TokenStream {
    let pairs = pairs.iter().map(|(theirs, own)| quote! { (#theirs, #own) });
    quote! { &[#(#pairs),*] }
}

/// A type of another endpoint's file: `crate::v1::payments::InquiryPaymentResponse`.
pub(super) fn path(endpoint: &Endpoint, name: &str) -> TokenStream {
    let modules = std::iter::once(names::version(&endpoint.version)).chain(endpoint.modules.iter().cloned());
    let modules = modules.map(|module| ident(&module));
    let name = ident(name);
    quote! { crate::#(#modules::)*#name }
}
