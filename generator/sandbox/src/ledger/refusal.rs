//! Saying no.

use super::error::LedgerError;
use serde::{Deserialize, Serialize};

/// Why the wallet does not do what it was asked for. It is answered with status F.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refusal {
    /// Result codes that say it, the best first: wallets list different ones.
    pub(super) codes: Vec<String>,
    /// For people.
    pub(super) message: String,
}

impl Refusal {
    /// With the codes that say it, the best first.
    pub(super) fn new(codes: &[&str], message: impl Into<String>) -> Self {
        Self { codes: codes.iter().copied().map(str::to_owned).collect(), message: message.into() }
    }

    /// The request itself is wrong.
    pub(super) fn param_illegal(message: impl Into<String>) -> Self {
        Self::new(&["PARAM_ILLEGAL"], message)
    }

    /// The id was used before, for something else.
    pub(super) fn inconsistent(field: &str) -> Self {
        Self::new(
            &["REPEAT_REQ_INCONSISTENT"],
            format!("this `{field}` was used before with other values: that request stands"),
        )
    }

    /// No payment of the ids that were given.
    pub(super) fn no_such_payment() -> Self {
        Self::new(&["ORDER_NOT_EXIST", "PAYMENT_NOT_EXIST", "PROCESS_FAIL"], "there is no such payment")
    }
}

/// Why work on a request ends early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The answer is no. What was written before that is kept.
    Refused(Refusal),
    /// The ledger does not work.
    Failed(LedgerError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Failed(error)
    }
}
