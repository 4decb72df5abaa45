//! Which of the fields that are compared, or that name a call in a log, are never shown.

use super::{Api, Endpoint, FieldPair, Kind, Table, Version, closing, response_ids, settling, verdicts};

/// The paths of the request's sensitive fields among those by which an endpoint is recognised, compared and settled. A
/// field that has the same value as a sensitive one of another message is sensitive, too.
#[must_use]
pub fn hidden_fields(endpoint: &Endpoint, api: &Api) -> Vec<String> {
    let Some((version, _)) = api.endpoint(&endpoint.address()) else { return Vec::new() };
    let own = Table::request(&endpoint.request, version);
    let mut fields = Fields { own, hidden: Vec::new() };
    endpoint.idempotency_key.fields().iter().for_each(|path| fields.add(path));
    match endpoint.kind {
        Kind::Call => fields.of_call(endpoint, version, api),
        Kind::Notification => fields.of_notification(endpoint, api),
    }
    fields.hidden
}

struct Fields<'a> {
    own: Table<'a>,
    hidden: Vec<String>,
}

impl Fields<'_> {
    fn add(&mut self, path: &str) {
        if self.own.is_sensitive_at(path) {
            self.hide(path);
        }
    }

    fn hide(&mut self, path: &str) {
        if self.hidden.iter().all(|known| known != path) {
            self.hidden.push(path.to_owned());
        }
    }

    /// Pairs of another message's field and of this request's.
    fn add_pairs(&mut self, pairs: &[FieldPair], theirs: &Table<'_>) {
        for (other, own) in pairs {
            if self.own.is_sensitive_at(own) || theirs.is_sensitive_at(other) {
                self.hide(own);
            }
        }
    }

    fn of_call(&mut self, call: &Endpoint, version: &Version, api: &Api) {
        response_ids(call, version).into_iter().for_each(|name| self.add(name));
        if let Some(Ok(settling)) = settling(call, api)
            && let Some((version, inquiry)) = api.endpoint(&settling.inquiry.address())
        {
            let response = Table::response(inquiry, version);
            self.add_pairs(&settling.ask, &Table::request(&inquiry.request, version));
            self.add_pairs(settling.ids.pairs(), &response);
            let entry = settling.rules.entry.as_ref();
            let entries = entry.and_then(|entry| response.entries_at(&entry.list).ok()).unwrap_or(response);
            self.add_pairs(entry.map_or(&[], |entry| &entry.equal), &entries);
            self.add_pairs(&settling.money, &entries);
        }
        if let Some(Ok(closing)) = closing(call, api)
            && let Some((version, endpoint)) = api.endpoint(&closing.endpoint.address())
        {
            self.add_pairs(&closing.fields, &Table::request(&endpoint.request, version));
        }
        let address = call.address();
        for (version, notification) in notifications(api) {
            let theirs = Table::request(&notification.request, version);
            for verdict in verdicts(notification, api) {
                if verdict.row.endpoints.contains(&address) {
                    self.add_pairs(verdict.row.ids.pairs(), &theirs);
                    self.add_pairs(&verdict.money, &theirs);
                }
            }
        }
    }

    fn of_notification(&mut self, notification: &Endpoint, api: &Api) {
        for verdict in verdicts(notification, api) {
            let when = verdict.row.when.iter().map(super::Comparison::path);
            when.chain([verdict.row.status.status.as_str()]).for_each(|path| self.add(path));
            for address in &verdict.row.endpoints {
                let Some((version, call)) = api.endpoint(address) else { continue };
                let request = Table::request(&call.request, version);
                for pairs in [verdict.row.ids.pairs(), &verdict.money] {
                    let turned: Vec<FieldPair> =
                        pairs.iter().map(|(theirs, own)| (own.clone(), theirs.clone())).collect();
                    self.add_pairs(&turned, &request);
                }
            }
        }
    }
}

fn notifications(api: &Api) -> impl Iterator<Item = (&Version, &Endpoint)> {
    let endpoints = api
        .versions
        .iter()
        .flat_map(|version| version.endpoints.iter().map(move |endpoint| (version, endpoint)));
    endpoints.filter(|(_, endpoint)| endpoint.kind == Kind::Notification)
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
        hidden_fields(api.endpoint(address).expect("the endpoint").1, api)
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
        // A token that is not compared needs no mark.
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
