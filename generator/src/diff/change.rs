//! What a comparison finds: changes and their verdicts.

use super::Kind;
use crate::spec::Span;
use std::fmt;

/// What a change means for those who depend on what changed; the words are those of Semantic Versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nobody has to do anything.
    Patch,
    /// Something is new; whatever worked goes on working.
    Minor,
    /// Something that worked may stop working.
    Major,
}

impl Verdict {
    /// `major`, `minor` or `patch`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A verdict, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// How bad it is.
    pub verdict: Verdict,
    /// Half a sentence, without a capital and a full stop.
    pub reason: &'static str,
}

/// Which way something travels: we send it, we receive it, both, or (a type that no endpoint uses) neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Directions {
    /// In the request of a call or the answer to a notification.
    pub sent: bool,
    /// In the answer to a call or in a notification.
    pub received: bool,
}

impl Directions {
    /// Only sent.
    pub const SENT: Self = Self { sent: true, received: false };
    /// Only received.
    pub const RECEIVED: Self = Self { sent: false, received: true };
    /// Sent and received.
    pub const BOTH: Self = Self { sent: true, received: true };

    /// `sent`, `received`, `sent and received`, or `unused`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match (self.sent, self.received) {
            (true, true) => "sent and received",
            (true, false) => "sent",
            (false, true) => "received",
            (false, false) => "unused",
        }
    }
}

/// What a change belongs to. The order is that of the output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The API itself: `api.yaml`.
    Api,
    /// A version, by name.
    Version(String),
    /// An endpoint.
    Endpoint {
        /// `v1`.
        version: String,
        /// `payments/pay`.
        path: String,
    },
    /// A type of a version.
    Type {
        /// `v1`.
        version: String,
        /// `Amount`.
        name: String,
    },
    /// The result codes that all endpoints of a version have: `results.yaml`.
    Results(String),
}

impl Owner {
    /// The version, unless it is the API itself.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        match self {
            Self::Api => None,
            Self::Version(version)
            | Self::Results(version)
            | Self::Endpoint { version, .. }
            | Self::Type { version, .. } => Some(version),
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api => f.write_str("the API"),
            Self::Version(version) => f.write_str(version),
            Self::Results(version) => write!(f, "{version}/results.yaml"),
            Self::Endpoint { version, path } => write!(f, "{version}/{path}"),
            Self::Type { version, name } => write!(f, "{version} type {name}"),
        }
    }
}

/// One of the two sets of specs that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first.
    Old,
    /// The second.
    New,
}

impl Which {
    /// `old` or `new`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// Where a change is to be seen: in the new specs, unless it is about something that is only in the old ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The set of specs whose files the span is about.
    pub which: Which,
    /// The place.
    pub span: Span,
}

impl Place {
    /// A place in the old specs.
    #[must_use]
    pub fn old(span: Span) -> Self {
        Self { which: Which::Old, span }
    }

    /// A place in the new specs.
    #[must_use]
    pub fn new(span: Span) -> Self {
        Self { which: Which::New, span }
    }
}

/// One thing that is no longer as it was.
#[derive(Debug, Clone)]
pub struct Change {
    /// What kind of change.
    pub kind: Kind,
    /// The API's name.
    pub api: String,
    /// What it belongs to.
    pub owner: Owner,
    /// What has changed in there: `request.paymentAmount`, `settled_by`; empty for the owner as a whole.
    pub subject: String,
    /// Which way it travels.
    pub directions: Directions,
    /// What it was, in words.
    pub old: Option<String>,
    /// What it is now.
    pub new: Option<String>,
    /// Where it is; `None` for an API or a version as a whole, which have no place of their own.
    pub place: Option<Place>,
    /// For those who talk over the wire, by whatever means.
    pub wire: Judgement,
    /// For code that uses the generated crate.
    pub source: Judgement,
}

impl Change {
    /// The higher of its two verdicts.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.wire.verdict.max(self.source.verdict)
    }
}
