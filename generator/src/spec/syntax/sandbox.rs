//! `sandbox` of an endpoint.

use super::WhenSpec;
use crate::spec::Spanned;
use crate::spec::vocabulary::{LedgerCase, LedgerField, LedgerRole};

/// `sandbox`.
#[derive(Debug)]
pub struct SandboxSpec {
    /// `role`.
    pub role: Spanned<LedgerRole>,
    /// `fields`: the paths of each.
    pub fields: Vec<(LedgerField, Vec<Spanned<String>>)>,
    /// `when`: the conditions of each case, of which one is enough.
    pub when: Vec<(LedgerCase, Vec<Vec<WhenSpec>>)>,
}
