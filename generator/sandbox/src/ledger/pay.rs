//! Charging a user.

use super::call::{Call, CallResult};
use super::error::LedgerError;
use super::fields::{FieldValue, Fields};
use super::ids::{IdOf, new_id};
use super::money::Money;
use super::movement::Movement;
use super::payment::{Hold, Moved, PAYMENT, PAYMENT_REQUEST, Payment, PaymentStatus, find};
use super::refusal::{Refusal, Stop};
use super::store::{Read, Writer};
use super::{codes, moment, notifications, repeat, tokens};
use countersign_codegen::model::{LedgerCase, LedgerField, Status};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long money stays authorized.
const HOLD: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The kind of records of codes that users showed.
const SHOWN_CODE: &str = "shown_code";

/// Charges a user, or repeats what was answered before.
pub(super) fn pay(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let request_id = call.needed(LedgerField::RequestId)?;
    let missing = || {
        let name = call.name(LedgerField::Amount);
        Refusal::param_illegal(format!("`{name}` is missing: there is nothing to charge"))
    };
    let amount = call.amount()?.ok_or_else(missing)?;
    let checked = repeat::of_payment(call, &amount)?;
    if let Some(payment) = find(writer, &call.api.name, None, Some(request_id))? {
        let same = payment.checked == checked;
        return if same {
            Ok(call_result(call, &payment))
        } else {
            Err(Refusal::inconsistent(call.name(LedgerField::RequestId)).into())
        };
    }
    if let Some(token) = call.text(LedgerField::Code).filter(|_| call.is(LedgerCase::Agreed)) {
        tokens::check(call, writer, token)?;
    }
    if call.is(LedgerCase::DryRun) {
        return Ok(CallResult::Success(Fields::default()));
    }
    let payment = create(call, writer, request_id, amount, checked)?;
    writer.put(PAYMENT, &call.api.name, &payment.id, &payment)?;
    writer.put(PAYMENT_REQUEST, &call.api.name, request_id, &payment.id)?;
    Ok(call_result(call, &payment))
}

fn create(
    call: &Call<'_>,
    writer: &Writer<'_>,
    request_id: &str,
    amount: Money,
    checked: String,
) -> Result<Payment, LedgerError> {
    let (now, pace) = (call.now, call.settings);
    let accepted = accepts(call) && !call.is(LedgerCase::Agreed) && !call.is(LedgerCase::CodeShown);
    let hold = if call.is(LedgerCase::Authorization) {
        Hold::Yes
    } else if call.tells(LedgerCase::Authorization) {
        Hold::No
    } else {
        Hold::Unsaid
    };
    let mut payment = Payment {
        id: new_id(writer, call.api, IdOf::Payment, now)?,
        request_id: request_id.to_owned(),
        amount,
        created: now,
        confirmed: if accepted { moment::later(now, pace.scaled(pace.confirm_after)) } else { now },
        expires: call.time(LedgerField::ExpiresAt),
        cancelled: None,
        refused: refusal(call, writer)?,
        accepted,
        order_code: call.is(LedgerCase::OrderCode),
        hold,
        hold_ends: (hold == Hold::Yes).then(|| moment::later(now, pace.scaled(HOLD))),
        moved: Moved::default(),
        checked,
        merchant: call.text(LedgerField::Merchant).map(str::to_owned),
        urls: urls(call),
        notice: None,
    };
    payment.notice = notifications::of_payment(call, writer, &payment)?;
    Ok(payment)
}

