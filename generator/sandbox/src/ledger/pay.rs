//! Charging a user.

use super::call::{Call, CallResult};
use super::error::LedgerError;
use super::fields::{FieldValue, Fields};
use super::ids::{IdOf, new_id};
use super::money::Money;
use super::payment::{Hold, Moved, PAYMENT, PAYMENT_REQUEST, Payment, PaymentStatus, find};
use super::refusal::{Refusal, Stop};
use super::store::{Read, Writer};
use super::{codes, moment, notifications, repeat, tokens};
use countersign_codegen::model::{Kind, Status, Type};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long money stays authorized.
const HOLD: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The kind of records of codes that users showed.
const SHOWN_CODE: &str = "shown_code";

/// Answers a `pay`.
pub(super) fn pay(call: &Call<'_>, writer: &Writer<'_>) -> Result<CallResult, Stop> {
    let request_id = call.needed("paymentRequestId")?;
    let missing = || Refusal::param_illegal("`paymentAmount` is missing: there is nothing to charge");
    let amount = call.money("paymentAmount")?.ok_or_else(missing)?;
    let checked = repeat::of_payment(call, &amount)?;
    if let Some(payment) = find(writer, &call.api.name, None, Some(request_id))? {
        let same = payment.checked == checked;
        return if same {
            Ok(call_result(call, &payment))
        } else {
            Err(Refusal::inconsistent("paymentRequestId").into())
        };
    }
    if let Some(token) = call.text("paymentAuthCode").filter(|_| is_agreed(call)) {
        tokens::check(call, writer, token)?;
    }
    if call.is("/paymentFactor/isPaymentEvaluation") == Some(true) {
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
    let accepted = accepts(call) && !is_agreed(call) && !is_code_shown(call);
    let hold = match call.is("/paymentFactor/isAuthorizationPayment") {
        Some(true) => Hold::Yes,
        _ if call.takes("paymentFactor") => Hold::No,
        _ => Hold::Unsaid,
    };
    let mut payment = Payment {
        id: new_id(writer, call.api, "paymentId", IdOf::Payment, now)?,
        request_id: request_id.to_owned(),
        amount,
        created: now,
        confirmed: if accepted { moment::later(now, pace.scaled(pace.confirm_after)) } else { now },
        expires: call.time("paymentExpiryTime"),
        cancelled: None,
        refused: refusal(call, writer)?,
        accepted,
        order_code: call.is("/paymentFactor/isOrderCode") == Some(true),
        hold,
        hold_ends: (hold == Hold::Yes).then(|| moment::later(now, pace.scaled(HOLD))),
        moved: Moved::default(),
        checked,
        echo: echo(call),
        urls: urls(call),
        notice: None,
    };
    payment.notice = notifications::of_payment(call, writer, &payment)?;
    Ok(payment)
}

/// Why a payment fails at once. That it did is kept.
fn refusal(call: &Call<'_>, writer: &Writer<'_>) -> Result<Option<Refusal>, LedgerError> {
    if call.time("paymentExpiryTime").is_some_and(|expires| expires <= call.now) {
        let codes = ["ORDER_IS_CLOSED", "ORDER_STATUS_INVALID", "PARAM_ILLEGAL"];
        return Ok(Some(Refusal::new(&codes, "`paymentExpiryTime` has passed")));
    }
    let Some(shown) = call.text("paymentAuthCode").filter(|_| is_code_shown(call)) else { return Ok(None) };
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
    let step = if payment.order_code {
        Fields::default().one_of("actionFormType", &["ORDER_CODE"]).text("orderCode", &url)
    } else {
        Fields::default().one_of("actionFormType", &["REDIRECTION"])
    };
    let needs_url = |step: Fields| step.text("redirectionUrl", &url).text("redirectUrl", &url);
    let step = if step.has("orderCode") { step } else { needs_url(step) };
    let addresses = codes::accepted_by(call.endpoint).filter(|name| !is_form(name));
    let fields = addresses.fold(fields, |fields, name| fields.text(name, &url));
    let names = action_forms(call);
    names.fold(fields, |fields, name| {
        // A form that can only send the user to a page does so, whatever was asked for.
        let step = if name.starts_with("redirect") { needs_url(Fields::default()) } else { step.clone() };
        fields.with(name, FieldValue::Object(step.one_of("method", &["GET"])))
    })
}

/// The fields of the answer that hold the user's next step.
fn action_forms<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a str> {
    call.endpoint.response.iter().map(|field| field.name.as_str()).filter(|name| is_form(name))
}

/// `actionForm`, `redirectActionForm`, `orderCodeForm`.
fn is_form(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("actionform") || name.ends_with("codeform")
}

/// Whether the endpoint can answer that the user has a step to take. Otherwise the user pays at once.
fn accepts(call: &Call<'_>) -> bool {
    let has_code = call.endpoint.results.iter().any(|result| result.status == Status::Accepted);
    has_code || codes::accepted_by(call.endpoint).next().is_some() || action_forms(call).next().is_some()
}

/// Whether the user has agreed to be charged without being asked.
fn is_agreed(call: &Call<'_>) -> bool {
    call.is("/paymentFactor/isAgreementPay") == Some(true)
        || call.text("productCode") == Some("AGREEMENT_PAYMENT")
}

/// Whether the user has shown a code, which the merchant has scanned.
fn is_code_shown(call: &Call<'_>) -> bool {
    let in_store = call.text("productCode") == Some("IN_STORE_PAYMENT");
    let scans = call.is("/paymentFactor/isOrderCode") == Some(true);
    call.is("/paymentFactor/isPaymentCode") == Some(true) || (in_store && !scans)
}

/// The texts that the version's notifications repeat: whose order it is, say. Nothing that is sensitive is kept.
fn echo(call: &Call<'_>) -> BTreeMap<String, String> {
    let notifications = call.version.endpoints.iter().filter(|endpoint| endpoint.kind == Kind::Notification);
    let repeated = |name: &str| {
        name != "extendInfo"
            && notifications.clone().any(|told| told.request.iter().any(|field| field.name == name))
    };
    let fields =
        call.endpoint.request.iter().filter(|field| !field.sensitive && matches!(field.ty, Type::Text(_)));
    let texts = fields.filter(|field| repeated(&field.name));
    texts.filter_map(|field| Some((field.name.clone(), call.text(&field.name)?.to_owned()))).collect()
}

fn urls(call: &Call<'_>) -> BTreeMap<String, String> {
    let names =
        call.endpoint.request.iter().map(|field| &field.name).filter(|name| name.ends_with("NotifyUrl"));
    names.filter_map(|name| Some((name.clone(), call.text(name)?.to_owned()))).collect()
}
