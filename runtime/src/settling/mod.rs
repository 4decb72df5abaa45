//! How the outcome of a call is found out later, as data: `settled_by` and `closed_by` of a call's spec, `settles` of a
//! notification's.

pub(crate) mod compare;
pub(crate) mod judge;
mod verdict;

use std::time::Duration;

pub use verdict::{Concerns, Verdict, VerdictStatus};

/// A field of one message and the field of another with the same value, each by its path: names on the wire, with dots
/// between them.
pub type FieldPair = (&'static str, &'static str);

/// The ids that two messages have in common.
#[derive(Debug, Clone, Copy)]
pub enum Ids {
    /// Every one of them has to be equal.
    All(&'static [FieldPair]),
    /// One of them has to be equal, and none may differ.
    Any(&'static [FieldPair]),
}

/// Which values of a field mean that a call took effect, and which that it never will. All others leave it open.
#[derive(Debug, Clone, Copy)]
pub struct StatusMapping {
    pub(crate) status: &'static str,
    pub(crate) success: &'static [&'static str],
    pub(crate) failure: &'static [&'static str],
}

impl StatusMapping {
    /// The field at `status` (a path, also into JSON inside a text), and its final values.
    #[must_use]
    pub const fn new(
        status: &'static str,
        success: &'static [&'static str],
        failure: &'static [&'static str],
    ) -> Self {
        Self { status, success, failure }
    }
}

/// One entry of a list in a response: the one in which all these fields are equal. Several such entries, or none, say
/// nothing.
#[derive(Debug, Clone, Copy)]
pub struct ListEntry {
    pub(crate) list: &'static str,
    pub(crate) equal: &'static [FieldPair],
}

impl ListEntry {
    /// The entry of `list` whose fields are equal to those of the call's request: (entry, request).
    #[must_use]
    pub const fn new(list: &'static str, equal: &'static [FieldPair]) -> Self {
        Self { list, equal }
    }
}

/// The result codes with status F by which an inquiry says that the wallet knows no such call.
#[derive(Debug, Clone, Copy)]
pub struct NotFound {
    pub(crate) codes: &'static [&'static str],
    pub(crate) final_after: Option<FinalAfter>,
}

impl NotFound {
    /// Codes that are never final: the call may still be on its way.
    #[must_use]
    pub const fn new(codes: &'static [&'static str]) -> Self {
        Self { codes, final_after: None }
    }
    /// When the wallet documents that they are final.
    #[must_use]
    pub const fn final_after(mut self, times: u32, every: Duration) -> Self {
        self.final_after = Some(FinalAfter { times, every });
        self
    }
}

/// How often in a row "not found" has to be the response, and how far apart, before the call counts as failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FinalAfter {
    pub(crate) times: u32,
    pub(crate) every: Duration,
}

/// A row of `settles` in a notification's spec: which calls the notification ends, and how.
#[derive(Debug, Clone, Copy)]
pub struct VerdictRule {
    pub(crate) endpoints: &'static [&'static str],
    pub(crate) ids: Ids,
    pub(crate) money: &'static [FieldPair],
    pub(crate) when: &'static [Condition],
    pub(crate) status: StatusMapping,
}

impl VerdictRule {
    /// A notification about calls of these endpoints (`v1/payments/pay`), which it names by these ids: (notification, the
    /// call's request).
    #[must_use]
    pub const fn new(endpoints: &'static [&'static str], ids: Ids, status: StatusMapping) -> Self {
        Self { endpoints, ids, money: &[], when: &[], status }
    }
    /// The row counts only where all of these hold for the notification.
    #[must_use]
    pub const fn with_when(mut self, conditions: &'static [Condition]) -> Self {
        self.when = conditions;
        self
    }
    /// Amounts of money that have to be equal: (notification, the call's request).
    #[must_use]
    pub const fn with_money(mut self, fields: &'static [FieldPair]) -> Self {
        self.money = fields;
        self
    }
}

/// A condition on a field, by its path.
#[derive(Debug, Clone, Copy)]
pub enum Condition {
    /// `field = A | B`: the field has one of these values.
    Is(&'static str, &'static [&'static str]),
    /// `field != A`: the field has none of these values.
    IsNot(&'static str, &'static [&'static str]),
    /// `field is present`.
    Present(&'static str),
    /// `field is absent`: not there, `null` or empty.
    Absent(&'static str),
}
