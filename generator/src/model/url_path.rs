//! The URL paths of endpoints: whatever shows, signs, sends or routes a path takes it from here.

use super::{Api, Endpoint};
use crate::spec::vocabulary::{USUAL_TEMPLATE, filled};

impl Api {
    /// The URL path of a call: `/api/v1/payments/pay`.
    #[must_use]
    pub fn url_path(&self, endpoint: &Endpoint) -> String {
        format!("{}{}", self.base_path, self.path_behind_base(endpoint))
    }

    /// The URL path of a call by that client id: those of a sandbox may have a base path of their own.
    #[must_use]
    pub fn url_path_for(&self, client_id: &str, endpoint: &Endpoint) -> String {
        let sandbox = &self.dialect.sandbox_base_path;
        let is_sandbox = client_id.starts_with("SANDBOX_") && !sandbox.is_empty();
        let base_path = if is_sandbox { sandbox } else { &self.base_path };
        format!("{base_path}{}", self.path_behind_base(endpoint))
    }

    /// All URL paths of a call, by any client id.
    #[must_use]
    pub fn url_paths(&self, endpoint: &Endpoint) -> Vec<String> {
        let sandbox = Some(&self.dialect.sandbox_base_path).filter(|path| !path.is_empty());
        let tail = self.path_behind_base(endpoint);
        std::iter::once(&self.base_path).chain(sandbox).map(|base| format!("{base}{tail}")).collect()
    }

    /// The URL path of a call, with placeholders: `/api/{version}/{path}`.
    #[must_use]
    pub fn url_path_pattern(&self) -> String {
        let tail = filled(&self.path_template, "{version}", "{path}");
        format!("{}{tail}{}", self.base_path, self.dialect.path_suffix)
    }

    /// `path_template`, if it is not that of most wallets.
    pub(crate) fn unusual_template(&self) -> Option<&String> {
        Some(&self.path_template).filter(|template| *template != USUAL_TEMPLATE)
    }

    /// What stands behind the base path: `/v1/payments/pay`.
    pub(crate) fn path_behind_base(&self, endpoint: &Endpoint) -> String {
        endpoint.url_path.clone().unwrap_or_else(|| self.usual_path(&endpoint.version, &endpoint.path))
    }

    /// What stands behind the base path of an endpoint without `url_path`.
    pub(crate) fn usual_path(&self, version: &str, path: &str) -> String {
        filled(&self.path_template, version, path) + &self.dialect.path_suffix
    }
}
