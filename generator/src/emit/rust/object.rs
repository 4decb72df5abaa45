//! An object of the spec as a struct.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::model::{Field, KeyLimits, TextLimits, Type, names};

use super::{
    comparison::condition,
    docs,
    field_type::{Direction, Scope, construct, set, set_option, takes_null},
    print::ident,
};

/// A struct to be written.
pub(super) struct Object<'a> {
    pub(super) name: String,
    /// The struct of the required fields, for what is sent.
    pub(super) required_name: String,
    pub(super) docs: Vec<String>,
    pub(super) fields: Vec<Member<'a>>,
    /// Whether there are further fields, which the spec does not list.
    pub(super) additional: bool,
    pub(super) direction: Direction,
}

/// A field, with what is said of it in several places.
pub(super) struct Member<'a> {
    field: &'a Field,
    name: syn::Ident,
    /// With all facts.
    doc: TokenStream,
}

/// The fields of a struct, in their order.
pub(super) fn members(fields: &[Field], direction: Direction) -> Vec<Member<'_>> {
    let member = |field| Member {
        field,
        name: ident(&names::field(field)),
        doc: docs::attributes(&docs::field(field, direction)),
    };
    fields.iter().map(member).collect()
}

impl Member<'_> {
    fn is_required(&self) -> bool {
        self.field.required
    }
}

impl Object<'_> {
    /// Whether nothing is required, so that nothing is a whole request.
    fn needs_nothing(&self) -> bool {
        !self.fields.iter().any(Member::is_required)
    }
}

/// The struct with everything that belongs to it, each in an item of its own.
pub(super) fn items(scope: Scope<'_>, object: &Object<'_>) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if object.direction == Direction::Sent && !object.needs_nothing() {
        items.push(required_struct(scope, object));
    }
    items.push(main_struct(scope, object));
    if object.direction == Direction::Sent {
        items.push(constructor_and_setters(scope, object));
    }
    items.push(traits(object));
    items
}

