//! How the sending of a notification went.

use super::target::shown;
use crate::ledger::{LedgerError, PendingNotification};
use countersign_calling::printable::on_one_line;
use std::fmt;
use std::time::Duration;

/// How a try to send a notification went. It holds nothing of what the notification says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotifyEvent {
    /// Of a notification.
    Of {
        /// The API's name.
        api: String,
        /// `payment`, `refund`, `capture` or `void`.
        about: String,
        /// The merchant's id of the payment.
        payment_request_id: String,
        /// Where to: scheme, host, port and path. The rest may be secret.
        url: String,
        /// 1 for the first try.
        attempt: u32,
        /// How it went.
        outcome: Outcome,
    },
    /// The ledger does not work; it is tried again.
    LedgerFailed(LedgerError),
}

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The merchant answered with S.
    Acknowledged,
    /// Not so, and why; it is sent again after that time.
    Again(String, Duration),
    /// Not so, and why; it was the last try.
    GivenUp(String),
    /// It is not sent at all, and why.
    NotSent(String),
}

impl NotifyEvent {
    pub(super) fn new(notice: &PendingNotification, outcome: Outcome) -> Self {
        Self::Of {
            api: notice.api.clone(),
            about: notice.about.clone(),
            payment_request_id: notice.payment_request_id.clone(),
            url: shown(&notice.url),
            attempt: notice.attempts.saturating_add(1),
            outcome,
        }
    }
}

/// A line for people. What the merchant gave is shown with its control characters escaped.
impl fmt::Display for NotifyEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LedgerFailed(error) => write!(f, "notifications: {error}"),
            Self::Of { api, about, payment_request_id, url, attempt, outcome } => {
                let (id, url) = (on_one_line(payment_request_id), on_one_line(url));
                write!(f, "{api}: word of the {about} of {id} to {url}, try {attempt}: {outcome}")
            }
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Acknowledged => f.write_str("acknowledged"),
            Self::Again(why, pause) => write!(f, "{why}; again in {pause:?}"),
            Self::GivenUp(why) => write!(f, "{why}; that was the last try"),
            Self::NotSent(why) => write!(f, "not sent: {why}"),
        }
    }
}
