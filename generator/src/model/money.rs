//! Amounts of money.

use super::{Field, Shape, Type, TypeRole, Version};

/// Whether a field holds an amount of money.
#[must_use]
pub fn is_money(field: &Field, version: &Version) -> bool {
    let Type::Named(name) = &field.ty else { return false };
    version.type_named(name).is_some_and(|definition| {
        definition.role == Some(TypeRole::Money) && matches!(definition.shape, Shape::Object(_))
    })
}
