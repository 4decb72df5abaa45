//! Notifications that are to be sent to the merchant: what about, where to, and when.

use super::call::{Call, NotifyFault};
use super::error::LedgerError;
use super::moment;
use super::payment::{PAYMENT, Payment};
use super::store::{Due, Writer};
use countersign_codegen::model::{Endpoint, LedgerField, Sandbox, Version};
use serde::{Deserialize, Serialize};

/// A notification that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PendingNotification {
    /// Whose: the API's name.
    pub(crate) api: String,
    /// Of the endpoint that the merchant called.
    pub(crate) version: String,
    /// `payment`, `refund`, `capture` or `void`.
    pub(crate) about: String,
    /// The wallet's id of that.
    pub(super) id: String,
    /// The merchant's id of the payment.
    pub(crate) payment_request_id: String,
    /// Where to, as the merchant gave it.
    pub(crate) url: String,
    /// How often it was sent in vain.
    pub(crate) attempts: u32,
    /// The spec had a notification of it when this was made.
    pub(crate) had_endpoint: bool,
    /// A fault: at its first try it is sent twice.
    pub(crate) twice: bool,
}

/// Has word sent when the payment ends.
pub(super) fn of_payment(
    call: &Call<'_>,
    writer: &Writer<'_>,
    payment: &Payment,
) -> Result<Option<Due>, LedgerError> {
    schedule(call, writer, payment, PAYMENT, &payment.id, payment.ends())
}

/// Has word sent of a refund, capture or void that was made.
pub(super) fn of_movement(
    call: &Call<'_>,
    writer: &Writer<'_>,
    payment: &Payment,
    word: &str,
    id: &str,
) -> Result<(), LedgerError> {
    schedule(call, writer, payment, word, id, call.now).map(drop)
}

fn schedule(
    call: &Call<'_>,
    writer: &Writer<'_>,
    payment: &Payment,
    about: &str,
    id: &str,
    at: i64,
) -> Result<Option<Due>, LedgerError> {
    let own = call.text(LedgerField::NotifyUrl);
    let Some(url) = own.or_else(|| payment.urls.get(about).map(String::as_str)) else { return Ok(None) };
    let mut notice = PendingNotification {
        api: call.api.name.clone(),
        version: call.version.name.clone(),
        about: about.to_owned(),
        id: id.to_owned(),
        payment_request_id: payment.request_id.clone(),
        url: url.to_owned(),
        attempts: 0,
        had_endpoint: endpoint(call.version, about).is_some(),
        twice: false,
    };
    let mut due = Due { at, number: writer.next_number()? };
    apply_fault(call, &mut due, &mut notice);
    writer.enqueue(due, &notice)?;
    Ok(Some(due))
}

/// Has the word of a payment that has ended before its time sent now.
pub(super) fn send_now(
    call: &Call<'_>,
    writer: &Writer<'_>,
    payment: &mut Payment,
) -> Result<(), LedgerError> {
    let Some(due) = payment.notice.take() else { return Ok(()) };
    let Some(mut notice) = writer.dequeue::<PendingNotification>(due)? else { return Ok(()) };
    // One that is late on purpose stays late.
    let late = due.at.saturating_sub(payment.ends());
    let mut due = Due { at: call.now.saturating_add(late), ..due };
    apply_fault(call, &mut due, &mut notice);
    payment.notice = Some(due);
    writer.enqueue(due, &notice)
}

/// Does to a notification that a request brings about what is to go wrong with it.
fn apply_fault(call: &Call<'_>, due: &mut Due, notice: &mut PendingNotification) {
    call.is_fault_applied.set(call.fault.is_some());
    match call.fault {
        Some(NotifyFault::Duplicate) => notice.twice = true,
        Some(NotifyFault::Late(time)) => due.at = moment::later(due.at, time),
        None => {}
    }
}

/// The notification of the API's version about a payment, or about a kind of movement.
pub(crate) fn endpoint<'a>(version: &'a Version, about: &str) -> Option<&'a Endpoint> {
    let is_about = |sandbox: &Sandbox| sandbox.role.word().strip_prefix("notify_") == Some(about);
    version.endpoints.iter().find(|endpoint| endpoint.sandbox.as_ref().is_some_and(is_about))
}
