//! Values of a body as a user of the generated crate writes them.

use super::HIDDEN;
use super::rust::{ident, type_path};
use crate::model::{Field, Shape, Type, Version, names};
use heck::ToShoutySnakeCase;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;
use std::collections::BTreeSet;

/// Writes values, and notes what they need to be imported.
pub(super) struct Writer<'a> {
    version: &'a Version,
    /// Macros of the generated crate.
    pub(super) macros: BTreeSet<&'static str>,
    /// The module `types`.
    pub(super) uses_types: bool,
    /// `Text`, for values that are read when the program runs.
    pub(super) uses_text: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(version: &'a Version) -> Self {
        Self { version, macros: BTreeSet::new(), uses_types: false, uses_text: false }
    }

    /// `PayRequest::new(PayRequired { .. }).app_id(..)`. `None` when a value cannot be written so.
    pub(super) fn object(
        &mut self,
        value: &Value,
        fields: &[Field],
        path: &TokenStream,
        required_path: &TokenStream,
    ) -> Option<TokenStream> {
        let object = value.as_object()?;
        let (mut required, mut setters) = (Vec::new(), Vec::new());
        for field in fields {
            let name = ident(&names::field(&field.name))?;
            match object.get(&field.name) {
                Some(value) if field.required => {
                    let value = self.field(value, field)?;
                    required.push(quote! { #name: #value });
                }
                None | Some(Value::Null) if !field.required => {}
                Some(value) => {
                    let value = self.field(value, field)?;
                    setters.push(quote! { .#name(#value) });
                }
                None => return None,
            }
        }
        if object.keys().any(|name| fields.iter().all(|field| field.name != *name)) {
            return None;
        }
        let any_required = fields.iter().any(|field| field.required);
        let argument = any_required.then(|| quote! { #required_path { #(#required),* } });
        Some(quote! { #path::new(#argument) #(#setters)* })
    }

    fn field(&mut self, value: &Value, field: &Field) -> Option<TokenStream> {
        if value.as_str() == Some(HIDDEN) && field.sensitive {
            let variable = field.name.to_shouty_snake_case();
            self.uses_text = true;
            return matches!(field.ty, Type::Text(_) | Type::Url(_))
                .then(|| quote! { Text::new(std::env::var(#variable)?)? });
        }
        if field.json_text {
            let inside: Value = serde_json::from_str(value.as_str()?).ok()?;
            return self.value(&inside, &field.ty);
        }
        self.value(value, &field.ty)
    }

    fn value(&mut self, value: &Value, ty: &Type) -> Option<TokenStream> {
        match ty {
            Type::Text(_) | Type::Url(_) => self.literal("text", value),
            Type::DateTime => self.literal("datetime", value),
            Type::Date => self.literal("date", value),
            Type::Integer { min, max } => {
                let number: i64 = unquoted(value).parse().ok()?;
                let number = Literal::i64_unsuffixed(number);
                if min.is_none() && max.is_none() {
                    return Some(quote! { #number });
                }
                self.macros.insert("int");
                Some(quote! { int!(#number) })
            }
            Type::Boolean => {
                let boolean: bool = unquoted(value).parse().ok()?;
                Some(quote! { #boolean })
            }
            Type::Decimal => {
                let text = unquoted(value);
                Some(quote! { #text.parse()? })
            }
            Type::Json => {
                let text = value.to_string();
                Some(quote! { #text.parse()? })
            }
            Type::List { items, max } => {
                let list = value.as_array()?.iter().map(|item| self.value(item, items));
                let list = list.collect::<Option<Vec<_>>>()?;
                if max.is_none() {
                    return Some(quote! { vec![#(#list),*] });
                }
                self.macros.insert("list");
                Some(quote! { list![#(#list),*] })
            }
            Type::Map { values, .. } => {
                let entries = value.as_object()?.iter().map(|(key, inner)| {
                    let inner = self.value(inner, values)?;
                    Some(quote! { (#key.to_owned(), #inner) })
                });
                let entries = entries.collect::<Option<Vec<_>>>()?;
                Some(quote! { std::collections::BTreeMap::from([#(#entries),*]) })
            }
            Type::Named(name) => self.named(value, name),
        }
    }

    fn named(&mut self, value: &Value, name: &str) -> Option<TokenStream> {
        let version = self.version;
        let definition = version.type_named(name)?;
        let path = type_path(&names::type_name(name))?;
        self.uses_types = true;
        match &definition.shape {
            Shape::Object(fields) => {
                let required = type_path(&format!("{}Required", names::camel(name)))?;
                self.object(value, fields, &path, &required)
            }
            Shape::Enum(values) => {
                let text = value.as_str()?;
                let listed = values.values.iter().any(|listed| listed.value == text);
                let variant = ident(&names::variant(text)).filter(|_| listed)?;
                Some(quote! { #path::#variant })
            }
        }
    }

    /// `text!("SHOES")`.
    fn literal(&mut self, name: &'static str, value: &Value) -> Option<TokenStream> {
        let (text, called) = (value.as_str()?, ident(name)?);
        self.macros.insert(name);
        Some(quote! { #called!(#text) })
    }
}

/// A number or boolean, quoted or not.
fn unquoted(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
