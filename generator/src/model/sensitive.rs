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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Generator;

    fn specs(name: &str) -> Api {
        let mut apis = Generator::new("../specs").api(name).read().expect("the shipped specs are right").0;
        apis.remove(0)
    }

    fn sensitive(api: &Api, address: &str) -> Vec<String> {
        sensitive_fields(api.endpoint(address).expect("the endpoint").1, api)
    }

    /// Marks a field of a request as sensitive.
    fn mark(api: &mut Api, address: &str, name: &str) {
        let endpoints = api.versions.iter_mut().flat_map(|version| &mut version.endpoints);
        let mut endpoints = endpoints.filter(|endpoint| endpoint.address() == address);
        let request = &mut endpoints.next().expect("the endpoint").request;
        request.iter_mut().find(|field| field.name == name).expect("the field").sensitive = true;
    }

    #[test]
    fn what_is_compared_is_hidden_when_either_side_is_sensitive() {
        let (pay, told) = ("v1/payments/pay", "v1/payments/notifyPayment");
        let mut claro = specs("claro");
        assert_eq!(sensitive(&claro, "v1/authorizations/cancelToken"), ["accessToken"]);
        // A token that nothing is compared by is nobody's concern.
        assert!(sensitive(&claro, pay).is_empty() && sensitive(&claro, told).is_empty());
        mark(&mut claro, "v1/payments/inquiryPayment", "partnerId");
        assert_eq!(sensitive(&claro, pay), ["partnerId"]);
        mark(&mut claro, told, "paymentRequestId");
        assert_eq!(sensitive(&claro, pay), ["partnerId", "paymentRequestId"]);
        assert_eq!(sensitive(&claro, told), ["paymentRequestId"]);
        let mut claro = specs("claro");
        mark(&mut claro, pay, "paymentAmount");
        assert_eq!(sensitive(&claro, pay), ["paymentAmount"]);
        assert_eq!(sensitive(&claro, told), ["paymentAmount"]);
    }
}