/// Why a payment fails at once. That it did is kept.
fn refusal(call: &Call<'_>, writer: &Writer<'_>) -> Result<Option<Refusal>, LedgerError> {
    if call.time(LedgerField::ExpiresAt).is_some_and(|expires| expires <= call.now) {
        let codes = ["ORDER_IS_CLOSED", "ORDER_STATUS_INVALID", "PARAM_ILLEGAL"];
        let message = format!("`{}` has passed", call.name(LedgerField::ExpiresAt));
        return Ok(Some(Refusal::new(&codes, message)));
    }
    let shown = call.text(LedgerField::Code).filter(|_| call.is(LedgerCase::CodeShown));
    let Some(shown) = shown else { return Ok(None) };
    if writer.bytes(SHOWN_CODE, &call.api.name, shown)?.is_some() {
        let codes = ["AUTH_CODE_ALREADY_USED", "USED_CODE", "INVALID_CODE", "PROCESS_FAIL"];
        return Ok(Some(Refusal::new(&codes, "the user's code was used for another payment")));
    }
    writer.put(SHOWN_CODE, &call.api.name, shown, &call.now)?;
    Ok(None)
}

/// What a `pay` is answered with, the first time and when it is repeated: as it was, if that was final, and else as the
/// payment stands now.
fn call_result(call: &Call<'_>, payment: &Payment) -> CallResult {
    if let Some(refusal) = &payment.refused {
        return CallResult::Refused(refusal.clone());
    }
    // A user who pays at once has a step to take all the same.
    let has_paid = payment.paid(call.now).is_some() && call.now > payment.created;
    if has_paid || !payment.accepted {
        // This is final: a cancel that came later gave the money back, and does not unsay that it was paid.
        let as_paid = Payment { cancelled: None, ..payment.clone() };
        return CallResult::Success(as_paid.fields(call.now));
    }
    match payment.status(call.now) {
        PaymentStatus::Failed(_, why) => CallResult::Refused(closed(&why)),
        PaymentStatus::Cancelled(_) => CallResult::Refused(closed("the payment was cancelled")),
        PaymentStatus::Open | PaymentStatus::Paid(_) => {
            CallResult::Accepted(with_action(call, payment, payment.fields(call.now)))
        }
    }
}

fn closed(why: &str) -> Refusal {
    Refusal::new(&["ORDER_IS_CLOSED", "ORDER_STATUS_INVALID", "PROCESS_FAIL"], why)
}

/// The step that the user has to take: a page to go to, or a code to scan.
fn with_action(call: &Call<'_>, payment: &Payment, fields: Fields) -> Fields {
    let url = format!("{}/cashier?paymentId={}", call.settings.site, payment.id);
    let is_form = |name: &str| {
        let steps = [LedgerField::PageUrl, LedgerField::OrderCode].into_iter();
        steps.flat_map(|field| call.paths(field)).any(|path| path.split('.').next() == Some(name))
    };
    let addresses = codes::accepted_by(call.endpoint).filter(|name| !is_form(name));
    let fields = addresses.fold(fields, |fields, name| fields.at_path(name, FieldValue::Text(url.clone())));
    if payment.order_code && call.paths(LedgerField::OrderCode).next().is_some() {
        return fields.one_of(LedgerField::Step, &["ORDER_CODE"]).text(LedgerField::OrderCode, url);
    }
    let fields = fields.one_of(LedgerField::Step, &["REDIRECTION"]).one_of(LedgerField::Method, &["GET"]);
    fields.text(LedgerField::PageUrl, url)
}

/// Whether the endpoint can answer that the user has a step to take. Otherwise the user pays at once.
fn accepts(call: &Call<'_>) -> bool {
    let has_code = call.endpoint.results.iter().any(|result| result.status == Status::Accepted);
    has_code
        || codes::accepted_by(call.endpoint).next().is_some()
        || call.paths(LedgerField::PageUrl).next().is_some()
        || (call.is(LedgerCase::OrderCode) && call.paths(LedgerField::OrderCode).next().is_some())
}

/// Where notifications about refunds, captures and voids are sent.
fn urls(call: &Call<'_>) -> BTreeMap<String, String> {
    let fields = [
        (Movement::Refund, LedgerField::RefundNotifyUrl),
        (Movement::Capture, LedgerField::CaptureNotifyUrl),
        (Movement::Void, LedgerField::VoidNotifyUrl),
    ];
    let given = fields.into_iter().filter_map(|(movement, field)| Some((movement, call.text(field)?)));
    given.map(|(movement, url)| (movement.word().to_owned(), url.to_owned())).collect()
}
