//! Emits the file of an endpoint: its descriptor, request, response and result codes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{
    Action, Api, Endpoint, IdempotencyKey, Kind, Status, Version, asked_codes, hidden_fields, names,
    response_ids,
};

use super::{
    descriptors, docs,
    enumeration::{self, Enumeration, Listed},
    field_type::{Direction, Place, Scope},
    imports::Imports,
    object::{self, Object},
    print, settling,
    type_names::Names,
};

/// The text of the file.
pub(super) fn file(api: &Api, version: &Version, endpoint: &Endpoint) -> String {
    let scope = Scope { version, place: Place::Endpoint };
    let names = Names::of(endpoint);
    let mut items = vec![descriptor(api, version, endpoint)];
    items.extend(settling::descriptor(api, endpoint));
    items.extend(object::items(scope, &request(endpoint, &names)));
    items.extend(object::items(scope, &response(endpoint, &names)));
    if !endpoint.headers.is_empty() {
        items.extend(object::items(scope, &headers(endpoint, &names)));
    }
    items.push(link(endpoint, &names));
    items.extend(settling::items(api, endpoint, &names));
    items.extend(enumeration::items(&codes(endpoint, &names)));

    let types = format!("crate::{}::types", names::version(&version.name));
    let source = format!("{}/{}/{}.yaml", api.name, endpoint.version, endpoint.path);
    print::rust_file(&source, &[title(endpoint)], Imports::RuntimeAndTypes(&types), items)
}

fn title(endpoint: &Endpoint) -> String {
    let address = endpoint.address();
    format!("{} ({})", docs::markdown(&endpoint.summary).join(" "), docs::code(&address))
}

/// The doc comment of the endpoint's method.
pub(super) fn method_docs(api: &Api, endpoint: &Endpoint) -> Vec<String> {
    let settled = settling::words(api, endpoint);
    let sandbox = endpoint.no_sandbox_path.then_some(
        "The wallet's sandbox does not have it: with a client id that begins with `SANDBOX_`, it is refused before anything is \
         sent.",
    );
    let key = match &endpoint.idempotency_key {
        key if key.is_empty() => None,
        IdempotencyKey::All(_) => Some(endpoint.idempotency_key.words(docs::code)),
        IdempotencyKey::Any(_) => {
            Some(format!("{}, whichever is given,", endpoint.idempotency_key.words(docs::code)))
        }
    };
    let key = key.map(|fields| format!("The same {fields} means the same request."));
    let read_only = endpoint.read_only.then_some("It is read-only: it changes nothing.");
    let partial = endpoint.partial.then_some("The wallet's tables of it were incomplete.");
    let more = docs::paragraphs([
        endpoint.doc.as_deref(),
        read_only,
        key.as_deref(),
        settled.as_deref(),
        sandbox,
        partial,
    ]);
    let blank = (!more.is_empty()).then(String::new);
    std::iter::once(title(endpoint)).chain(blank).chain(more).collect()
}

