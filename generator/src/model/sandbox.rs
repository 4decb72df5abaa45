//! The effect of an endpoint on the sandbox's ledger.

use super::{Comparison, LedgerCase, LedgerField, LedgerRole};

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
