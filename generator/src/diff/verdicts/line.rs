//! A line of the tables, and what several of them say.

use crate::diff::Verdict::{Major, Minor, Patch};
use crate::diff::{Judgement, Kind, Verdict};

/// Which direction a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// What is sent.
    Sent,
    /// What is received.
    Received,
    /// Both alike, or what has no direction.
    Any,
}

/// One line.
#[derive(Debug)]
pub struct Line {
    /// The kind of change.
    pub kind: Kind,
    /// The direction.
    pub on: On,
    /// The verdict for the wire.
    pub wire: Judgement,
    /// The verdict for the source of the generated crate.
    pub source: Judgement,
}

pub(super) const fn line(
    kind: Kind,
    on: On,
    wire: (Verdict, &'static str),
    source: (Verdict, &'static str),
) -> Line {
    Line {
        kind,
        on,
        wire: Judgement { verdict: wire.0, reason: wire.1 },
        source: Judgement { verdict: source.0, reason: source.1 },
    }
}

// What several tables say.
pub(super) const STILL_FITS: (Verdict, &str) = (Minor, "what was fine to send still is");
pub(super) const REFUSED: (Verdict, &str) = (Major, "what was fine to send is refused now");
pub(super) const EXPECTED: (Verdict, &str) = (Patch, "whatever comes was possible before");
pub(super) const RELIED_ON: (Verdict, &str) = (Major, "readers that rely on it find nothing");
pub(super) const ONLY_CHECKED: (Verdict, &str) = (Patch, "it is checked when sending and not part of a type");
pub(super) const NOT_CHECKED: (Verdict, &str) =
    (Patch, "only the documentation says it, since nothing received is refused");
pub(super) const DOCUMENTED: (Verdict, &str) = (Patch, "only the documentation changes");
pub(super) const GONE: (Verdict, &str) = (Major, "code that names it no longer compiles");
pub(super) const SAME_NAME: (Verdict, &str) = (Patch, "the name in Rust stays the same");
