//! `types.yaml`.

use super::field::{additional_fields, fields, values_of};
use super::inline_enums::InlineEnums;
use super::layout;
use super::yaml::{Entry, Yaml, entry};
use crate::model::{Shape, TypeDef, Version};

/// `None` when all types are enums in their fields.
pub(super) fn file(version: &Version, inline_enums: &InlineEnums<'_>) -> Option<String> {
    let shared = version.types.iter().filter(|definition| !inline_enums.contains(&definition.name));
    let groups: Vec<Vec<Entry>> =
        shared.map(|definition| vec![entry(&definition.name, body(definition, inline_enums))]).collect();
    (!groups.is_empty()).then(|| layout::file(&groups))
}

fn body(definition: &TypeDef, inline_enums: &InlineEnums<'_>) -> Yaml {
    let doc = definition.doc.as_ref().map(|doc| entry("doc", Yaml::prose(doc)));
    let rust_name = definition.rust_name.as_ref().map(|name| entry("rust_name", Yaml::text(name)));
    let entries: Vec<Entry> = match &definition.shape {
        Shape::Object(own) => {
            let role = definition.role.map(|role| entry("role", Yaml::text(role.word())));
            doc.into_iter()
                .chain(role)
                .chain(rust_name)
                .chain(fields(own, inline_enums))
                .chain(additional_fields(definition.additional))
                .collect()
        }
        Shape::Enum(values) => {
            let open = values.open.then(|| entry("open", Yaml::yes()));
            let kind = entry("type", Yaml::text("enum"));
            [Some(kind), doc, rust_name, Some(values_of(values, Yaml::Lines)), open]
                .into_iter()
                .flatten()
                .collect()
        }
    };
    Yaml::Fields(entries)
}
