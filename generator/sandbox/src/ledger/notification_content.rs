//! The content of a notification.

use super::end::End;
use super::error::LedgerError;
use super::moment;
use super::movement::MovementRecord;
use super::notifications::PendingNotification;
use super::payment::{PAYMENT, Payment, PaymentStatus};
use super::store::{Read, Reader};
use countersign_codegen::model::{Endpoint, LedgerField, SampleValues, Version};
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
    let (fields, end) = if notice.about == PAYMENT {
        let Some(payment) = reader.get::<Payment>(PAYMENT, &notice.api, &notice.id)? else {
            return Ok(NotificationContent::Forgotten);
        };
        match payment.status(now) {
            PaymentStatus::Open => return Ok(NotificationContent::NotYet(payment.ends())),
            ended => (payment.fields(now).time(LedgerField::At, ended.ended()), End::of(&ended)),
        }
    } else {
        match reader.get::<MovementRecord>(&notice.about, &notice.api, &notice.id)? {
            // Of a movement that was refused, nothing is sent.
            Some(moving) => (moving.fields(), End::Well),
            None => return Ok(NotificationContent::Forgotten),
        }
    };
    let fields = endpoint.settles.iter().take(1).fold(fields, |fields, row| end.tell(row, fields));
    let mut body = fields.fill(endpoint, &endpoint.request, version);
    SampleValues::new(version, &Value::Null, moment::text(now)).complete(&mut body, &endpoint.request);
    Ok(NotificationContent::Body(body))
}
