//! How the outcome of a call is found out later, as data: `settled_by` and `closed_by` of a call's spec, `settles` of a
//! notification's.

pub(crate) mod compare;
pub(crate) mod inquiry;
mod notification;

use std::{borrow::Cow, time::Duration};

use crate::{
    condition::Condition,
    descriptor::{Pairs, Texts, set},
};

pub use notification::{Concerns, Verdict, VerdictStatus};

/// A field of one message and the field of another with the same value, each by its path: names on the wire, with dots
/// between them.
pub type FieldPair = (&'static str, &'static str);

/// The ids that two messages have in common.
#[derive(Debug, Clone)]
pub enum Ids {
    /// Every one of them has to be equal.
    All(Pairs),
    /// One of them has to be equal, and none may differ.
    Any(Pairs),
}

impl Ids {
    /// Every one of these has to be equal.
    #[must_use]
    pub const fn all(fields: &'static [FieldPair]) -> Self {
        Self::All(Pairs::Static(fields))
    }

    /// One of these has to be equal, and none may differ.
    #[must_use]
    pub const fn any(fields: &'static [FieldPair]) -> Self {
        Self::Any(Pairs::Static(fields))
    }
}

/// Which values of a field mean that a call took effect, and which that it never will. All others leave it open.
#[derive(Debug, Clone)]
pub struct StatusMapping {
    /// The path of the field, also into JSON inside a text.
    pub status: Cow<'static, str>,
    /// The values of a call that took effect.
    pub success: Texts,
    /// The values of a call that never will.
    pub failure: Texts,
}

impl StatusMapping {
    /// The field at `status` (a path, also into JSON inside a text), and its final values.
    #[must_use]
    pub const fn new(
        status: &'static str,
        success: &'static [&'static str],
        failure: &'static [&'static str],
    ) -> Self {
        Self {
            status: Cow::Borrowed(status),
            success: Texts::Static(success),
            failure: Texts::Static(failure),
        }
    }
}

/// One entry of a list in a response: the one in which all these fields are equal. Several such entries, or none, say
/// nothing.
#[derive(Debug, Clone)]
pub struct ListEntry {
    /// The path of the list.
    pub list: Cow<'static, str>,
    /// The fields that have to be equal: (entry, the call's request).
    pub equal: Pairs,
}

impl ListEntry {
    /// The entry of `list` whose fields are equal to those of the call's request: (entry, request).
    #[must_use]
    pub const fn new(list: &'static str, equal: &'static [FieldPair]) -> Self {
        Self { list: Cow::Borrowed(list), equal: Pairs::Static(equal) }
    }
}

/// The result codes with status F by which an inquiry says that the wallet knows no such call.
#[derive(Debug, Clone)]
pub struct NotFound {
    /// The codes.
    pub codes: Texts,
    pub(crate) final_after: Option<FinalAfter>,
}

impl NotFound {
    /// Codes that are never final: the call may still be on its way.
    #[must_use]
    pub const fn new(codes: &'static [&'static str]) -> Self {
        Self { codes: Texts::Static(codes), final_after: None }
    }
    /// When the wallet documents that they are final.
    #[must_use]
    pub const fn final_after(mut self, times: u32, every: Duration) -> Self {
        self.final_after = Some(FinalAfter { times, every });
        self
    }

    /// How often in a row "not found" has to be the response, and how far apart, before it is final. `None` where it never is.
    #[must_use]
    pub fn is_final_after(&self) -> Option<(u32, Duration)> {
        self.final_after.map(|wanted| (wanted.times, wanted.every))
    }
}

/// How often in a row "not found" has to be the response, and how far apart, before the call counts as failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FinalAfter {
    pub(crate) times: u32,
    pub(crate) every: Duration,
}

/// A row of `settles` in a notification's spec: which calls the notification ends, and how.
#[derive(Debug, Clone)]
pub struct VerdictRule {
    /// The endpoints of the calls: `v1/payments/pay`.
    pub endpoints: Texts,
    /// The ids that name the call: (notification, the call's request).
    pub ids: Ids,
    /// Amounts of money that have to be equal: (notification, the call's request).
    pub money: Pairs,
    /// The conditions that all have to hold for the notification.
    pub when: Cow<'static, [Condition]>,
    /// The final values of the notification's status.
    pub status: StatusMapping,
}

impl VerdictRule {
    /// A notification about calls of these endpoints (`v1/payments/pay`), which it names by these ids: (notification, the
    /// call's request).
    #[must_use]
    pub const fn new(endpoints: &'static [&'static str], ids: Ids, status: StatusMapping) -> Self {
        let when = Cow::Borrowed([].as_slice());
        Self { endpoints: Texts::Static(endpoints), ids, money: Pairs::EMPTY, when, status }
    }
    /// The row counts only where all of these hold for the notification.
    #[must_use]
    pub const fn with_when(mut self, conditions: &'static [Condition]) -> Self {
        set(&mut self.when, Cow::Borrowed(conditions));
        self
    }
    /// Amounts of money that have to be equal: (notification, the call's request).
    #[must_use]
    pub const fn with_money(mut self, fields: &'static [FieldPair]) -> Self {
        set(&mut self.money, Pairs::Static(fields));
        self
    }
}
