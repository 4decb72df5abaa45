//! The content of a notification.

use super::error::LedgerError;
use super::movement::MovementRecord;
use super::notifications::PendingNotification;
use super::payment::{PAYMENT, Payment, PaymentStatus};
use super::store::{Read, Reader};
use countersign_codegen::model::{Endpoint, LedgerField, Version};
use serde_json::{Map, Value};

/// The content of a notification.
#[derive(Debug)]
pub(crate) enum NotificationContent {
    /// This.
    Body(Map<String, Value>),
    /// Nothing yet: ask again at this time, in milliseconds since 1970.
    NotYet(i64),
    /// Nothing: the wallet has forgotten what it is about.
    Forgotten,
}

/// Returns the content of a notification at a time.
pub(super) fn content(
    reader: &Reader,
    notice: &PendingNotification,
    endpoint: &Endpoint,
    version: &Version,
    now: i64,
) -> Result<NotificationContent, LedgerError> {
    let fields = if notice.about == PAYMENT {
        let Some(payment) = reader.get::<Payment>(PAYMENT, &notice.api, &notice.id)? else {
            return Ok(NotificationContent::Forgotten);
        };
        match payment.status(now) {
            PaymentStatus::Open => return Ok(NotificationContent::NotYet(payment.ends())),
            ended => payment.fields(now).time(LedgerField::At, ended.ended()),
        }
    } else {
        match reader.get::<MovementRecord>(&notice.about, &notice.api, &notice.id)? {
            Some(moving) => moving.fields(),
            None => return Ok(NotificationContent::Forgotten),
        }
    };
    Ok(NotificationContent::Body(fields.fill(endpoint, &endpoint.request, version)))
}
