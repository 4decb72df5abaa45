//! Result codes and their statuses.

use super::Action;
use crate::diagnostics::Span;

/// A result code of an endpoint.
#[derive(Debug, Clone, Hash)]
pub struct ResultCode {
    /// `ORDER_IS_CLOSED`.
    pub code: String,
    /// Its name in Rust, where it is not the one that follows from the code.
    pub rust_name: Option<String>,
    /// The status that comes with it.
    pub status: Status,
    /// What the caller can do, where that is more than the status says.
    pub action: Option<Action>,
    /// `outcome: { accepted: [...] }`: it means "accepted" where the response has one of these fields.
    pub accepted: Vec<String>,
    /// In Markdown.
    pub doc: Option<String>,
    /// Where the code stands.
    pub span: Span,
}

/// `resultStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `S`.
    Success,
    /// `A`.
    Accepted,
    /// `F`.
    Failed,
    /// `U`.
    Unknown,
}

impl Status {
    /// As it stands in an answer.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Success => "S",
            Self::Accepted => "A",
            Self::Failed => "F",
            Self::Unknown => "U",
        }
    }
}

/// Actions after codes of the platform that hold for every call that changes something, also where its spec does not
/// list the code.
const USUAL: &[(&str, Status, Action)] = &[
    // Refused because it differs from an earlier request with the same id, which may have taken effect.
    ("REPEAT_REQ_INCONSISTENT", Status::Failed, Action::Ask),
];

/// Returns the platform's own action after a code, if it has one.
pub(crate) fn usual_action(code: &str, status: Status) -> Option<Action> {
    let usual = USUAL.iter().find(|(known, with, _)| *known == code && *with == status);
    usual.map(|(.., action)| *action)
}
