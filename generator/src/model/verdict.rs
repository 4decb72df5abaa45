//! How a notification ends calls, with every field looked up.

use super::settling::shared_money;
use super::{Api, Endpoint, FieldPair, Settles, Table};

/// A row of `settles`.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The row itself.
    pub row: &'a Settles,
    /// Amounts that have to be equal where both have them: (the notification's field, the call's).
    pub money: Vec<FieldPair>,
}

/// The rows of `settles`.
#[must_use]
pub fn verdicts<'a>(notification: &'a Endpoint, api: &'a Api) -> Vec<Verdict<'a>> {
    let Some((version, _)) = api.endpoint(&notification.address()) else { return Vec::new() };
    let table = Table::request(&notification.request, version);
    let verdict = |row: &'a Settles| {
        let calls = row.endpoints.iter().filter_map(|address| api.endpoint(address));
        let mut money: Vec<FieldPair> =
            calls.flat_map(|(own, call)| shared_money(&call.request, own, &table)).collect();
        money.sort();
        money.dedup();
        Verdict { row, money }
    };
    notification.settles.iter().map(verdict).collect()
}
