//! Changes and their verdicts: the result of a comparison.

use super::Kind;
use crate::spec::Span;
use std::fmt;

/// The severity of a change for its dependents, in the terms of Semantic Versioning.
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

/// A verdict and its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Half a sentence, without a capital and a full stop.
    pub reason: &'static str,
}

/// The directions of something: sent, received, both, or (a type that no endpoint uses) neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Directions {
    /// Whether it is in the request of a call or the response to a notification.
    pub sent: bool,
    /// Whether it is in the response to a call or in a notification.
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

/// The part of an API that a change belongs to, in the order of the output.
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

/// The place of a change: in the new specs, unless it is about something that only the old ones have.
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

/// One difference between two sets of specs.
#[derive(Debug, Clone)]
pub struct Change {
    /// The kind of change.
    pub kind: Kind,
    /// The API's name.
    pub api: String,
    /// The part of the API that it belongs to.
    pub owner: Owner,
    /// The changed part of the owner: `request.paymentAmount`, `settled_by`; empty for the owner as a whole.
    pub subject: String,
    /// The directions that it is sent in.
    pub directions: Directions,
    /// The old state, in words.
    pub old: Option<String>,
    /// The new state, in words.
    pub new: Option<String>,
    /// The place; `None` for an API or a version as a whole, which have no place of their own.
    pub place: Option<Place>,
    /// The verdict for all programs that talk to the wallet, however they are written.
    pub wire: Judgement,
    /// The verdict for code that uses the generated crate.
    pub source: Judgement,
}

impl Change {
    /// The higher of its two verdicts.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.wire.verdict.max(self.source.verdict)
    }
}
