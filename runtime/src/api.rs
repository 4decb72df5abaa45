//! An API as a whole.

use std::borrow::Cow;

use crate::{descriptor::set, dialect::Dialect};

/// One wallet's set of endpoints.
#[derive(Debug, Clone)]
pub struct Api {
    /// The name: `claro`.
    pub name: Cow<'static, str>,
    /// The path between the host and what the endpoint adds.
    pub base_path: Cow<'static, str>,
    /// The parts of an endpoint's path, in order: `{base_path}/{version}/{path}`.
    pub path_template: Cow<'static, str>,
    /// The wallet's wire format.
    pub dialect: Dialect,
}

impl Api {
    /// An API by the name of its folder.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            base_path: Cow::Borrowed(""),
            path_template: Cow::Borrowed("{base_path}/{version}/{path}"),
            dialect: Dialect::new(),
        }
    }
    /// Sets the path between the host and what the endpoint adds.
    #[must_use]
    pub const fn with_base_path(mut self, base_path: &'static str) -> Self {
        set(&mut self.base_path, Cow::Borrowed(base_path));
        self
    }
    /// Sets the parts of an endpoint's path. `{base_path}/{path}` is for a wallet whose paths have no version.
    #[must_use]
    pub const fn with_path_template(mut self, template: &'static str) -> Self {
        set(&mut self.path_template, Cow::Borrowed(template));
        self
    }
    /// Sets the wallet's wire format.
    #[must_use]
    pub const fn with_dialect(mut self, dialect: Dialect) -> Self {
        set(&mut self.dialect, dialect);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_what_it_was_made_of() {
        let dialect = Dialect::new().request_time(crate::RequestTime::EpochMillis);
        let api = Api::new("shop").with_base_path("/api").with_dialect(dialect.clone());
        assert_eq!(api.path_template, "{base_path}/{version}/{path}");
        assert_eq!((&*api.name, &*api.base_path, api.dialect), ("shop", "/api", dialect));
        assert_eq!(Api::new("shop").with_path_template("/{path}").path_template, "/{path}");
    }
}
