//! Which of the fields by which messages are compared are never shown.

use super::{Api, Endpoint, Field, FieldPair, Kind, Shape, Table, Type, Version};
use super::{closing, response_ids, settling, verdicts};

/// The paths of sensitive fields among those of a request (of a notification: of the notification) that the runtime
/// compares or shows: fields of the key, ids, amounts, and what another endpoint is asked or closed by. Also those that are
/// sensitive on the other side only. Sorted.
#[must_use]
pub fn sensitive_fields(endpoint: &Endpoint, api: &Api) -> Vec<String> {
    let Some((version, _)) = api.endpoint(&endpoint.address()) else { return Vec::new() };
    let request = Table::request(&endpoint.request, version);
    let mut found = Found { request, paths: Vec::new() };
    for field in endpoint.idempotency_key.fields() {
        found.look(field, request, field);
    }
    match endpoint.kind {
        Kind::Call => {
            let response = Table::response(&endpoint.response, version);
            response_ids(endpoint, version).iter().for_each(|id| found.look(id, response, id));
            asked(endpoint, api, &mut found);
            closed(endpoint, api, &mut found);
            ended(endpoint, api, &mut found);
        }
        Kind::Notification => ends(endpoint, api, &mut found),
    }
    found.paths.sort();
    found.paths.dedup();
    found.paths
}

/// What the inquiry is asked by, and what its response is compared with.
fn asked(call: &Endpoint, api: &Api, found: &mut Found<'_>) {
    let Some(Ok(settling)) = settling(call, api) else { return };
    let Some((version, inquiry)) = api.endpoint(&settling.inquiry.address()) else { return };
    let response = Table::response(&inquiry.response, version);
    let entry = settling.rules.entry.as_ref();
    let listed = entry.and_then(|entry| response.entries_at(&entry.list).ok()).unwrap_or(response);
    found.look_all(&settling.ask, Table::request(&inquiry.request, version));
    found.look_all(settling.ids.pairs(), response);
    found.look_all(&settling.money, listed);
    found.look_all(entry.map_or(&[][..], |entry| &entry.equal), listed);
}

/// What the call that ends this one is sent.
fn closed(call: &Endpoint, api: &Api, found: &mut Found<'_>) {
    let Some(Ok(closing)) = closing(call, api) else { return };
    let Some((version, by)) = api.endpoint(&closing.endpoint.address()) else { return };
    found.look_all(&closing.fields, Table::request(&by.request, version));
}

/// What notifications about the call are compared with.
fn ended(call: &Endpoint, api: &Api, found: &mut Found<'_>) {
    let address = call.address();
    for version in &api.versions {
        for notification in &version.endpoints {
            let table = Table::request(&notification.request, version);
            let verdicts = verdicts(notification, api).into_iter();
            for verdict in verdicts.filter(|verdict| verdict.endpoints.contains(&address.as_str())) {
                found.look_all(verdict.ids.pairs(), table);
                found.look_all(&verdict.money, table);
            }
        }
    }
}

/// What a notification is compared with in the calls that it ends.
fn ends(notification: &Endpoint, api: &Api, found: &mut Found<'_>) {
    for verdict in verdicts(notification, api) {
        for (version, call) in verdict.endpoints.iter().filter_map(|address| api.endpoint(address)) {
            let call = Table::request(&call.request, version);
            let pairs = verdict.ids.pairs().iter().chain(&verdict.money);
            pairs.for_each(|(theirs, own)| found.look(theirs, call, own));
        }
    }
}

struct Found<'a> {
    request: Table<'a>,
    paths: Vec<String>,
}

impl Found<'_> {
    /// Pairs of (the other message's field, the request's).
    fn look_all(&mut self, pairs: &[FieldPair], other: Table<'_>) {
        for (theirs, own) in pairs {
            self.look(own, other, theirs);
        }
    }

    /// A field of the request, and the one of another message that has the same value.
    fn look(&mut self, own: &str, other: Table<'_>, theirs: &str) {
        if is_sensitive(self.request, own) || is_sensitive(other, theirs) {
            self.paths.push(own.to_owned());
        }
    }
}

/// Whether a field is sensitive, or an object that it is in, or a field in it.
fn is_sensitive(table: Table<'_>, path: &str) -> bool {
    let mut fields = table.fields;
    for name in path.split('.') {
        let Some(field) = fields.iter().find(|field| field.name == name) else { return false };
        if field.sensitive {
            return true;
        }
        fields = object(field, table.version);
    }
    fields.iter().any(|field| field.sensitive)
}

fn object<'a>(field: &Field, version: &'a Version) -> &'a [Field] {
    let Type::Named(name) = &field.ty else { return &[] };
    match version.type_named(name).map(|definition| &definition.shape) {
        Some(Shape::Object(fields)) => fields,
        _ => &[],
    }
}
