//! Refunds, captures and voids: moving money of a payment. Together they never move more than there is.

use super::call::{Call, CallResult};
use super::error::LedgerError;
use super::fields::{FieldValue, Fields};
use super::ids::{IdOf, new_id};
use super::money::Money;
use super::notifications;
use super::payment::{self, Hold, PAYMENT, Payment, PaymentStatus};
use super::refusal::{Refusal, Stop};
use super::store::{Read, Writer};
use countersign_codegen::model::{LedgerCase, LedgerField};
use serde::{Deserialize, Serialize};

/// What is done with the money of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Movement {
    /// It is given back.
    Refund,
    /// Of what was authorized, it is taken.
    Capture,
    /// Of what was authorized, it is released.
    Void,
}

impl Movement {
    /// The kind of its records.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Capture => "capture",
            Self::Void => "void",
        }
    }
}

/// The record of a refund, capture or void, carried out or refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MovementRecord {
    /// `refund`, `capture` or `void`.
    word: String,
    /// The wallet's id.
    pub(super) id: String,
    /// The merchant's id.
    request_id: String,
    /// The ids of the payment in the request: the wallet's and the merchant's.
    named: (Option<String>, Option<String>),
    /// The wallet's id of the payment, and the merchant's, if it was known then.
    pub(super) payment: Option<(String, String)>,
    amount: Option<Money>,
    at: i64,
    reason: Option<String>,
    /// The other values that a repeat must share, as JSON.
    checked: String,
    pub(super) refused: Option<Refusal>,
}

impl MovementRecord {
    /// All fields that a response can show of it.
    pub(super) fn fields(&self) -> Fields {
        let failed = self.refused.as_ref();
        let mut fields = Fields::default()
            .text(LedgerField::Id, &self.id)
            .text(LedgerField::RequestId, &self.request_id)
            .maybe_text(LedgerField::Reason, self.reason.as_ref())
            .maybe_text(LedgerField::FailReason, failed.map(|refusal| &refusal.message));
        if let Some((id, request_id)) = &self.payment {
            fields = fields.text(LedgerField::PaymentId, id).text(LedgerField::PaymentRequestId, request_id);
        }
        if let Some(amount) = &self.amount {
            fields = fields.with(LedgerField::Amount, FieldValue::Money(amount.clone()));
        }
        let (words, status, code): (&[&str], _, _) = match failed {
            None => (&["SUCCESS"], "S", "SUCCESS"),
            Some(_) => (&["FAIL", "FAILED"], "F", "PROCESS_FAIL"),
        };
        let message = failed.map_or("success", |refusal| &refusal.message);
        fields
            .time(LedgerField::At, failed.is_none().then_some(self.at))
            .one_of(LedgerField::Status, words)
            .with(LedgerField::Result, FieldValue::result(status, code, message))
            .text(LedgerField::Source, "MERCHANT")
    }
}

/// Carries out a `refund`, `capture` or `void`. A repeat gets the first result again, even if that was a refusal: a
/// final result for an id stays final, as the platform's pages on idempotency say.
pub(super) fn make(call: &Call<'_>, writer: &Writer<'_>, movement: Movement) -> Result<CallResult, Stop> {
    let (word, api) = (movement.word(), call.api.name.as_str());
    let request_id = call.needed(LedgerField::RequestId)?;
    let asked = call.amount()?;
    let ids = (call.text(LedgerField::PaymentId), call.text(LedgerField::PaymentRequestId));
    let payment = payment::find(writer, api, ids.0, ids.1)?;
    let named = (ids.0.map(str::to_owned), ids.1.map(str::to_owned));
    let known = payment.as_ref().map(|payment| (payment.id.clone(), payment.request_id.clone()));
    let rest = call.is(LedgerCase::Remaining);
    let checked = serde_json::to_string(&(&asked, rest)).map_err(LedgerError::from)?;
    if let Some(made) = find(writer, api, movement, (None, Some(request_id)))? {
        // The payment may have come or gone since the first attempt: the same ids or the same payment are enough.
        let same_payment = made.named == named || (known.is_some() && made.payment == known);
        let same = same_payment && made.checked == checked;
        let name = call.name(LedgerField::RequestId);
        return if same { Ok(call_result(&made)) } else { Err(Refusal::inconsistent(name).into()) };
    }
    let asked = asked.filter(|_| !rest);
    let outcome = payment.ok_or_else(Refusal::no_such_payment).and_then(|mut payment| {
        let amount = take(call, &mut payment, movement, asked.clone())?;
        Ok((payment, amount))
    });
    let mut made = MovementRecord {
        word: word.to_owned(),
        id: new_id(writer, call.api, id_of(movement), call.now)?,
        request_id: request_id.to_owned(),
        named,
        payment: known,
        amount: asked,
        at: call.now,
        reason: call.text(LedgerField::Reason).map(str::to_owned),
        checked,
        refused: None,
    };
    match outcome {
        Ok((payment, amount)) => {
            made.amount = Some(amount);
            writer.put(PAYMENT, api, &payment.id, &payment)?;
            notifications::of_movement(call, writer, &payment, word, &made.id)?;
        }
        Err(refusal) => made.refused = Some(refusal),
    }
    writer.put(word, api, &made.id, &made)?;
    writer.put(&requests(movement), api, request_id, &made.id)?;
    Ok(call_result(&made))
}

