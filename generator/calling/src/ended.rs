//! The ways in which a call ends.

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Verified, status S.
    Success,
    /// Verified, status A, or a code that means the same because of other fields of the response.
    Accepted,
    /// Verified, status F, and no earlier request may have taken effect: nothing happened, and this is final.
    Failed,
    /// It may or may not have taken effect.
    Unknown,
    /// Not a byte reached the wallet.
    NotSent,
    /// An unsigned response claims that a read-only call failed.
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

    /// The exit code of `countersign call`: 0 success or accepted, 3 failed, 4 unknown, 5 not sent or unauthenticated.
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
