//! The ways in which a call ends.

/// What a call came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Verified, status S.
    Success,
    /// Verified, status A, or a code that means the same by what else the answer holds.
    Accepted,
    /// Verified, status F, and no earlier request stands: nothing happened, finally.
    Failed,
    /// Nobody on this side knows whether it took effect.
    Unknown,
    /// Not a byte reached the wallet.
    NotSent,
    /// An answer without signature claims that a call failed that changes nothing in any case.
    Unauthenticated,
}

impl Ended {
    /// `Success`, `Accepted`, `Failed`, `Unknown`, `NotSent` or `Unauthenticated`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Accepted => "Accepted",
            Self::Failed => "Failed",
            Self::Unknown => "Unknown",
            Self::NotSent => "NotSent",
            Self::Unauthenticated => "Unauthenticated",
        }
    }

    /// What `countersign call` ends with: 0 for a success and what was accepted, 3 failed, 4 unknown, 5 not sent.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Success | Self::Accepted => 0,
            Self::Failed => 3,
            Self::Unknown => 4,
            Self::NotSent | Self::Unauthenticated => 5,
        }
    }
}