fn required_struct(scope: Scope<'_>, object: &Object<'_>) -> TokenStream {
    let (name, required_name) = (&object.name, ident(&object.required_name));
    let doc = docs::attributes(&[format!("The required fields of [`{name}`].")]);
    let fields = object.fields.iter().filter(|member| member.is_required()).map(|member| {
        let Member { field, name, doc } = member;
        let ty = scope.in_required(field);
        quote! { #doc pub #name: #ty, }
    });
    quote! {
        #doc
        #[derive(Clone)]
        pub struct #required_name { #(#fields)* }
    }
}

fn main_struct(scope: Scope<'_>, object: &Object<'_>) -> TokenStream {
    let (doc, name) = (docs::attributes(&object.docs), ident(&object.name));
    let fields = object.fields.iter().map(|Member { field, name, doc }| {
        let ty = scope.in_struct(field, object.direction);
        let is_told_beside = object.direction == Direction::Sent && field.required;
        let short = is_told_beside.then(|| docs::attributes(&docs::required_field(field)));
        let doc = short.as_ref().unwrap_or(doc);
        quote! { #doc pub #name: #ty, }
    });
    let additional = object.additional.then(|| {
        let doc = docs::attributes(&["Fields that the spec does not list.".to_owned()]);
        quote! { #doc pub additional_fields: AdditionalFields, }
    });
    // An answer may have nothing in it; a request without its required fields must not come from anywhere.
    let attributes = match object.direction {
        Direction::Sent if object.needs_nothing() => {
            quote! { #[derive(Clone, Default, PartialEq)] #[must_use] }
        }
        Direction::Sent => quote! { #[derive(Clone, PartialEq)] #[must_use] },
        Direction::Received => quote! { #[derive(Clone, Default, PartialEq)] },
    };
    quote! {
        #doc
        #attributes
        #[non_exhaustive]
        pub struct #name { #(#fields)* #additional }
    }
}

fn constructor_and_setters(scope: Scope<'_>, object: &Object<'_>) -> TokenStream {
    let name = ident(&object.name);
    let (required, optional): (Vec<&Member<'_>>, Vec<&Member<'_>>) =
        object.fields.iter().partition(|member| member.is_required());
    let additional = object.additional.then(|| quote! { additional_fields: AdditionalFields::new() });
    let values = object.fields.iter().map(|Member { field, name, .. }| {
        if !field.required {
            return quote! { #name: None };
        }
        let value = construct(field, &quote! { required.#name });
        quote! { #name: #value }
    });
    let values = values.chain(additional);
    let (doc, parameter) = match (required.as_slice(), optional.as_slice()) {
        ([], []) => ("It has no fields.", quote! {}),
        ([], _) => ("All fields are optional, and have setters.", quote! {}),
        (_, optional) => {
            let required_name = ident(&object.required_name);
            let doc = match optional {
                [] => "From the fields, all of which are required.",
                _ => "From the required fields. The others have setters.",
            };
            (doc, quote! { required: #required_name })
        }
    };
    let doc = docs::attributes(&[doc.to_owned()]);
    let values = if object.needs_nothing() {
        quote! { Self::default() }
    } else {
        quote! { Self { #(#values),* } }
    };
    let checks = checks(object);
    let checks = (!checks.is_empty()).then(|| quote! { const CHECKS: &'static [Check] = &[#(#checks),*]; });
    let setters = optional.into_iter().map(|member| setters(scope, object, member));
    let setters = setters.chain(object.additional.then(additional_setter));
    quote! {
        impl #name {
            #checks
            #doc
            #[inline]
            pub fn new(#parameter) -> Self {
                #values
            }
            #(#setters)*
        }
    }
}

/// The setter of fields that the spec does not list.
fn additional_setter() -> TokenStream {
    let doc =
        docs::attributes(
            &["Adds a field that the spec does not list, behind those that it does.".to_owned()],
        );
    quote! {
        #doc
        #[inline]
        pub fn additional_field(mut self, name: &str, value: Json) -> Self {
            self.additional_fields.insert(name, value);
            self
        }
    }
}

/// The setter of an optional field, and one for an option.
fn setters(scope: Scope<'_>, object: &Object<'_>, member: &Member<'_>) -> TokenStream {
    let Member { field, name, .. } = member;
    let doc = docs::attributes(&[docs::sets(field)]);
    let deprecated = field.deprecated.as_deref().map(docs::deprecated);
    let ty = scope.bare(&field.ty, object.direction);
    let value = set(field);
    let maybe = maybe(object, member).map(|maybe| {
        let doc = docs::attributes(&["Sets or clears it.".to_owned()]);
        let value = set_option(field);
        quote! {
            #doc
            #deprecated
            #[inline]
            pub fn #maybe(mut self, value: Option<#ty>) -> Self {
                self.#name = #value;
                self
            }
        }
    });
    let null = null(object, member).map(|null| {
        let doc = docs::attributes(&["Sets it to `null`.".to_owned()]);
        quote! {
            #doc
            #deprecated
            #[inline]
            pub fn #null(mut self) -> Self {
                self.#name = Some(Nullable::Null);
                self
            }
        }
    });
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
        #maybe
        #null
    }
}

/// The name of the setter for an option, unless another field has it.
fn maybe(object: &Object<'_>, member: &Member<'_>) -> Option<syn::Ident> {
    setter(object, member, "maybe")
}

/// The name of the setter for `null`, where that can be sent.
fn null(object: &Object<'_>, member: &Member<'_>) -> Option<syn::Ident> {
    takes_null(member.field, object.direction).then(|| setter(object, member, "null")).flatten()
}

fn setter(object: &Object<'_>, member: &Member<'_>, before: &str) -> Option<syn::Ident> {
    let name = quote::format_ident!("{before}_{}", member.name);
    object.fields.iter().all(|other| other.name != name).then_some(name)
}

/// How it is read, written and shown: the name on the wire of each field.
fn traits(object: &Object<'_>) -> TokenStream {
    let name = ident(&object.name);
    let entries = object.fields.iter().map(|Member { field, name, .. }| {
        let wire = &field.name;
        let quoted = field.quoted.then(|| quote! { as Quoted });
        quote! { #wire => #name #quoted, }
    });
    let entries = entries.chain(object.additional.then(|| quote! { "" => additional_fields, }));
    let checked = (!checks(object).is_empty()).then(|| quote! { => CHECKS });
    let direction = object.direction.word();
    quote! { countersign_runtime::__struct! { #direction #name #checked, #(#entries)* } }
}

/// What the types of the fields can't hold. What is received is as it came.
fn checks(object: &Object<'_>) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    if object.direction == Direction::Received {
        return checks;
    }
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for Member { field, .. } in &object.fields {
        type_checks(&field.name, &field.ty, &mut checks);
        if field.written != TextLimits::default() {
            let (name, max) = (&field.name, field.written.max.unwrap_or(usize::MAX));
            let min = proc_macro2::Literal::usize_unsuffixed(field.written.min);
            let max = match max {
                usize::MAX => quote! { usize::MAX },
                max => proc_macro2::Literal::usize_unsuffixed(max).into_token_stream(),
            };
            checks.push(quote! { Check::Written(#name, #min, #max) });
        }
        if !field.required_when.is_empty() {
            let (name, all) = (&field.name, field.required_when.iter().map(condition));
            checks.push(quote! { Check::RequiredWhen(#name, const { &[#(#all),*] }) });
        }
        if let Some(group) = &field.one_of {
            match groups.iter_mut().find(|(name, _)| name == group) {
                Some((_, members)) => members.push(&field.name),
                None => groups.push((group, vec![&field.name])),
            }
        }
    }
    checks.extend(groups.iter().map(|(_, members)| quote! { Check::OneOf(&[#(#members),*]) }));
    checks
}

fn type_checks(name: &str, ty: &Type, checks: &mut Vec<TokenStream>) {
    match ty {
        Type::Text(limits) => text_checks(name, limits, checks),
        Type::Url(limits) => {
            checks.push(quote! { Check::Url(#name) });
            text_checks(name, limits, checks);
        }
        Type::List { items, .. } => type_checks(name, items, checks),
        Type::Map { values, keys } => {
            let KeyLimits { allowed, max_entries, max_length } = keys;
            if !allowed.is_empty() {
                checks.push(quote! { Check::Keys(#name, &[#(#allowed),*]) });
            }
            if let Some(max) = max_entries.map(proc_macro2::Literal::usize_unsuffixed) {
                checks.push(quote! { Check::Entries(#name, #max) });
            }
            if let Some(max) = max_length.map(proc_macro2::Literal::usize_unsuffixed) {
                checks.push(quote! { Check::KeyLength(#name, #max) });
            }
            type_checks(name, values, checks);
        }
        _ => {}
    }
}

fn text_checks(name: &str, limits: &TextLimits, checks: &mut Vec<TokenStream>) {
    if limits.min > 0 {
        let min = proc_macro2::Literal::usize_unsuffixed(limits.min);
        checks.push(quote! { Check::MinLength(#name, #min) });
    }
    if let Some(pattern) = &limits.pattern {
        checks.push(quote! { Check::Pattern(#name, #pattern) });
    }
    if !limits.forbidden_chars.is_empty() {
        let chars = &limits.forbidden_chars;
        checks.push(quote! { Check::Forbidden(#name, #chars) });
    }
}
