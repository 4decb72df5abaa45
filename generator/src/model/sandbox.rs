//! The effect of an endpoint on the sandbox's ledger.

use super::{Api, Comparison, Endpoint, Kind, LedgerCase, LedgerField, LedgerRole};

/// `sandbox` of an endpoint. It changes neither a client nor its documentation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sandbox {
    /// `role`.
    pub role: LedgerRole,
    /// `fields`: the paths of each value in request and response, those that go first in front.
    pub fields: Vec<(LedgerField, Vec<String>)>,
    /// `when`: the conditions of each case, of which one is enough. Of one condition, all comparisons hold.
    pub when: Vec<(LedgerCase, Vec<Vec<Comparison>>)>,
}

impl Sandbox {
    /// The paths of a value.
    pub fn paths(&self, field: LedgerField) -> impl Iterator<Item = &str> {
        let declared = self.fields.iter().filter(move |(known, _)| *known == field);
        declared.flat_map(|(_, paths)| paths).map(String::as_str)
    }

    /// The conditions of a case; `None` where the endpoint does not tell it apart.
    #[must_use]
    pub fn case(&self, case: LedgerCase) -> Option<&[Vec<Comparison>]> {
        self.when.iter().find(|(known, _)| *known == case).map(|(_, conditions)| conditions.as_slice())
    }
}

impl Api {
    /// The calls that change something and have no role, in an API where others have one: the sandbox answers them from examples, so
    /// that nothing else shows what they did.
    #[must_use]
    pub fn answered_from_examples(&self) -> Vec<&Endpoint> {
        let all = || self.versions.iter().flat_map(|version| &version.endpoints);
        let has_roles = all().any(|endpoint| endpoint.sandbox.is_some());
        let is_one = |endpoint: &&Endpoint| {
            has_roles
                && endpoint.sandbox.is_none()
                && !endpoint.read_only
                && endpoint.kind == Kind::Call
                && endpoint.is_callable()
        };
        all().filter(is_one).collect()
    }
}
