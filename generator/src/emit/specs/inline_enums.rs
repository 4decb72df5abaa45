//! Enums that may be written in their field instead of among the types.

use crate::model::{Enum, Field, Shape, Type, TypeDef, Version, named, names};
use std::collections::{BTreeMap, BTreeSet};

/// The enums of a version that only one field has, and that carry the name which an enum in that field gets.
pub(crate) struct InlineEnums<'a> {
    enums: BTreeMap<&'a str, &'a Enum>,
}

impl<'a> InlineEnums<'a> {
    pub(crate) fn of(version: &'a Version) -> Self {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        let mut fitting: BTreeSet<&str> = BTreeSet::new();
        let definitions: BTreeMap<&str, &TypeDef> =
            version.types.iter().map(|definition| (definition.name.as_str(), definition)).collect();
        let mut look = |owner: &str, fields: &'a [Field]| {
            for field in fields {
                let Some(name) = named(&field.ty) else { continue };
                *uses.entry(name).or_default() += 1;
                if definitions.get(name).is_some_and(|definition| definition.doc == field.doc)
                    && name == names::lifted(owner, field.rust_name.as_deref().unwrap_or(&field.name))
                {
                    fitting.insert(name);
                }
            }
        };
        for definition in &version.types {
            if let Shape::Object(fields) = &definition.shape {
                look(&definition.name, fields);
            }
        }
        for endpoint in &version.endpoints {
            let stem = names::endpoint_stem(endpoint);
            look(&stem, &endpoint.request);
            look(&stem, &endpoint.response);
        }
        let enums = version.types.iter().filter_map(|definition| match &definition.shape {
            Shape::Enum(values) => Some((definition.name.as_str(), values)),
            Shape::Object(_) => None,
        });
        let once = enums.filter(|(name, _)| fitting.contains(name) && uses.get(name) == Some(&1));
        Self { enums: once.collect() }
    }

    /// The enum, if it is one that may be written in its field.
    pub(crate) fn get(&self, ty: &Type) -> Option<&'a Enum> {
        match ty {
            Type::Named(name) => self.enums.get(name.as_str()).copied(),
            _ => None,
        }
    }

    /// Whether the type of that name is such an enum.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.enums.contains_key(name)
    }
}
