//! Telling how a payment or a refund stands.

use super::call::{Call, Said};
use super::movement::{self, Moving};
use super::payment::{Standing, find};
use super::refusal::{Refusal, Stop};
use super::role::Movement;
use super::store::Look;
use super::{Fact, Facts};
use crate::model::{Told, told_by};

/// Answers a question about a payment.
pub(super) fn payment(call: &Call<'_>, look: &impl Look) -> Result<Said, Stop> {
    let found = find(look, &call.api.name, call.text("paymentId"), call.text("paymentRequestId"))?;
    let payment = found.ok_or_else(|| not_found(call, Refusal::no_such_payment()))?;
    let facts = payment.facts(call.now);
    let end = match payment.standing(call.now) {
        Standing::Open => End::Open,
        Standing::Paid(_) => End::Well,
        failed => End::Badly(failed.words()),
    };
    Ok(Said::Success(tell(call, facts, &end)))
}

/// Answers a question about a refund.
pub(super) fn refund(call: &Call<'_>, look: &impl Look) -> Result<Said, Stop> {
    let none = || {
        let codes = ["REFUND_NOT_EXIST", "REFUND_ORDER_NOT_EXIST", "ORDER_NOT_EXIST", "PROCESS_FAIL"];
        not_found(call, Refusal::new(&codes, "there is no such refund"))
    };
    let ids = (call.text("refundId"), call.text("refundRequestId"));
    let refund: Moving = movement::find(look, &call.api.name, Movement::Refund, ids)?.ok_or_else(none)?;
    // Where the answer has no field for it, it cannot be told that a refund failed.
    let can_tell = |name: &str| call.endpoint.response.iter().any(|field| field.name == name);
    if refund.refused.is_some() && call.endpoint.tells.is_none() && !can_tell("refundStatus") {
        return Err(none().into());
    }
    let end = if refund.refused.is_some() { End::Badly(&["FAIL", "FAILED"]) } else { End::Well };
    Ok(Said::Success(tell(call, refund.facts(), &end)))
}

/// How something ended, in the words of `tells`.
enum End {
    Open,
    Well,
    /// With words for it, the best first.
    Badly(&'static [&'static str]),
}

/// Says it where the endpoint's `tells` looks for it.
fn tell(call: &Call<'_>, facts: Facts, end: &End) -> Facts {
    let Some(tells) = &call.endpoint.tells else { return facts };
    let words: Vec<String> = match end {
        End::Well => tells.success.clone(),
        End::Badly(words) => {
            let (best, rest): (Vec<_>, Vec<_>) =
                tells.failure.iter().cloned().partition(|word| words.contains(&word.as_str()));
            let mut best = best;
            best.sort_by_key(|word| words.iter().position(|known| known == word));
            best.into_iter().chain(rest).collect()
        }
        End::Open => open_words(call, tells),
    };
    facts.at_path(&tells.status, Fact::OneOf(words))
}

/// What is neither a success nor a failure.
fn open_words(call: &Call<'_>, tells: &crate::model::Tells) -> Vec<String> {
    let told = |word: &String| tells.success.contains(word) || tells.failure.contains(word);
    let usual = Standing::Open.words().iter().chain(&["U"]).copied().map(str::to_owned);
    let listed = match told_by(&tells.status, &call.endpoint.response, call.version) {
        Ok(Told::Listed(values)) => values.values.iter().map(|value| value.value.clone()).collect(),
        _ => Vec::new(),
    };
    usual.chain(listed).filter(|word| !told(word)).collect()
}

/// With the codes that `tells` names for it.
fn not_found(call: &Call<'_>, mut refusal: Refusal) -> Refusal {
    if let Some(tells) = &call.endpoint.tells {
        refusal.codes.splice(0..0, tells.not_found.iter().cloned());
    }
    refusal
}
