//! An API as a whole.

use crate::dialect::Dialect;

/// One wallet's set of endpoints.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    name: &'static str,
    base_path: &'static str,
    dialect: Dialect,
}

impl Api {
    /// An API by the name of its folder.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, base_path: "", dialect: Dialect::new() }
    }
    /// The path between the host and `/{version}/{path}`.
    #[must_use]
    pub const fn with_base_path(mut self, base_path: &'static str) -> Self {
        self.base_path = base_path;
        self
    }
    /// The wallet's wire format.
    #[must_use]
    pub const fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }
    /// The name: `claro`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
    /// The path between the host and `/{version}/{path}`.
    #[must_use]
    pub const fn base_path(&self) -> &'static str {
        self.base_path
    }
    /// The wallet's wire format.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_what_it_was_made_of() {
        let dialect = Dialect::new().request_time(crate::RequestTime::EpochMillis);
        let api = Api::new("shop").with_base_path("/api").with_dialect(dialect);
        assert_eq!((api.name(), api.base_path(), api.dialect()), ("shop", "/api", dialect));
    }
}
