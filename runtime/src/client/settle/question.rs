//! The body of a question about a call.

use bytes::Bytes;

use crate::{
    codec::to_json,
    endpoint::Endpoint,
    endpoint::{Closing, Settling},
    settling::FieldPair,
    tree::{Lookup, Tree},
};

/// A question about a call: the body of the inquiry, the same each time, and the request that the response is compared with.
pub(super) struct Question {
    pub(super) endpoint: &'static Endpoint,
    pub(super) settling: &'static Settling,
    pub(super) request: Tree,
    pub(super) body: Bytes,
}

impl Question {
    /// `None` when no inquiry is known, or when the request has nothing that says which call is meant.
    pub(super) fn new(endpoint: &'static Endpoint, request: &[u8]) -> Option<Self> {
        let settling = endpoint.settled_by()?;
        let request = Tree::from_json(request);
        if !is_named(endpoint, settling, &request) {
            return None;
        }
        let body = filled(settling.ask, &request)?;
        Some(Self { endpoint, settling, request, body })
    }

    /// The body of the call that ends this one.
    pub(super) fn closing_body(&self, closing: &Closing) -> Option<Bytes> {
        let body = filled(closing.fields, &self.request)?;
        let key = closing.endpoint.idempotency_key();
        let is_named = key.fields().is_empty() || key.counts(&Tree::from_json(&body));
        is_named.then_some(body)
    }
}

/// Whether a request has all fields that identify its call, and the question carries at least one of them.
fn is_named(endpoint: &Endpoint, settling: &Settling, request: &Tree) -> bool {
    let (key, ids) = (endpoint.idempotency_key(), settling.ids);
    let entry = settling.entry.map_or(&[][..], |entry| entry.equal);
    let is_complete = (key.fields().is_empty() || key.counts(request))
        && (ids.pairs().is_empty() || ids.are_in(request))
        && entry.iter().all(|(_, field)| request.has(field));
    is_complete && carries_an_id(endpoint, settling, request)
}

/// Whether a request has an id to ask by. If the inquiry is asked by no ids, any of its fields is enough.
fn carries_an_id(endpoint: &Endpoint, settling: &Settling, request: &Tree) -> bool {
    let key = endpoint.idempotency_key().fields();
    let is_id = |field: &str| key.contains(&field) || settling.ids.pairs().iter().any(|(_, id)| *id == field);
    let any_id = settling.ask.iter().any(|(_, field)| is_id(field));
    settling.ask.iter().any(|(_, field)| request.has(field) && (is_id(field) || !any_id))
}

/// Builds a body from the request's fields, as they were sent, under the names of another endpoint. `None` when there are none.
fn filled(fields: &[FieldPair], request: &Tree) -> Option<Bytes> {
    let mut body = Tree::Null;
    for (name, field) in fields {
        if let Lookup::Found(value) = request.find(field) {
            body.put(name, value.into_owned());
        }
    }
    if body == Tree::Null { None } else { to_json(&body).ok().map(Bytes::from) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{IdempotencyKey, Ids, ListEntry, StatusMapping};

    static ASK: Endpoint = Endpoint::new("v1", "ask");
    const STATUS: StatusMapping = StatusMapping::new("status", &[], &[]);

    fn question(endpoint: Endpoint, settling: Settling, request: &str) -> Option<String> {
        let settling = Box::leak(Box::new(settling));
        let endpoint = Box::leak(Box::new(endpoint.with_settled_by(settling)));
        let question = Question::new(endpoint, request.as_bytes())?;
        Some(String::from_utf8(question.body.to_vec()).unwrap())
    }

    #[test]
    fn fields_are_carried_as_they_were_sent() {
        let pay = Endpoint::new("v1", "pay").with_idempotency_key(IdempotencyKey::All(&["no"]));
        let settling = Settling::new(&ASK, STATUS)
            .with_ask(&[("shop", "shop"), ("order.no", "no"), ("payId", "payId")])
            .with_ids(Ids::All(&[("no", "no")]));
        let request = r#"{"no":9007199254740993,"amount":{"value":"1"},"shop":"a\"b"}"#;
        let expected = r#"{"shop":"a\"b","order":{"no":9007199254740993}}"#;
        assert_eq!(question(pay, settling, request).as_deref(), Some(expected));
        assert_eq!(question(pay.with_settled_by(&NONE), settling, r#"{"shop":"s"}"#), None);
        assert!(Question::new(&ASK, request.as_bytes()).is_none(), "no inquiry is known");
    }

    static NONE: Settling = Settling::new(&ASK, STATUS);

    #[test]
    fn without_all_that_names_a_call_nothing_is_asked() {
        let all = IdempotencyKey::All(&["merchantId", "orderNo"]);
        let any = IdempotencyKey::Any(&["merchantId", "orderNo"]);
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
            for (key, ids, expected) in [(all, Ids::All(PAIRS), by_all), (any, Ids::Any(PAIRS), by_any)] {
                let endpoint = Endpoint::new("v1", "pay").with_idempotency_key(key);
                let settling = Settling::new(&ASK, STATUS).with_ask(PAIRS);
                let found = question(endpoint, settling.with_ids(ids), request);
                assert_eq!(found.is_some(), expected, "{key:?} {request}");
                let unnamed = question(endpoint, settling.with_unnamed_accepted(), request);
                assert_eq!(unnamed.is_some(), expected, "unnamed: {key:?} {request}");
            }
        }
    }

    #[test]
    fn what_is_asked_must_name_the_call() {
        let settling = Settling::new(&ASK, STATUS)
            .with_ask(&[("partnerId", "partnerId"), ("payId", "payId")])
            .with_ids(Ids::Any(&[("payId", "payId"), ("no", "no")]));
        let refund = Endpoint::new("v1", "cancel");
        assert!(question(refund, settling, r#"{"partnerId":"p","payId":"1"}"#).is_some());
        assert!(question(refund, settling, r#"{"partnerId":"p","no":"1"}"#).is_none(), "not carried");
        let entry = ListEntry::new("list", &[("id", "captureId")]);
        let settling = Settling::new(&ASK, STATUS).with_ask(&[("payId", "payId")]).with_entry(entry);
        assert!(question(refund, settling, r#"{"payId":"p"}"#).is_none(), "which entry?");
        let capture = refund.with_idempotency_key(IdempotencyKey::All(&["captureId"]));
        assert!(question(capture, settling, r#"{"payId":"p","captureId":"c"}"#).is_some());
    }
}
