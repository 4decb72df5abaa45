//! The request of an inquiry about a call.

use bytes::Bytes;

use crate::{
    codec::to_json,
    descriptor::{Handle, Pairs},
    endpoint::{Closing, Endpoint, Settling},
    tree::{Lookup, Tree},
};

/// A question about a call: the body of the inquiry, the same each time, and the request that the response is compared with.
pub(super) struct InquiryRequest {
    pub(super) endpoint: Handle<Endpoint>,
    pub(super) settling: Handle<Settling>,
    pub(super) request: Tree,
    pub(super) body: Bytes,
}

impl InquiryRequest {
    /// `None` when no inquiry is known, or when the request has nothing that says which call is meant.
    pub(super) fn new(endpoint: Handle<Endpoint>, request: &[u8]) -> Option<Self> {
        let settling = endpoint.settled_by.clone()?;
        let request = Tree::from_json(request);
        if !is_named(&endpoint, &settling, &request) {
            return None;
        }
        let body = filled(&settling.ask, &request)?;
        Some(Self { endpoint, settling, request, body })
    }

    /// The body of the call that ends this one.
    pub(super) fn closing_body(&self, closing: &Closing) -> Option<Bytes> {
        let body = filled(&closing.fields, &self.request)?;
        let key = &closing.endpoint.idempotency_key;
        let is_named = key.fields().is_empty() || key.counts(&Tree::from_json(&body));
        is_named.then_some(body)
    }
}

/// Whether a request has all fields that identify its call, and the question carries at least one of them.
fn is_named(endpoint: &Endpoint, settling: &Settling, request: &Tree) -> bool {
    let (key, ids) = (&endpoint.idempotency_key, &settling.ids);
    let mut entry = settling.entry.iter().flat_map(|entry| entry.equal.iter());
    let is_complete = (key.fields().is_empty() || key.counts(request))
        && (ids.pairs().is_empty() || ids.are_in(request))
        && entry.all(|(_, field)| request.has(field));
    is_complete && carries_an_id(endpoint, settling, request)
}

/// Whether a request has an id to ask by. If the inquiry is asked by no ids, any of its fields is enough.
fn carries_an_id(endpoint: &Endpoint, settling: &Settling, request: &Tree) -> bool {
    let key = endpoint.idempotency_key.fields();
    let is_id = |field: &str| key.contains(field) || settling.ids.pairs().iter().any(|(_, id)| id == field);
    let any_id = settling.ask.iter().any(|(_, field)| is_id(field));
    settling.ask.iter().any(|(_, field)| request.has(field) && (is_id(field) || !any_id))
}

/// Builds a body from the request's fields, as they were sent, under the names of another endpoint. `None` when there are none.
fn filled(fields: &Pairs, request: &Tree) -> Option<Bytes> {
    let mut body = Tree::Null;
    for (name, field) in fields.iter() {
        if let Lookup::Found(value) = request.find(field) {
            body.put(name, value.into_owned());
        }
    }
    if body == Tree::Null { None } else { to_json(&body).ok().map(Bytes::from) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FieldPair, IdempotencyKey, Ids, ListEntry, StatusMapping};

    static ASK: Endpoint = Endpoint::new("v1", "ask");
    const STATUS: StatusMapping = StatusMapping::new("status", &[], &[]);

    fn question(endpoint: &Endpoint, settling: &Settling, request: &str) -> Option<String> {
        let endpoint = Endpoint { settled_by: Some(settling.clone().into()), ..endpoint.clone() };
        let question = InquiryRequest::new(endpoint.into(), request.as_bytes())?;
        Some(String::from_utf8(question.body.to_vec()).unwrap())
    }

    #[test]
    fn fields_are_carried_as_they_were_sent() {
        let pay = Endpoint::new("v1", "pay").with_idempotency_key(IdempotencyKey::all(&["no"]));
        let settling = Settling::new(&ASK, STATUS)
            .with_ask(&[("shop", "shop"), ("order.no", "no"), ("payId", "payId")])
            .with_ids(Ids::all(&[("no", "no")]));
        let request = r#"{"no":9007199254740993,"amount":{"value":"1"},"shop":"a\"b"}"#;
        let expected = r#"{"shop":"a\"b","order":{"no":9007199254740993}}"#;
        assert_eq!(question(&pay, &settling, request).as_deref(), Some(expected));
        assert_eq!(question(&pay, &settling, r#"{"shop":"s"}"#), None);
        assert!(InquiryRequest::new((&ASK).into(), request.as_bytes()).is_none(), "no inquiry is known");
    }

    #[test]
    fn without_all_that_names_a_call_nothing_is_asked() {
        let all = IdempotencyKey::all(&["merchantId", "orderNo"]);
        let any = IdempotencyKey::any(&["merchantId", "orderNo"]);
        const PAIRS: &[FieldPair] = &[("merchantId", "merchantId"), ("orderNo", "orderNo")];
        for (request, by_all, by_any) in [
            (r#"{"merchantId":"m","orderNo":"1"}"#, true, true),
            (r#"{"merchantId":"m","orderNo":""}"#, false, true),
            (r#"{"merchantId":"m","orderNo":null}"#, false, true),
            (r#"{"merchantId":"m"}"#, false, true),
            (r#"{"merchantId":"","orderNo":""}"#, false, false),
            (r#"{"other":"x"}"#, false, false),
            ("[]", false, false),
            ("", false, false),
            ("<request/>", false, false),
        ] {
            for (key, ids, expected) in [(&all, Ids::all(PAIRS), by_all), (&any, Ids::any(PAIRS), by_any)] {
                let endpoint = Endpoint::new("v1", "pay").with_idempotency_key(key.clone());
                let settling = Settling::new(&ASK, STATUS).with_ask(PAIRS);
                let found = question(&endpoint, &settling.clone().with_ids(ids), request);
                assert_eq!(found.is_some(), expected, "{key:?} {request}");
                let unnamed = question(&endpoint, &settling.with_unnamed_accepted(), request);
                assert_eq!(unnamed.is_some(), expected, "unnamed: {key:?} {request}");
            }
        }
    }

    #[test]
    fn what_is_asked_must_name_the_call() {
        let settling = Settling::new(&ASK, STATUS)
            .with_ask(&[("partnerId", "partnerId"), ("payId", "payId")])
            .with_ids(Ids::any(&[("payId", "payId"), ("no", "no")]));
        let refund = Endpoint::new("v1", "cancel");
        assert!(question(&refund, &settling, r#"{"partnerId":"p","payId":"1"}"#).is_some());
        assert!(question(&refund, &settling, r#"{"partnerId":"p","no":"1"}"#).is_none(), "not carried");
        let entry = ListEntry::new("list", &[("id", "captureId")]);
        let settling = Settling::new(&ASK, STATUS).with_ask(&[("payId", "payId")]).with_entry(entry);
        assert!(question(&refund, &settling, r#"{"payId":"p"}"#).is_none(), "which entry?");
        let capture = refund.with_idempotency_key(IdempotencyKey::all(&["captureId"]));
        assert!(question(&capture, &settling, r#"{"payId":"p","captureId":"c"}"#).is_some());
    }
}
