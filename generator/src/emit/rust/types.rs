//! The named types of a version: `types.rs`, and `types/received.rs` for those that are both sent and received.
//!
//! In a large API, types that only one group uses are in a file of that group, such as `types/payments.rs`. The two
//! modules above export them all, so that a type is named in the same way wherever it is.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Field, Shape, Type, TypeDef, Version, money_range, names};

use super::{
    Files, Unit, docs,
    enumeration::{self, Enumeration, Listed},
    features::{self, TypesByGroup},
    field_type::{Direction, Place, Scope, has_two_structs},
    imports::Imports,
    inputs::Inputs,
    object::{self, Object},
    print,
};

/// The files of a version's types, which depend on endpoints only in which group uses which type.
pub(super) fn unit<'a>(api: &'a Api, version: &'a Version, inputs: &Inputs) -> Unit<'a> {
    let by_group = features::types_by_group(api, version);
    let names =
        |types: &Vec<&'a TypeDef>| types.iter().map(|definition| &definition.name).collect::<Vec<_>>();
    let users: Vec<_> = by_group.iter().map(|(group, types)| (group, names(types))).collect();
    let inputs = inputs.number(("types", &version.name, users), []);
    Unit::new(api, inputs, move || files(api, version, by_group.clone()))
}

fn files<'a>(api: &'a Api, version: &'a Version, mut by_group: TypesByGroup<'a>) -> Files {
    let common = by_group.remove(&None).unwrap_or_default();
    let groups: Vec<Types<'_>> =
        by_group.iter().map(|(group, types)| Types { api, version, group: *group, types }).collect();
    let common = Types { api, version, group: None, types: &common };
    let mut files = Files::new();
    if !version.types.is_empty() {
        files.insert(common.path(""), common.sent(&groups));
    }
    if version.types.iter().any(has_two_structs) {
        files.insert(common.path("/received"), common.received(&groups));
    }
    for group in &groups {
        files.insert(group.path(""), group.sent(&[]));
        if group.types.iter().copied().any(has_two_structs) {
            files.insert(group.path("/received"), group.received(&[]));
        }
    }
    files
}

/// Types that are compiled together.
struct Types<'a> {
    api: &'a Api,
    version: &'a Version,
    /// The group that alone uses them.
    group: Option<&'a str>,
    types: &'a [&'a TypeDef],
}

impl Types<'_> {
    /// `src/v1/types.rs`, `src/v1/types/received/payments.rs`.
    fn path(&self, folder: &str) -> String {
        let version = print::file_stem(&names::version(&self.version.name));
        match self.group {
            Some(group) => format!("src/{version}/types{folder}/{}.rs", print::file_stem(&module(group))),
            None => format!("src/{version}/types{folder}.rs"),
        }
    }

    /// The types themselves. The file of those that are always there has the modules of `groups` too.
    fn sent(&self, groups: &[Self]) -> String {
        let mut docs = vec![format!("Types of {}.", docs::code(&self.version.name))];
        let mut items = Vec::new();
        if self.group.is_none() && self.version.types.iter().any(has_two_structs) {
            items.push(quote! { pub mod received; });
            docs.extend([
                String::new(),
                "Those that are received as well as sent are in [`received`] once more.".to_owned(),
            ]);
        }
        items.extend(modules(groups));
        let scope = Scope { version: self.version, place: Place::Types { of_a_group: self.group.is_some() } };
        items.extend(self.types.iter().flat_map(|definition| definition_items(scope, definition)));
        self.file(&docs, items)
    }

    /// The second structs of those that are both sent and received.
    fn received(&self, groups: &[Self]) -> String {
        let groups = groups.iter().filter(|group| group.types.iter().copied().any(has_two_structs));
        let mut items = modules(groups);
        let scope =
            Scope { version: self.version, place: Place::ReceivedTypes { of_a_group: self.group.is_some() } };
        let both = self.types.iter().filter(|definition| has_two_structs(definition));
        items.extend(both.flat_map(|definition| received_items(scope, definition)));
        self.file(&[format!("Types of {} as they are received.", docs::code(&self.version.name))], items)
    }

    fn file(&self, docs: &[String], items: Vec<TokenStream>) -> String {
        let source = format!("{}/{}/types.yaml", self.api.name, self.version.name);
        print::rust_file(&source, docs, Imports::Runtime, items)
    }
}

/// The modules of groups, and the export of what is in them.
fn modules<'a, 'b: 'a>(groups: impl IntoIterator<Item = &'a Types<'b>>) -> Vec<TokenStream> {
    let (mut modules, mut exports) = (TokenStream::new(), TokenStream::new());
    for Types { api, group, .. } in groups {
        let Some(group) = group else { continue };
        let (cfg, module) = (features::cfg(api, group), print::ident(&module(group)));
        modules.extend(quote! { #cfg mod #module; });
        exports.extend(quote! { #cfg pub use self::#module::*; });
    }
    vec![modules, exports]
}

/// The module of a group's types. `received` is taken.
fn module(group: &str) -> String {
    if group == "received" { format!("{group}_") } else { group.to_owned() }
}

fn definition_items(scope: Scope<'_>, definition: &TypeDef) -> Vec<TokenStream> {
    let name = names::type_name(definition);
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
                let (value, variant) = (value.value.clone(), names::variant(value));
                Listed { value, variant, docs: docs::markdown(&text) }
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
    let sent = scope.bare(&Type::Named(definition.name.clone()), Direction::Sent);
    let name = print::ident(&names::type_name(definition));
    let mut items = object::items(scope, &object(definition, fields, Direction::Received));
    items.extend(money(scope, definition, Direction::Received));
    items.push(quote! { countersign_runtime::__both! { #sent, #name, } });
    items
}

/// What a type of money can do besides.
fn money(scope: Scope<'_>, definition: &TypeDef, direction: Direction) -> Option<TokenStream> {
    money_range(definition, scope.version)?;
    let name = print::ident(&names::type_name(definition));
    let direction = direction.word();
    Some(quote! { countersign_runtime::__money_type! { #direction, #name, crate::limits::Limits, } })
}

fn object<'a>(definition: &'a TypeDef, fields: &'a [Field], direction: Direction) -> Object<'a> {
    let name = names::type_name(definition);
    Object {
        required_name: names::required_of(definition),
        docs: docs::paragraphs([Some(doc_or_name(definition).as_str())]),
        name,
        fields: object::members(fields, direction),
        additional: definition.additional,
        direction,
    }
}

fn doc_or_name(definition: &TypeDef) -> String {
    definition.doc.clone().unwrap_or_else(|| format!("{}.", docs::code(&definition.name)))
}
