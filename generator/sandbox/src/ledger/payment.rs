//! A payment: its record, and its status at a time. No job has to run for it to go on: the status follows from the record
//! and the time.

use super::error::LedgerError;
use super::fields::{FieldValue, Fields};
use super::money::Money;
use super::refusal::Refusal;
use super::store::{Due, Read};
use countersign_codegen::model::LedgerField;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kind of its records, by the wallet's id.
pub(super) const PAYMENT: &str = "payment";
/// The kind of the records that map the merchant's id to the wallet's.
pub(super) const PAYMENT_REQUEST: &str = "payment_request";

/// A payment. Times are milliseconds since 1970.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Payment {
    /// The wallet's id.
    pub(super) id: String,
    /// The merchant's id.
    pub(super) request_id: String,
    pub(super) amount: Money,
    pub(super) created: i64,
    /// When the user pays, if nothing comes between.
    pub(super) confirmed: i64,
    /// When an unpaid one closes.
    pub(super) expires: Option<i64>,
    pub(super) cancelled: Option<i64>,
    /// It was refused at once.
    pub(super) refused: Option<Refusal>,
    /// The user pays in a step of its own: the answer is A until then.
    pub(super) accepted: bool,
    /// The step is a code that the user scans.
    pub(super) order_code: bool,
    pub(super) hold: Hold,
    /// When the authorization ends.
    pub(super) hold_ends: Option<i64>,
    pub(super) moved: Moved,
    /// What a repeat must have in common with it.
    pub(super) checked: String,
    /// Whose it is; notifications repeat it.
    pub(super) merchant: Option<String>,
    /// Where notifications about its refunds, captures and voids are sent, by the kind of their records.
    pub(super) urls: BTreeMap<String, String>,
    /// The notification that is still to be sent for the first time.
    pub(super) notice: Option<Due>,
}

/// Whether the money is only authorized, to be captured later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Hold {
    Yes,
    No,
    /// The endpoint has no field to say so.
    Unsaid,
}

/// What became of the money, in the smallest unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Moved {
    pub(super) refunded: u64,
    pub(super) captured: u64,
    pub(super) voided: u64,
    /// No other capture will follow.
    pub(super) closed: bool,
}

/// The status of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PaymentStatus {
    /// The user has not paid yet.
    Open,
    /// Since then.
    Paid(i64),
    /// Since then, and why.
    Failed(i64, String),
    /// Since then.
    Cancelled(i64),
}

impl Payment {
    /// Its status at a time.
    pub(super) fn status(&self, now: i64) -> PaymentStatus {
        if let Some(Refusal { message, .. }) = &self.refused {
            return PaymentStatus::Failed(self.created, message.clone());
        }
        match (self.cancelled, self.paid(now), self.expires) {
            (Some(cancelled), ..) => PaymentStatus::Cancelled(cancelled),
            (None, Some(paid), _) => PaymentStatus::Paid(paid),
            (None, None, Some(expires)) if expires <= now => {
                PaymentStatus::Failed(expires, "the payment expired before the user paid".to_owned())
            }
            _ => PaymentStatus::Open,
        }
    }

    /// When the user paid, even if it was cancelled after that.
    pub(super) fn paid(&self, now: i64) -> Option<i64> {
        let in_time = |end: Option<i64>| end.is_none_or(|end| self.confirmed < end);
        let was_paid = self.refused.is_none() && self.confirmed <= now;
        // At the very moment of paying, cancelling comes later.
        let before_cancel = self.cancelled.is_none_or(|cancelled| self.confirmed <= cancelled);
        (was_paid && in_time(self.expires) && before_cancel).then_some(self.confirmed)
    }

    /// When its status is final, if nothing comes between.
    pub(super) fn ends(&self) -> i64 {
        match (&self.refused, self.expires) {
            (Some(_), _) => self.created,
            (None, Some(expires)) => expires.min(self.confirmed),
            (None, None) => self.confirmed,
        }
    }

    /// Everything that is known of it at a time.
    pub(super) fn fields(&self, now: i64) -> Fields {
        let status = self.status(now);
        let fields = Fields::default()
            .text(LedgerField::Id, &self.id)
            .text(LedgerField::RequestId, &self.request_id)
            .maybe_text(LedgerField::Merchant, self.merchant.as_ref())
            .with(LedgerField::Amount, FieldValue::Money(self.amount.clone()))
            .time(LedgerField::CreatedAt, Some(self.created))
            .time(LedgerField::At, self.paid(now))
            .time(LedgerField::AuthorizedUntil, self.hold_ends)
            .one_of(LedgerField::Status, status.words())
            .with(LedgerField::Result, status.result());
        match &status {
            PaymentStatus::Failed(_, why) => fields.text(LedgerField::FailReason, why),
            PaymentStatus::Cancelled(at) => fields
                .text(LedgerField::FailReason, "the payment was cancelled")
                .time(LedgerField::CancelledAt, Some(*at)),
            PaymentStatus::Open | PaymentStatus::Paid(_) => fields,
        }
    }
}

impl PaymentStatus {
    /// Since when it is final.
    pub(super) fn ended(&self) -> Option<i64> {
        match self {
            Self::Open => None,
            Self::Paid(at) | Self::Failed(at, _) | Self::Cancelled(at) => Some(*at),
        }
    }

    /// The words for it, the best first: not every wallet has one for what was cancelled.
    pub(super) fn words(&self) -> &'static [&'static str] {
        match self {
            Self::Open => &["PROCESSING", "PENDING", "INIT"],
            Self::Paid(_) => &["SUCCESS", "PAID"],
            Self::Failed(..) => &["FAIL", "FAILED"],
            Self::Cancelled(_) => &["CANCELLED", "CANCELED", "CLOSED", "FAIL", "FAILED"],
        }
    }

    /// In the form of a `result`.
    fn result(&self) -> FieldValue {
        let (status, code, message) = match self {
            Self::Open => ("U", "PAYMENT_IN_PROCESS", "payment in process"),
            Self::Paid(_) => ("S", "SUCCESS", "success"),
            Self::Failed(_, why) => ("F", "PROCESS_FAIL", why.as_str()),
            Self::Cancelled(_) => ("F", "ORDER_IS_CLOSED", "the payment was cancelled"),
        };
        FieldValue::result(status, code, message)
    }
}

/// The payment that a request names, if the wallet knows it: by the wallet's id if that is given, else by the merchant's.
pub(super) fn find(
    read: &impl Read,
    api: &str,
    id: Option<&str>,
    request_id: Option<&str>,
) -> Result<Option<Payment>, LedgerError> {
    let by_request = |request_id: &str| read.get::<String>(PAYMENT_REQUEST, api, request_id);
    let id = match (id, request_id) {
        (Some(id), _) => Some(id.to_owned()),
        (None, Some(request_id)) => by_request(request_id)?,
        (None, None) => None,
    };
    id.map_or(Ok(None), |id| read.get(PAYMENT, api, &id))
}
