//! Headings of types: `Child parameters of amount`, `Amount object`.

use super::head_line::is_name;
use super::type_text::is_type_name;
use super::words::{base_type, has};

/// Words beside the name of a type in its heading.
const FILLING: &str = "of, the, de, del, la, el, child, children, parameters, fields, data, type, definition, parametros, \
     campos, tipo, details, attributes, properties, model, elements, element, in, each";

/// The type, or field, whose parts a heading announces.
pub(super) fn shape_name(text: &str, has_field: &dyn Fn(&str) -> bool) -> Option<String> {
    let cleaned = text.replace([':', '(', ')', '`', '"', '<', '>', ','], " ");
    let parts: Vec<&str> = cleaned
        .split_whitespace()
        .filter(|word| {
            !has(FILLING, &word.to_lowercase())
                && base_type(word).is_none()
                && !word.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
        .collect();
    match parts.as_slice() {
        [only] if is_type_name(only) || (is_name(only) && has_field(only)) => Some((*only).to_owned()),
        _ => None,
    }
}
