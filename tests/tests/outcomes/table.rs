//! The table: what the wallet does, and what a call comes to.

use countersign_tests::{Fault, Step, There, Way};

use crate::outcomes::{
    calls::{
        asked, captured, code_of_a_page, code_of_the_home_page, code_without_parameters, nobody_listens,
        nobody_listens_to_a_repeat, paid, paid_again, paid_in_a_hurry, paid_repeatedly, settled,
        settled_after_the_cashier, token_again,
    },
    closing::{given_up, given_up_at_once},
};

/// A way in which a call can go.
pub(crate) struct Row {
    /// What the wallet does with each request; after these it does right.
    pub(crate) steps: Vec<Step>,
    /// What is called, and how that ends.
    pub(crate) call: fn(&There, Way) -> String,
    pub(crate) ended: &'static str,
    /// How many requests the wallet gets.
    pub(crate) sent: usize,
}

fn row<const N: usize>(
    steps: [Step; N],
    call: fn(&There, Way) -> String,
    ended: &'static str,
    sent: usize,
) -> Row {
    Row { steps: steps.into(), call, ended, sent }
}

fn fault(fault: Fault) -> Step {
    fault.into()
}

fn right() -> Step {
    Step::default()
}

/// What the wallet says of a payment.
fn inquired(request_id: &str, status: &str) -> Step {
    let said = format!(
        r#"{{"result":{{"resultStatus":"S"}},"paymentRequestId":"{request_id}","paymentStatus":"{status}"}}"#
    );
    Step::from(said.as_str())
}

