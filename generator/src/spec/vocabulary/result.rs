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
    /// `field`: the path of the field whose code it is; `None` for the code of `result`.
    pub field: Option<String>,
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

    /// As people read it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Accepted => "accepted",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// `result` of an endpoint: a result whose parts are fields of the response itself, with words of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FlatResult {
    /// `status`: the field with the status.
    pub status: String,
    /// `code`: the field with the code.
    pub code: String,
    /// `message`: the field with the message.
    pub message: String,
    /// `statuses`: its words.
    pub statuses: Vec<(String, Status)>,
}

impl FlatResult {
    /// The names of its fields.
    #[must_use]
    pub fn names(&self) -> [&str; 3] {
        [&self.status, &self.code, &self.message]
    }

    /// The status that a word stands for.
    #[must_use]
    pub fn status_of(&self, word: &str) -> Option<Status> {
        self.statuses.iter().find(|(known, _)| known == word).map(|(_, status)| *status)
    }

    /// The word for a status; the letter where there is none.
    #[must_use]
    pub fn word(&self, status: Status) -> &str {
        let known = self.statuses.iter().find(|(_, known)| *known == status);
        known.map_or(status.letter(), |(word, _)| word)
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
