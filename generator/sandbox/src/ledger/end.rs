//! How a payment or refund ended, in the words of a spec.

use super::fields::{FieldValue, Fields};
use super::payment::PaymentStatus;
use countersign_codegen::model::{Comparison, Settles, Status, StatusMapping};

/// The end of a payment or refund.
pub(super) enum End {
    Open,
    Well,
    /// With values for it, the best first.
    Badly(&'static [&'static str]),
}

impl End {
    /// That of a payment.
    pub(super) fn of(status: &PaymentStatus) -> Self {
        match status {
            PaymentStatus::Open => Self::Open,
            PaymentStatus::Paid(_) => Self::Well,
            failed => Self::Badly(failed.words()),
        }
    }

    /// As the status of a result.
    pub(super) fn status(&self) -> Status {
        match self {
            Self::Open => Status::Unknown,
            Self::Well => Status::Success,
            Self::Badly(_) => Status::Failed,
        }
    }

    /// The values of a status field that say so, the best first; none while it is open.
    pub(super) fn words(&self, mapping: &StatusMapping) -> Vec<String> {
        match self {
            Self::Open => Vec::new(),
            Self::Well => mapping.success.clone(),
            Self::Badly(words) => {
                let (mut best, rest): (Vec<_>, Vec<_>) =
                    mapping.failure.iter().cloned().partition(|word| words.contains(&word.as_str()));
                best.sort_by_key(|word| words.iter().position(|known| known == word));
                best.into_iter().chain(rest).collect()
            }
        }
    }

    /// Adds what a row of `settles` reads: its status, and that it is about such a call.
    pub(super) fn tell(&self, row: &Settles, fields: Fields) -> Fields {
        let fields = fields.at_path(&row.status.status, FieldValue::OneOf(self.words(&row.status)));
        row.when.iter().fold(fields, |fields, condition| match condition {
            Comparison::Is(path, values) => fields.at_path(path, FieldValue::OneOf(values.clone())),
            _ => fields,
        })
    }
}
