//! Ids that the wallet gives.

use super::error::LedgerError;
use super::moment;
use super::store::Writer;
use countersign_codegen::model::{Api, Endpoint, LedgerField, LedgerRole, Place, Table, Type, Version};

/// What an id is of: its digit behind the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// A new id: `20191127100000000042`, shorter where some endpoint of the API takes less.
///
/// It comes from a counter in the database and is never given twice. Those of 20 characters are told apart by the counter,
/// as are the shorter ones; and no short one is as long as a long one.
pub(super) fn new_id(writer: &Writer<'_>, api: &Api, of: IdOf, now: i64) -> Result<String, LedgerError> {
    let number = writer.next_number()?;
    let kind = of as u8;
    let long = format!("{}{kind}{number:011}", moment::day(now));
    let fits = |id: &String| limit(api, of).is_none_or(|limit| id.len() <= limit);
    Ok(Some(long).filter(fits).unwrap_or_else(|| format!("{kind}{number}")))
}

/// The least of the limits that the API's fields for such ids have, in characters.
fn limit(api: &Api, of: IdOf) -> Option<usize> {
    let versions = api.versions.iter();
    let endpoints =
        versions.flat_map(|version| version.endpoints.iter().map(move |endpoint| (endpoint, version)));
    endpoints.flat_map(|(endpoint, version)| limits(endpoint, version, of)).min()
}

fn limits(endpoint: &Endpoint, version: &Version, of: IdOf) -> Vec<usize> {
    let Some(sandbox) = &endpoint.sandbox else { return Vec::new() };
    let declared = sandbox.fields.iter().filter(|(field, _)| id_of(sandbox.role, *field) == Some(of));
    let tables = [&endpoint.request, &endpoint.response].map(|fields| Table::request(fields, version));
    let places = declared.flat_map(|(_, paths)| paths).flat_map(|path| tables.map(|table| table.at(path)));
    let max = |place| match place {
        Ok(Place::Field(field)) => match &field.ty {
            Type::Text(limits) | Type::Url(limits) => limits.max,
            _ => None,
        },
        _ => None,
    };
    places.filter_map(max).collect()
}

/// What the id in a field is of.
fn id_of(role: LedgerRole, field: LedgerField) -> Option<IdOf> {
    use LedgerRole::{
        Ask, AskRefund, Cancel, Capture, NotifyCapture, NotifyPayment, NotifyRefund, NotifyVoid, Pay,
        Prepare, Refund, Void,
    };
    match (field, role) {
        (LedgerField::PaymentId, _) | (LedgerField::Id, Pay | Ask | Cancel | NotifyPayment) => {
            Some(IdOf::Payment)
        }
        (LedgerField::Id, Refund | AskRefund | NotifyRefund) => Some(IdOf::Refund),
        (LedgerField::Id, Capture | NotifyCapture) => Some(IdOf::Capture),
        (LedgerField::Id, Void | NotifyVoid) => Some(IdOf::Void),
        (LedgerField::Id, Prepare) | (LedgerField::AccessToken | LedgerField::RefreshToken, _) => {
            Some(IdOf::Token)
        }
        _ => None,
    }
}
