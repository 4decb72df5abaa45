//! The status of a payment or a refund.

use super::call::{Call, CallResult};
use super::end::End;
use super::fields::{FieldValue, Fields};
use super::movement::{self, Movement, MovementRecord};
use super::payment::{PaymentStatus, find};
use super::refusal::{Refusal, Stop};
use super::store::Read;
use countersign_codegen::model::{LedgerField, StatusField, StatusMapping, Table};

/// Answers a question about a payment.
pub(super) fn payment(call: &Call<'_>, read: &impl Read) -> Result<CallResult, Stop> {
    let found = find(read, &call.api.name, call.text(LedgerField::Id), call.text(LedgerField::RequestId))?;
    let payment = found.ok_or_else(|| not_found(call, Refusal::no_such_payment()))?;
    let fields = payment.fields(call.now);
    let end = End::of(&payment.status(call.now));
    Ok(tell(call, fields, &end))
}

/// Answers a question about a refund.
pub(super) fn refund(call: &Call<'_>, read: &impl Read) -> Result<CallResult, Stop> {
    let none = || {
        let codes = ["REFUND_NOT_EXIST", "REFUND_ORDER_NOT_EXIST", "ORDER_NOT_EXIST", "PROCESS_FAIL"];
        not_found(call, Refusal::new(&codes, "there is no such refund"))
    };
    let ids = (call.text(LedgerField::Id), call.text(LedgerField::RequestId));
    let refund: MovementRecord =
        movement::find(read, &call.api.name, Movement::Refund, ids)?.ok_or_else(none)?;
    // Where the answer has no field for it, it cannot be told that a refund failed.
    let can_tell = call.endpoint.inquiry.is_some() || call.paths(LedgerField::Status).next().is_some();
    if refund.refused.is_some() && !can_tell {
        return Err(none().into());
    }
    let end = if refund.refused.is_some() { End::Badly(&["FAIL", "FAILED"]) } else { End::Well };
    Ok(tell(call, refund.fields(), &end))
}

/// Sets the status field that the calls which the endpoint settles look at. That may be the status of the answer itself.
fn tell(call: &Call<'_>, fields: Fields, end: &End) -> CallResult {
    let Some(inquiry) = &call.endpoint.inquiry else { return CallResult::Success(fields) };
    let tells = &inquiry.status;
    let own = call.endpoint.flat_result.as_ref().map_or("result.resultStatus", |flat| &flat.status);
    if tells.status == own {
        return CallResult::Told(end.status(), fields);
    }
    let words = match end {
        End::Open => open_words(call, tells),
        ended => ended.words(tells),
    };
    CallResult::Success(fields.at_path(&tells.status, FieldValue::OneOf(words)))
}

/// Status values that are neither a success nor a failure.
fn open_words(call: &Call<'_>, tells: &StatusMapping) -> Vec<String> {
    let told = |word: &String| tells.success.contains(word) || tells.failure.contains(word);
    let usual = PaymentStatus::Open.words().iter().chain(&["U"]).copied().map(str::to_owned);
    let listed = match Table::response(call.endpoint, call.version).status_at(&tells.status) {
        Ok(StatusField::Listed(values)) => values.into_iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    usual.chain(listed).filter(|word| !told(word)).collect()
}

/// Adds the codes that calls name for "not found".
fn not_found(call: &Call<'_>, mut refusal: Refusal) -> Refusal {
    if let Some(inquiry) = &call.endpoint.inquiry {
        refusal.codes.splice(0..0, inquiry.not_found.iter().cloned());
    }
    refusal
}
