//! Ids that the wallet gives.

use super::error::LedgerError;
use super::moment;
use super::store::Writer;
use countersign_codegen::model::{Api, Field, Type};

/// What an id is of: its digit behind the date.
#[derive(Debug, Clone, Copy)]
pub(super) enum IdOf {
    /// A payment.
    Payment = 1,
    /// A refund.
    Refund = 2,
    /// A capture.
    Capture = 3,
    /// A void.
    Void = 4,
    /// A token, or what leads to one.
    Token = 5,
}

/// A new id, for a field of that name: `20191127100000000042`, shorter where some endpoint of the API takes less.
///
/// It comes from a counter in the database and is never given twice. Those of 20 characters are told apart by the counter,
/// as are the shorter ones; and no short one is as long as a long one.
pub(super) fn new_id(
    writer: &Writer<'_>,
    api: &Api,
    field: &str,
    of: IdOf,
    now: i64,
) -> Result<String, LedgerError> {
    let number = writer.next_number()?;
    let kind = of as u8;
    let long = format!("{}{kind}{number:011}", moment::day(now));
    let fits = |id: &String| limit(api, field).is_none_or(|limit| id.len() <= limit);
    Ok(Some(long).filter(fits).unwrap_or_else(|| format!("{kind}{number}")))
}

/// The least of the limits that fields of that name have in the API, in characters.
fn limit(api: &Api, name: &str) -> Option<usize> {
    let endpoints = api.versions.iter().flat_map(|version| &version.endpoints);
    let fields = endpoints.flat_map(|endpoint| endpoint.request.iter().chain(&endpoint.response));
    let max = |field: &Field| match &field.ty {
        Type::Text(limits) | Type::Url(limits) => limits.max,
        _ => None,
    };
    fields.filter(|field| field.name == name).filter_map(max).min()
}
