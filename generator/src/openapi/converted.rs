//! A type, and what comes with it.

use crate::model::Type;

/// A type, and the properties of the field that come with it.
pub(super) struct Converted {
    pub(super) ty: Type,
    pub(super) quoted: bool,
    pub(super) json_text: bool,
    pub(super) nullable: bool,
    pub(super) sensitive: bool,
}

impl From<Type> for Converted {
    fn from(ty: Type) -> Self {
        Self { ty, quoted: false, json_text: false, nullable: false, sensitive: false }
    }
}
