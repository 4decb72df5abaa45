//! What the wallet's table did not show of a field, by an export.

use super::pointer::Place;
use super::types::Types;
use crate::emit::openapi::extension;
use crate::model::{TextLimits, Type, Unseen};

impl<'d> Types<'_, 'd> {
    /// Reads it. What the document shows all the same was seen.
    pub(super) fn unseen(
        &mut self,
        levels: &[Place<'d>],
        ty: &Type,
        written: &TextLimits,
        required: bool,
    ) -> Unseen {
        let mut unseen = Unseen::default();
        let words: Vec<_> =
            levels.iter().flat_map(|level| self.notes.list(level, extension::UNSEEN)).collect();
        for word in words {
            let is_shown = match word.text() {
                Some("max_length") => written.max.is_some() || !may_lack_a_length(ty),
                _ => required,
            };
            if is_shown || !word.text().is_some_and(|text| unseen.add(text)) {
                self.notes.add(&word, "is in the document, or has no meaning here");
            }
        }
        unseen
    }
}

/// Whether a type can be written as a text, or have one in it, whose length is not known.
fn may_lack_a_length(ty: &Type) -> bool {
    match ty {
        Type::Text(limits) | Type::Url(limits) => limits.max.is_none(),
        Type::Integer { .. } => false,
        Type::Primitive(primitive) => !primitive.info().form.is_quotable(),
        Type::List { .. } | Type::Map { .. } | Type::Named(_) => true,
    }
}
