//! The type of a field: as the page says it, or as what it says can only mean; and what that type cannot say.

use super::facts::Facts;
use super::left_out::Notes;
use super::limits::Length;
use super::ranges::Range;
use super::times::{is_epoch, mentions_iso_time};
use super::tree::FieldNode;
use super::type_text::PageType;
use super::values::ListedValue;
use super::words::{BaseType, Presence};
use crate::model::names;

/// The type that the page says, or that what it says about the field can only mean.
pub(super) fn known_type(node: &FieldNode, said: &Facts, notes: &mut Notes) -> PageType {
    let object = PageType::Base(BaseType::Object);
    let ty = match &said.ty {
        Some(ty) => ty.clone(),
        None if !node.parts.is_empty() => object,
        None if said.length != Length::default() || !said.values.is_empty() => PageType::Base(BaseType::Text),
        None => {
            notes.add(node.raw.line, format!("`{}` has no type; it is `json` for now", node.raw.name));
            PageType::Base(BaseType::Json)
        }
    };
    match ty {
        PageType::Base(BaseType::Text) if said.values.is_empty() && is_time(node, said) => {
            PageType::Base(BaseType::DateTime)
        }
        PageType::Base(BaseType::DateTime)
            if said.doc.iter().any(|text| is_epoch(text)) && !mentions_iso_time(&said.doc) =>
        {
            PageType::Base(BaseType::Integer)
        }
        PageType::Base(BaseType::Date) if mentions_iso_time(&said.doc) => PageType::Base(BaseType::DateTime),
        PageType::Base(BaseType::Json) if !node.parts.is_empty() => PageType::Base(BaseType::Object),
        // `goods[].name` under a field whose type is not a list.
        ty if node.list && !matches!(ty, PageType::List(_)) => PageType::List(Some(Box::new(ty))),
        ty => ty,
    }
}

/// Puts into the description, or lists, what the field's type cannot say.
pub(super) fn with_leftovers(node: &FieldNode, mut said: Facts, notes: &mut Notes) -> Facts {
    let base = match &said.ty {
        Some(PageType::List(of)) => of.as_deref().cloned(),
        ty => ty.clone(),
    };
    let is_list = matches!(said.ty, Some(PageType::List(_))) || node.list;
    let is_text =
        matches!(base, None | Some(PageType::Base(BaseType::Text | BaseType::Enum | BaseType::Url)));
    let is_integer = matches!(said.ty, Some(PageType::Base(BaseType::Integer)));
    let mut note = |text: String| {
        notes.add(node.raw.line, format!("`{}`: {text}, which its type cannot say", node.raw.name))
    };
    if let Some(max) = said.max_items.filter(|_| !is_list && !matches!(said.ty, Some(PageType::Map(_)))) {
        note(format!("at most {max} items"));
    }
    let takes_length = matches!(
        said.ty,
        Some(
            PageType::List(_)
                | PageType::Map(_)
                | PageType::Base(BaseType::Json | BaseType::Object | BaseType::DateTime | BaseType::Date)
        )
    );
    if let Some(max) = said.length.max.filter(|_| !is_text && !takes_length) {
        note(format!("at most {max} characters"));
    }
    if said.range != Range::default() && !is_integer {
        let number =
            |number: Option<i64>| number.map_or_else(|| "unlimited".to_owned(), |number| number.to_string());
        note(format!("values from {} to {}", number(said.range.min), number(said.range.max)));
    }
    if !is_text && !said.values.is_empty() {
        let line = |(value, doc): &ListedValue| {
            format!("* `{value}`{}", doc.as_ref().map(|doc| format!(": {doc}")).unwrap_or_default())
        };
        let lines: Vec<String> = said.values.iter().map(line).collect();
        said.doc.extend(lines);
        said.values.clear();
    }
    if said.presence == Some(Presence::Required) {
        said.doc.extend(said.required_when.take().map(|case| format!("Required when {case}.")));
        if !said.one_of.is_empty() {
            said.doc.push(format!("One of `{}` is required.", said.one_of.join("`, `")));
        }
    }
    said
}

/// Whether a text is a time: it is called so, and the page says how times are written.
fn is_time(node: &FieldNode, said: &Facts) -> bool {
    let name = names::snake(&node.raw.name);
    let last = name.rsplit('_').next().unwrap_or_default();
    matches!(last, "time" | "date" | "at" | "fecha" | "hora" | "timestamp") && mentions_iso_time(&said.doc)
}
