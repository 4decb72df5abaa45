//! The named types of a version: `types.rs`, and `types/received.rs` for those that are both sent and received.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Field, Shape, TypeDef, Version, money_range, names};

use super::{
    docs,
    enumeration::{self, Enumeration},
    field_type::{Direction, Place, Scope, has_two_structs},
    imports::Imports,
    object::{self, Object},
    print,
};

/// The files, if the version has types.
pub(super) fn files(api: &Api, version: &Version) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    if version.types.is_empty() {
        return files;
    }
    let folder = print::file_stem(&version.name);
    let source = format!("{}/{}/types.yaml", api.name, version.name);
    let both: Vec<&TypeDef> = version.types.iter().filter(|definition| has_two_structs(definition)).collect();

    let mut items: Vec<TokenStream> = Vec::new();
    let mut docs = vec![format!("Types of {}.", docs::code(&version.name))];
    if !both.is_empty() {
        items.push(quote! { pub mod received; });
        docs.extend([
            String::new(),
            "Those that are received as well as sent are in [`received`] once more.".to_owned(),
        ]);
    }
    let scope = Scope { version, place: Place::Types };
    items.extend(version.types.iter().flat_map(|definition| definition_items(scope, definition)));
    files.insert(format!("src/{folder}/types.rs"), print::rust_file(&source, &docs, Imports::Runtime, items));

    if !both.is_empty() {
        let scope = Scope { version, place: Place::ReceivedTypes };
        let items: Vec<TokenStream> =
            both.iter().flat_map(|definition| received_items(scope, definition)).collect();
        let docs = vec![format!("Types of {} as they are received.", docs::code(&version.name))];
        files.insert(
            format!("src/{folder}/types/received.rs"),
            print::rust_file(&source, &docs, Imports::Runtime, items),
        );
    }
    files
}

fn definition_items(scope: Scope<'_>, definition: &TypeDef) -> Vec<TokenStream> {
    let name = names::type_name(&definition.name);
    match &definition.shape {
        Shape::Object(fields) => {
            let direction = if definition.sent { Direction::Sent } else { Direction::Received };
            let mut items = object::items(scope, &object(definition, fields, direction));
            items.extend(money(scope, definition, direction));
            items
        }
        Shape::Enum(values) => {
            let variants = values.values.iter().map(|value| {
                let title = docs::code(&value.value);
                let text = value.doc.as_ref().map_or(format!("{title}."), |doc| format!("{title}: {doc}"));
                (value.value.clone(), docs::markdown(&text))
            });
            let open = values.open.then_some(
                "The wallet may take other values too: make one by `countersign_runtime::from_text`.",
            );
            enumeration::items(&Enumeration {
                docs: docs::paragraphs([Some(doc_or_name(definition).as_str()), open]),
                name,
                values: variants.collect(),
                open: values.open,
            })
        }
    }
}

/// The second struct of a type, with the way back to the first and the comparison with it.
fn received_items(scope: Scope<'_>, definition: &TypeDef) -> Vec<TokenStream> {
    let Shape::Object(fields) = &definition.shape else { return Vec::new() };
    let name = print::ident(&names::type_name(&definition.name));
    let mut items = object::items(scope, &object(definition, fields, Direction::Received));
    items.extend(money(scope, definition, Direction::Received));
    items.push(quote! { countersign_runtime::__both! { super::#name, #name, } });
    items
}

/// What a type of money can do besides.
fn money(scope: Scope<'_>, definition: &TypeDef, direction: Direction) -> Option<TokenStream> {
    money_range(definition, scope.version)?;
    let name = print::ident(&names::type_name(&definition.name));
    let direction = direction.word();
    Some(quote! { countersign_runtime::__money_type! { #direction, #name, crate::limits::Limits, } })
}

fn object<'a>(definition: &'a TypeDef, fields: &'a [Field], direction: Direction) -> Object<'a> {
    let name = names::type_name(&definition.name);
    Object {
        required_name: format!("{}Required", names::camel(&definition.name)),
        docs: docs::paragraphs([Some(doc_or_name(definition).as_str())]),
        name,
        fields,
        additional: definition.additional,
        direction,
    }
}

fn doc_or_name(definition: &TypeDef) -> String {
    definition.doc.clone().unwrap_or_else(|| format!("{}.", docs::code(&definition.name)))
}