fn call_result(made: &MovementRecord) -> CallResult {
    match &made.refused {
        Some(refusal) => CallResult::Refused(refusal.clone()),
        None => CallResult::Success(made.fields()),
    }
}

/// Applies the movement to the payment. Without an amount it moves all that is left.
fn take(
    call: &Call<'_>,
    payment: &mut Payment,
    movement: Movement,
    asked: Option<Money>,
) -> Result<Money, Refusal> {
    may(call, payment, movement)?;
    let left = left(payment, movement);
    let amount = asked.unwrap_or_else(|| payment.amount.of(left));
    if amount.currency != payment.amount.currency {
        let codes = ["CURRENCY_NOT_SUPPORT", "PARAM_ILLEGAL", "PROCESS_FAIL"];
        return Err(Refusal::new(&codes, format!("the payment is in {}", payment.amount.currency)));
    }
    if amount.value > left || left == 0 {
        // Of an authorization, only captured money can be refunded.
        let of = match movement {
            Movement::Refund if payment.hold == Hold::Yes => format!("{} captured", payment.moved.captured),
            _ => payment.amount.value.to_string(),
        };
        let currency = &payment.amount.currency;
        let message = format!("only {left} of {of} is left, counted in the smallest unit of {currency}");
        return Err(Refusal::new(exceeds(movement), message));
    }
    let moved = &mut payment.moved;
    let sum = match movement {
        Movement::Refund => &mut moved.refunded,
        Movement::Capture => &mut moved.captured,
        Movement::Void => &mut moved.voided,
    };
    *sum = sum.saturating_add(amount.value);
    if movement == Movement::Capture {
        moved.closed = !call.is(LedgerCase::MoreFollow);
    }
    Ok(amount)
}

/// Whether the payment's state allows it.
fn may(call: &Call<'_>, payment: &Payment, movement: Movement) -> Result<(), Refusal> {
    let is_refund = movement == Movement::Refund;
    let invalid = |own: &str, message: &str| {
        let codes = [own, "ORDER_STATUS_INVALID", "PROCESS_FAIL"];
        Refusal::new(if is_refund { &codes[1..] } else { &codes }, message)
    };
    match payment.status(call.now) {
        PaymentStatus::Paid(_) => {}
        PaymentStatus::Open => return Err(invalid("AUTH_NOT_FOUND", "the user has not paid yet")),
        PaymentStatus::Failed(_, why) => return Err(invalid("AUTH_NOT_FOUND", &why)),
        PaymentStatus::Cancelled(_) => return Err(invalid("AUTH_CANCELLED", "the payment was cancelled")),
    }
    if is_refund {
        return Ok(());
    }
    if payment.hold == Hold::No {
        return Err(invalid("AUTH_NOT_FOUND", "the payment was not an authorization"));
    }
    if payment.hold_ends.is_some_and(|ends| ends <= call.now) {
        return Err(invalid("AUTH_EXPIRED", "the authorization has expired"));
    }
    if movement == Movement::Capture && payment.moved.closed {
        return Err(invalid("AUTH_NOT_FOUND", "the last capture has already been made"));
    }
    Ok(())
}

/// The amount that such a movement can still move.
fn left(payment: &Payment, movement: Movement) -> u64 {
    let moved = &payment.moved;
    let (all, gone) = match (movement, payment.hold) {
        (Movement::Refund, Hold::Yes) => (moved.captured, moved.refunded),
        (Movement::Refund, _) => (payment.amount.value, moved.refunded.saturating_add(moved.voided)),
        (Movement::Capture | Movement::Void, _) => {
            let refunded = if payment.hold == Hold::Yes { 0 } else { moved.refunded };
            (payment.amount.value, moved.captured.saturating_add(moved.voided).saturating_add(refunded))
        }
    };
    all.saturating_sub(gone)
}

fn exceeds(movement: Movement) -> &'static [&'static str] {
    match movement {
        Movement::Refund => &["REFUND_AMOUNT_EXCEED", "REFUND_AMOUNT_EXCEED_LIMIT", "PROCESS_FAIL"],
        Movement::Capture => &[
            "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT",
            "CAPTURE_AMOUNT_EXCEED",
            "PAYMENT_AMOUNT_EXCEED_LIMIT",
            "PROCESS_FAIL",
        ],
        Movement::Void => &["VOID_AMOUNT_EXCEED", "PROCESS_FAIL"],
    }
}

fn id_of(movement: Movement) -> IdOf {
    match movement {
        Movement::Refund => IdOf::Refund,
        Movement::Capture => IdOf::Capture,
        Movement::Void => IdOf::Void,
    }
}

/// The kind of the records that map the merchant's id to the wallet's.
fn requests(movement: Movement) -> String {
    format!("{}_request", movement.word())
}

/// Finds an earlier movement: by the wallet's id if that is given, else by the merchant's.
pub(super) fn find(
    read: &impl Read,
    api: &str,
    movement: Movement,
    (id, request_id): (Option<&str>, Option<&str>),
) -> Result<Option<MovementRecord>, LedgerError> {
    let id = match (id, request_id) {
        (Some(id), _) => Some(id.to_owned()),
        (None, Some(request_id)) => read.get::<String>(&requests(movement), api, request_id)?,
        (None, None) => None,
    };
    id.map_or(Ok(None), |id| read.get(movement.word(), api, &id))
}
