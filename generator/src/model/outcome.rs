//! How the outcome of a call becomes known: by asking, by a notification.

use super::{Comparison, FinalAfter};

/// A field of one message and the field of another with the same value, each by its path: names on the wire, with dots
/// between them.
pub type FieldPair = (String, String);

/// `settled_by` of a call: the endpoint that is asked when the outcome is unknown, and how its response is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SettledBy {
    /// `endpoint`: the address of the inquiry.
    pub endpoint: String,
    /// `ask`: (the inquiry's field, the call's).
    pub ask: Vec<FieldPair>,
    /// `in` and `where`.
    pub entry: Option<ListEntry>,
    /// `status`, `success` and `failure`; `None` where the inquiry's tables lack the field.
    pub status: Option<StatusMapping>,
    /// `not_found`.
    pub not_found: NotFound,
    /// `unnamed: accepted`.
    pub unnamed_accepted: bool,
}

impl SettledBy {
    /// Settling by this endpoint, and nothing more.
    #[must_use]
    pub fn new(endpoint: String) -> Self {
        Self {
            endpoint,
            ask: Vec::new(),
            entry: None,
            status: None,
            not_found: NotFound::default(),
            unnamed_accepted: false,
        }
    }
}

/// The one entry of a list that is about the call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListEntry {
    /// `in`: the path of the list.
    pub list: String,
    /// `where`: (the entry's field, the call's), all of them equal.
    pub equal: Vec<FieldPair>,
}

/// Which values of a field mean that a call took effect, and which that it never will. All others leave it open.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatusMapping {
    /// `status`: the path of the field, within the entry where there is one.
    pub status: String,
    /// The call took effect.
    pub success: Vec<String>,
    /// The call did not take effect, and never will.
    pub failure: Vec<String>,
}

/// Result codes with status F by which an inquiry says that the wallet knows no such call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct NotFound {
    /// The codes.
    pub codes: Vec<String>,
    /// When the wallet documents that they are final; else never.
    pub final_after: Option<FinalAfter>,
}

/// A row of `settles` of a notification: which calls it ends, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Settles {
    /// Addresses of calls.
    pub endpoints: Vec<String>,
    /// `id`: (the notification's field, the call's).
    pub ids: Ids,
    /// `when`: all of these hold.
    pub when: Vec<Comparison>,
    /// `status`, `success` and `failure`.
    pub status: StatusMapping,
}

/// The ids that two messages have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ids {
    /// Every one has to be equal.
    All(Vec<FieldPair>),
    /// One has to be equal, and none may differ.
    Any(Vec<FieldPair>),
}

impl Ids {
    /// The pairs of fields.
    #[must_use]
    pub fn pairs(&self) -> &[FieldPair] {
        match self {
            Self::All(pairs) | Self::Any(pairs) => pairs,
        }
    }
}

/// The meaning of an inquiry's response, collected from the calls that it settles: the inquiry's own spec does not have it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Inquiry {
    /// The mapping of the call that made what is asked about, such as the payment.
    pub status: StatusMapping,
    /// All codes by which the endpoint says that it knows no such thing.
    pub not_found: Vec<String>,
}
