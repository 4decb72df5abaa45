//! Cancelling a payment, paid or not. The money of a paid one goes back as a whole, as Alipay+ documents it; once parts of
//! it were moved there is no whole any more.

use super::call::{Call, CallResult};
use super::notifications;
use super::payment::{PAYMENT, Payment, PaymentStatus, find};
use super::refusal::{Refusal, Stop};
use super::store::Writer;
use countersign_codegen::model::LedgerField;

/// Cancels a payment. One that was cancelled before is answered as it was then, and one that had failed by the time when
/// it did: there is nothing to give back, and it stays what the merchant was told that it is.
pub(super) fn cancel(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let found = find(writer, &call.api.name, call.text(LedgerField::Id), call.text(LedgerField::RequestId))?;
    let mut payment: Payment = found.ok_or_else(Refusal::no_such_payment)?;
    let status = payment.status(call.now);
    if matches!(status, PaymentStatus::Open | PaymentStatus::Paid(_)) {
        let moved = &payment.moved;
        if moved.refunded > 0 || moved.captured > 0 || moved.voided > 0 {
            let codes = ["ORDER_STATUS_INVALID", "PROCESS_FAIL"];
            return Err(Refusal::new(&codes, "money of this payment was moved already").into());
        }
        if status == PaymentStatus::Open {
            notifications::send_now(call, writer, &mut payment)?;
        }
        payment.cancelled = Some(call.now);
        writer.put(PAYMENT, &call.api.name, &payment.id, &payment)?;
    }
    let ended = payment.status(call.now).ended();
    Ok(CallResult::Success(payment.fields(call.now).time(LedgerField::CancelledAt, ended)))
}
