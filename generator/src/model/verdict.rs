//! How a notification ends calls, with every field looked up.

use super::settling::shared_money;
use super::{Api, Endpoint, FieldPair, Ids, Settles, Table};

/// Calls that a row of `settles` ends in the same way.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The addresses of the calls.
    pub endpoints: Vec<&'a str>,
    /// (the notification's field, the call's).
    pub ids: Ids,
    /// Amounts that have to be equal: (the notification's field, the call's).
    pub money: Vec<FieldPair>,
    /// The row itself.
    pub row: &'a Settles,
}

/// The rows of `settles`, split where calls differ in the fields that they have.
#[must_use]
pub fn verdicts<'a>(notification: &'a Endpoint, api: &'a Api) -> Vec<Verdict<'a>> {
    let Some((version, _)) = api.endpoint(&notification.address()) else { return Vec::new() };
    let table = Table::request(&notification.request, version);
    let mut verdicts: Vec<Verdict<'a>> = Vec::new();
    for row in &notification.settles {
        let first = verdicts.len();
        for address in &row.endpoints {
            let Some((own, call)) = api.endpoint(address) else { continue };
            let ids = known(&row.ids, call);
            let money = shared_money(&call.request, own, &table);
            let same = verdicts.iter_mut().skip(first).find(|one| one.ids == ids && one.money == money);
            match same {
                Some(verdict) => verdict.endpoints.push(address),
                None => verdicts.push(Verdict { endpoints: vec![address], ids, money, row }),
            }
        }
    }
    verdicts
}

/// Of ids of which one is enough, those that the call's request has.
fn known(ids: &Ids, call: &Endpoint) -> Ids {
    let Ids::Any(pairs) = ids else { return ids.clone() };
    let has = |(_, own): &&FieldPair| call.request.iter().any(|field| field.name == *own);
    Ids::Any(pairs.iter().filter(has).cloned().collect())
}