fn descriptor(api: &Api, within: &Version, endpoint: &Endpoint) -> TokenStream {
    let (version, path) = (&endpoint.version, &endpoint.path);
    let url_path = endpoint.url_path.as_ref().map(|path| quote! { .with_url_path(#path) });
    let key = (!endpoint.idempotency_key.is_empty()).then(|| {
        let key = match &endpoint.idempotency_key {
            IdempotencyKey::All(fields) => quote! { all(&[#(#fields),*]) },
            IdempotencyKey::Any(fields) => quote! { any(&[#(#fields),*]) },
        };
        quote! { .with_idempotency_key(IdempotencyKey::#key) }
    });
    let settled_by = settling::descriptor(api, endpoint).map(|_| quote! { .with_settled_by(&SETTLED_BY) });
    let settles = settling::verdicts(api, endpoint);
    let codes = (endpoint.kind == Kind::Call).then(|| call_codes(within, endpoint));
    let hidden = hidden_fields(endpoint, api);
    let hidden = (!hidden.is_empty()).then(|| quote! { .with_sensitive_fields(&[#(#hidden),*]) });
    let read_only = endpoint.read_only.then(|| quote! { .with_read_only() });
    let role =
        endpoint.sandbox.as_ref().filter(|_| descriptors::is_listed(endpoint) && endpoint.kind == Kind::Call);
    let purpose = role.map(|sandbox| sandbox.role.word()).map(|word| quote! { .with_purpose(#word) });
    quote! {
        static ENDPOINT: Endpoint = Endpoint::new(#version, #path) #url_path #key #settled_by #settles #hidden #read_only #purpose #codes;
    }
}

/// The ids and result codes by which the response to a call is understood, besides its status.
fn call_codes(version: &Version, endpoint: &Endpoint) -> TokenStream {
    let ids = response_ids(endpoint, version);
    let ids = (!ids.is_empty()).then(|| quote! { .with_response_ids(&[#(#ids),*]) });
    let again = retried_codes(endpoint);
    let again = (!again.is_empty()).then(|| quote! { .with_retried_codes(&[#(#again),*]) });
    let asked = asked_codes(endpoint);
    let asked = (!asked.is_empty()).then(|| quote! { .with_asked_codes(&[#(#asked),*]) });
    let accepted = endpoint.results.iter().filter(|result| !result.accepted.is_empty()).map(|result| {
        let (code, fields) = (&result.code, &result.accepted);
        quote! { AcceptedCode::new(#code, &[#(#fields),*]) }
    });
    let accepted: Vec<TokenStream> = accepted.collect();
    let accepted =
        (!accepted.is_empty()).then(|| quote! { .with_accepted_codes(const { &[#(#accepted),*] }) });
    let wire = on_the_wire(endpoint);
    quote! { #ids #again #asked #accepted #wire }
}

/// What is special about the messages of a call.
fn on_the_wire(endpoint: &Endpoint) -> TokenStream {
    let result = endpoint.flat_result.as_ref().map(|flat| {
        let [status, code, message] = flat.names();
        let words = flat.statuses.iter().map(|(word, status)| {
            let letter = status.letter();
            quote! { (#word, #letter) }
        });
        quote! { .with_result(FlatResult::new(#status, #code, #message, &[#(#words),*])) }
    });
    let (names, required) = header_names(endpoint);
    let headers = (!names.is_empty()).then(|| quote! { .with_headers(&[#(#names),*]) });
    let required = (!required.is_empty()).then(|| quote! { .with_required_headers(&[#(#required),*]) });
    let sandbox = endpoint.no_sandbox_path.then(|| quote! { .with_no_sandbox_path() });
    quote! { #result #headers #required #sandbox }
}

/// The names of all headers, and of the required ones.
fn header_names(endpoint: &Endpoint) -> (Vec<&str>, Vec<&str>) {
    let all = endpoint.headers.iter().map(|header| header.name.as_str()).collect();
    let required = endpoint.headers.iter().filter(|header| header.required);
    (all, required.map(|header| header.name.as_str()).collect())
}

/// The codes that leave the outcome unknown, after which the same request may be sent again.
fn retried_codes(endpoint: &Endpoint) -> Vec<&str> {
    let again = endpoint.results.iter().filter(|result| {
        result.status == Status::Unknown && endpoint.action(result) == Some(Action::RetryLater)
    });
    again.map(|result| result.code.as_str()).collect()
}

fn request<'a>(endpoint: &'a Endpoint, names: &Names) -> Object<'a> {
    let address = docs::code(&endpoint.address());
    let (direction, what) = match endpoint.kind {
        Kind::Call => (Direction::Sent, "The request to"),
        Kind::Notification => (Direction::Received, "The notification"),
    };
    Object {
        name: names.request.clone(),
        required_name: names.request_required.clone(),
        docs: docs::paragraphs([
            Some(&*format!("{what} {address}.")),
            codes_of_fields(endpoint, true).as_deref(),
        ]),
        fields: object::members(&endpoint.request, direction),
        additional: endpoint.additional_request,
        direction,
    }
}

fn response<'a>(endpoint: &'a Endpoint, names: &Names) -> Object<'a> {
    let address = docs::code(&endpoint.address());
    let flat = endpoint.flat_result.as_ref().map(|flat| flat.names().map(docs::code).join(", "));
    let result = flat.unwrap_or_else(|| docs::code("result"));
    let direction = match endpoint.kind {
        Kind::Call => Direction::Received,
        Kind::Notification => Direction::Sent,
    };
    Object {
        name: names.response.clone(),
        required_name: names.response_required.clone(),
        docs: docs::paragraphs([
            Some(&*format!("The response to {address}, without its {result}.")),
            codes_of_fields(endpoint, false).as_deref(),
        ]),
        fields: object::members(&endpoint.response, direction),
        additional: endpoint.additional_response,
        direction,
    }
}

fn headers<'a>(endpoint: &'a Endpoint, names: &Names) -> Object<'a> {
    let address = docs::code(&endpoint.address());
    Object {
        name: names.headers.clone(),
        required_name: names.headers_required.clone(),
        docs: vec![format!("The headers of {address}. They are not signed.")],
        fields: object::members(&endpoint.headers, Direction::Sent),
        additional: false,
        direction: Direction::Sent,
    }
}

/// The codes that belong to other fields than `result`, as a list. They are in what the wallet sends.
fn codes_of_fields(endpoint: &Endpoint, of_request: bool) -> Option<String> {
    let is_here = of_request == (endpoint.kind == Kind::Notification);
    let lines = endpoint.field_results.iter().filter(|_| is_here).map(|result| {
        let field = docs::code(result.field.as_deref().unwrap_or_default());
        let doc = result.doc.as_deref().unwrap_or_default();
        format!("- {field}: {} ({}). {doc}", docs::code(&result.code), result.status.letter())
    });
    let lines: Vec<String> = lines.collect();
    let title = "Codes of its fields, none of which decides how the call ended:\n";
    (!lines.is_empty()).then(|| format!("{title}\n{}", lines.join("\n")))
}

/// The trait impls that tie the types of an endpoint together.
fn link(endpoint: &Endpoint, names: &Names) -> TokenStream {
    let (request, response, code) =
        (print::ident(&names.request), print::ident(&names.response), print::ident(&names.code));
    match endpoint.kind {
        Kind::Call => {
            let action = action(endpoint);
            let headers = (!endpoint.headers.is_empty()).then(|| {
                let headers = print::ident(&names.headers);
                quote! { impl Headers for #headers { type Request = #request; } }
            });
            quote! {
                impl Request for #request {
                    type Response = #response;
                    const ENDPOINT: &'static Endpoint = &ENDPOINT;
                }
                impl Response for #response {
                    type Code = #code;
                }
                impl ResultCode for #code { #action }
                #headers
            }
        }
        Kind::Notification => quote! {
            impl Notification for #request {
                type Answer = #response;
                const ENDPOINT: &'static Endpoint = &ENDPOINT;
            }
        },
    }
}

/// The `action` method: the recommended action after each code, where the spec names one.
fn action(endpoint: &Endpoint) -> Option<TokenStream> {
    let arms = Action::WORDS.iter().filter_map(|(_, action)| {
        let codes = endpoint.results.iter().filter(|result| endpoint.action(result) == Some(*action));
        let variants: Vec<syn::Ident> = codes.map(|result| print::ident(&names::code(result))).collect();
        let variant = print::ident(match action {
            Action::Final => "Final",
            Action::RetryLater => "RetryLater",
            Action::RenewToken => "RenewToken",
            Action::Ask => "Ask",
        });
        (!variants.is_empty()).then(|| quote! { #(Self::#variants)|* => Some(Action::#variant), })
    });
    let arms: Vec<TokenStream> = arms.collect();
    (!arms.is_empty()).then(|| {
        quote! {
            #[inline]
            fn action(&self) -> Option<Action> {
                match self { #(#arms)* _ => None }
            }
        }
    })
}

fn codes(endpoint: &Endpoint, names: &Names) -> Enumeration {
    let address = docs::code(&endpoint.address());
    let values = endpoint.results.iter().map(|result| {
        let status = result.status.letter();
        let action = match endpoint.action(result) {
            Some(Action::Final) => ", for good",
            Some(Action::RetryLater) => ", retry later",
            Some(Action::RenewToken) => ", renew the token",
            Some(Action::Ask) => ", ask",
            None => "",
        };
        let title = format!("{} ({status}{action}).", docs::code(&result.code));
        let text = result.doc.as_ref().map_or(title.clone(), |doc| format!("{title} {doc}"));
        Listed { value: result.code.clone(), variant: names::code(result), docs: docs::markdown(&text) }
    });
    Enumeration {
        name: names.code.clone(),
        docs: vec![format!("Result codes of {address}.")],
        values: values.collect(),
        open: true,
    }
}