pub(crate) fn table() -> Vec<Row> {
    [
        one_attempt(),
        several_attempts(),
        keys_of_several_fields(),
        other_calls(),
        meanings(),
        settlings(),
        closings(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Neither a second attempt nor a step to where a redirect leads.
fn one_attempt() -> Vec<Row> {
    use Fault::*;
    [
        (TamperedBody, "Unknown Unverified BadSignature"),
        (AnotherKey, "Unknown Unverified BadSignature"),
        (AnotherPath, "Unknown Unverified BadSignature"),
        (NoSignature, "Unknown Unverified MissingHeader signature"),
        (UnsignedFailure, "Unknown Unverified MissingHeader signature"),
        (ErrorPage, "Unknown Unverified MissingHeader signature"),
        (Redirect, "Unknown Unverified MissingHeader signature"),
        (TwoSignatures, "Unknown Unverified RepeatedHeader signature"),
        (GarbageSignature, "Unknown Unverified Header"),
        (StaleTime, "Unknown Unverified StaleTime"),
        (FutureTime, "Unknown Unverified StaleTime"),
        (EarlyTime, "Unknown Unverified SignedBeforeRequest"),
        (NoTime, "Unknown Unverified MissingHeader response-time"),
        (GarbageTime, "Unknown Unverified BadTime"),
        (AnotherClient, "Unknown Unverified WrongClientId"),
        (StatusUnknown, "Unknown Status"),
        (StatusUnlisted, "Unknown UnrecognizedStatus"),
        (StatusFailed, "Failed USER_BALANCE_NOT_ENOUGH"),
        (NoResult, "Unknown Unreadable"),
        (TwoResults, "Unknown Unreadable"),
        (NotJson, "Unknown Unreadable"),
        (NeverAnswers, "Unknown Transport TimedOut"),
        (CutBefore, "Unknown Transport Disconnected"),
        (CutInside, "Unknown Transport Disconnected"),
        (TooLarge, "Unknown Transport TooLarge"),
        (TooLargeChunked, "Unknown Transport TooLarge"),
    ]
    .into_iter()
    .map(|(fault, ended)| {
        let call = if fault == NeverAnswers { paid_in_a_hurry } else { paid };
        row([fault.into()], call, ended, 1)
    })
    .chain([row([], paid, "Accepted", 1), row([], nobody_listens, "Err NotSent", 0)])
    .collect()
}

fn several_attempts() -> Vec<Row> {
    use Fault::*;
    vec![
        row([fault(CutBefore)], paid_again, "Accepted", 2),
        row(
            [fault(CutBefore), fault(CutInside), fault(CutBefore)],
            paid_again,
            "Unknown Transport Disconnected",
            3,
        ),
        // What failed may be the repetition only.
        row([fault(CutBefore), fault(StatusFailed)], paid_again, "Unknown FailedRepeat", 2),
        row([fault(CutBefore), fault(StatusUnknown)], paid_again, "Unknown Status", 2),
        row([fault(CutBefore), fault(AnotherKey)], paid_again, "Unknown Unverified BadSignature", 2),
        // The caller says that an earlier request may have left.
        row([fault(StatusFailed)], paid_repeatedly, "Unknown FailedRepeat", 1),
        row([], paid_repeatedly, "Accepted", 1),
        row([], nobody_listens_to_a_repeat, "Unknown NotSent", 0),
        // No key tells the wallet that it is the same request.
        row([fault(CutBefore)], token_again, "Unknown Transport Disconnected", 1),
    ]
}

fn other_calls() -> Vec<Row> {
    vec![row([right()], asked, "Failed ORDER_NOT_EXIST", 1)]
}

/// A key counts when every field of it is there.
fn keys_of_several_fields() -> Vec<Row> {
    use Fault::*;
    vec![
        row([fault(CutBefore), said("S", "SUCCESS", "")], code_of_a_page, "Success", 2),
        row([fault(CutBefore)], code_of_the_home_page, "Unknown Transport Disconnected", 1),
        row([fault(CutBefore)], code_without_parameters, "Unknown Transport Disconnected", 1),
    ]
}

/// What a signed response means besides its status.
fn meanings() -> Vec<Row> {
    vec![
        row([said("F", "REPEAT_REQ_INCONSISTENT", "")], paid, "Unknown FailedAsk", 1),
        row([said("F", "RISK_REJECT", "")], paid, "Failed RISK_REJECT", 1),
        row(
            [said("U", "PAYMENT_IN_PROCESS", r#","actionForm":{"actionFormType":"X"}"#)],
            paid,
            "Accepted",
            1,
        ),
        row([said("U", "PAYMENT_IN_PROCESS", r#","actionForm":{}"#)], paid, "Unknown Status", 1),
        row([said("U", "PAYMENT_IN_PROCESS", "")], paid, "Unknown Status", 1),
        row([said("S", "SUCCESS", r#","captureRequestId":"capture-1""#)], captured, "Success", 1),
        row([said("S", "SUCCESS", r#","captureRequestId":"capture-2""#)], captured, "Unknown OtherId", 1),
        row([said("F", "RISK_REJECT", r#","captureRequestId":"capture-2""#)], captured, "Unknown OtherId", 1),
        row(
            [said("S", "SUCCESS", r#","captureRequestId":"capture-1","captureRequestId":"capture-1""#)],
            captured,
            "Unknown OtherId",
            1,
        ),
        // Neither half a character nor a raw tab nor a number beyond all numbers hides what the wallet has signed.
        row([said("S", "SUCCESS", r#","extendInfo":"shoe \ud83d""#)], paid, "Success", 1),
        row([said("S", "SUCCESS", ",\"extendInfo\":\"a\tb\",\"x\":1e999")], paid, "Success", 1),
        // A question is asked again where the wallet says so.
        row([said("U", "UNKNOWN_EXCEPTION", ""), said("S", "SUCCESS", "")], asked, "Success", 2),
        row(
            [said("U", "UNKNOWN_EXCEPTION", ""), said("F", "ORDER_NOT_EXIST", "")],
            asked,
            "Failed ORDER_NOT_EXIST",
            2,
        ),
    ]
}

fn settlings() -> Vec<Row> {
    use Fault::*;
    let paid_another = r#"{"result":{"resultStatus":"S"},"paymentRequestId":"order-1","paymentStatus":"SUCCESS",
        "paymentAmount":{"currency":"USD","value":"9999"}}"#;
    let paid_another_beside =
        r#","paymentRequestId":"order-1","paymentAmount":{"currency":"USD","value":"9999"}"#;
    let unnamed = r#"{"result":{"resultStatus":"S"},"paymentStatus":"SUCCESS"}"#;
    vec![
        row([fault(CutInside)], settled, "Settled::Success", 2),
        row([fault(NotJson), fault(StatusUnknown)], settled, "Settled::Unknown", 2),
        row([fault(NotJson), fault(StatusFailed)], settled, "Settled::Unknown", 2),
        row([fault(NotJson), inquired("order-1", "FAIL")], settled, "Settled::Failed", 2),
        row([fault(NotJson), inquired("order-2", "FAIL")], settled, "Settled::Unknown", 2),
        row([fault(NotJson), inquired("", "SUCCESS")], settled, "Settled::Unknown", 2),
        row([fault(NotJson), unnamed.into()], settled, "Settled::Unknown", 2),
        row([fault(NotJson), paid_another.into()], settled, "Settled::Conflict", 2),
        // Only a success of the inquiry says anything of the payment.
        row([fault(NotJson), said("F", "PROCESS_FAIL", paid_another_beside)], settled, "Settled::Unknown", 2),
        row([fault(NotJson), said("U", "UNKNOWN", paid_another_beside)], settled, "Settled::Unknown", 2),
        row(
            [said("F", "REPEAT_REQ_INCONSISTENT", ""), inquired("order-1", "SUCCESS")],
            settled,
            "Settled::Success",
            2,
        ),
        row([right(), inquired("order-1", "SUCCESS")], settled_after_the_cashier, "Settled::Success", 2),
        row([right(), paid_another.into()], settled_after_the_cashier, "Settled::Conflict", 2),
        row([right(), said("F", "ORDER_NOT_EXIST", "")], settled_after_the_cashier, "Settled::Unknown", 2),
    ]
}

/// Giving up repeats the cancel until the wallet has carried it out.
fn closings() -> Vec<Row> {
    use Fault::*;
    let paid = || said("S", "SUCCESS", r#","orderNo":1001,"payStatus":"SUCCESS""#);
    let open = || said("S", "SUCCESS", r#","orderNo":1001,"payStatus":"PROCESSING""#);
    let closed = || said("S", "SUCCESS", "");
    vec![
        row([fault(CutInside), open(), closed()], given_up, "Settled::Failed", 3),
        row([fault(CutInside), paid()], given_up, "Settled::Success", 2),
        // A cancel that was lost, or that nobody has signed, may still take effect: paid is not final any more.
        row([fault(CutInside), open(), fault(CutInside), paid(), closed()], given_up, "Settled::Failed", 5),
        row([fault(CutInside), open(), fault(AnotherKey), paid(), closed()], given_up, "Settled::Failed", 5),
        row([fault(CutInside), open(), said("F", "LATE", ""), paid()], given_up, "Settled::Success", 4),
        row([fault(CutInside), open(), said("U", "LATER", "")], given_up_at_once, "Settled::Unknown", 3),
    ]
}

/// A result, and fields beside it.
fn said(status: &str, code: &str, fields: &str) -> Step {
    let said = format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}{fields}}}"#);
    Step::from(said.as_str())
}
