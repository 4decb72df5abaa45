//! How the outcome of a call is found out later, as data: `settled_by` and `closed_by` of a call's spec, `settles` of a
//! notification's.

pub(crate) mod compare;
pub(crate) mod judge;
mod verdict;

use std::time::Duration;

pub use verdict::{Concerns, Verdict, VerdictStatus};

use crate::endpoint::{Endpoint, Response};

/// A field of one message and the field of another with the same value, each by its path: names on the wire, with dots
/// between them.
pub type FieldPair = (&'static str, &'static str);

/// How the outcome of a call is found out: by asking another endpoint about it. Made from `settled_by` of a spec.
#[derive(Debug, Clone, Copy)]
pub struct Settling {
    pub(crate) inquiry: &'static Endpoint,
    pub(crate) ask: &'static [FieldPair],
    pub(crate) ids: Ids,
    pub(crate) money: &'static [FieldPair],
    pub(crate) entry: Option<ListEntry>,
    pub(crate) status: StatusMapping,
    pub(crate) not_found: NotFound,
    pub(crate) unnamed_accepted: bool,
    pub(crate) closed_by: Option<Closing>,
}

impl Settling {
    /// Settling by this endpoint, whose response says by `status` how the call ended.
    #[must_use]
    pub const fn new(inquiry: &'static Endpoint, status: StatusMapping) -> Self {
        Self {
            inquiry,
            ask: &[],
            ids: Ids::All(&[]),
            money: &[],
            entry: None,
            status,
            not_found: NotFound::new(&[]),
            unnamed_accepted: false,
            closed_by: None,
        }
    }
    /// The fields that the inquiry is asked by: (inquiry's request, the call's request).
    #[must_use]
    pub const fn with_ask(mut self, fields: &'static [FieldPair]) -> Self {
        self.ask = fields;
        self
    }
    /// The ids by which the inquiry's response names the call: (inquiry's response, the call's request).
    #[must_use]
    pub const fn with_ids(mut self, ids: Ids) -> Self {
        self.ids = ids;
        self
    }
    /// Amounts of money that have to be equal: (inquiry's response, or the [entry](Self::with_entry) in it; the call's
    /// request).
    #[must_use]
    pub const fn with_money(mut self, fields: &'static [FieldPair]) -> Self {
        self.money = fields;
        self
    }
    /// The list of the response in which the call is one entry (`in` and `where`).
    #[must_use]
    pub const fn with_entry(mut self, entry: ListEntry) -> Self {
        self.entry = Some(entry);
        self
    }
    /// The result codes with status F that say that the wallet knows no such call.
    #[must_use]
    pub const fn with_not_found(mut self, not_found: NotFound) -> Self {
        self.not_found = not_found;
        self
    }
    /// The inquiry's response names no id, and is believed all the same (`unnamed: accepted`).
    #[must_use]
    pub const fn with_unnamed_accepted(mut self) -> Self {
        self.unnamed_accepted = true;
        self
    }
    /// The endpoint that cancels the call, and also blocks an id that the wallet does not know yet (`closed_by`).
    #[must_use]
    pub const fn with_closed_by(mut self, closing: Closing) -> Self {
        self.closed_by = Some(closing);
        self
    }
    /// The endpoint that is asked.
    #[must_use]
    pub const fn inquiry(&self) -> &'static Endpoint {
        self.inquiry
    }
}

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

/// The call that ends another one: its endpoint, and the fields of its request.
#[derive(Debug, Clone, Copy)]
pub struct Closing {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) fields: &'static [FieldPair],
}

impl Closing {
    /// Closing by this endpoint, with these fields: (its request, the call's request).
    #[must_use]
    pub const fn new(endpoint: &'static Endpoint, fields: &'static [FieldPair]) -> Self {
        Self { endpoint, fields }
    }
}

/// A call whose outcome another endpoint tells.
#[diagnostic::on_unimplemented(
    message = "no inquiry is known that tells how this call ended",
    label = "`{Self}` is not the response of a call that can be settled",
    note = "the spec of the endpoint names one by `settled_by`"
)]
pub trait SettledBy: Response {
    /// The inquiry's response. The [`Settling`] itself is in [`Request::ENDPOINT`](crate::Request::ENDPOINT).
    type Inquiry: Response;
}

/// A call that can be ended by another one, so that [`Settle::give_up`](crate::Settle::give_up) works: its spec has
/// `closed_by`.
#[diagnostic::on_unimplemented(
    message = "no call is known that ends this one for good",
    label = "`{Self}` is not the response of a call that can be given up",
    note = "the spec of the endpoint names one by `closed_by`, where the wallet documents it"
)]
pub trait Closable: SettledBy {}

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
