//! When an idempotency key counts, and how it is shown: the same for calls, for settling and for notifications.

use sha2::{Digest, Sha256};

use crate::{
    endpoint::{Endpoint, IdempotencyKey},
    tree::{Lookup, Tree},
};

impl IdempotencyKey {
    /// Whether a message has the key. A field that is missing, `null`, empty or repeated does not count:
    /// different messages would have it in common.
    pub(crate) fn counts(&self, message: &Tree) -> bool {
        match self {
            Self::All(fields) => !fields.is_empty() && fields.iter().all(|field| message.has(field)),
            Self::Any(fields) => fields.iter().any(|field| message.has(field)),
        }
    }
}

impl Endpoint {
    /// The fields of the idempotency key that a request has, as they may be shown.
    pub(crate) fn shown_key(&self, request: &Tree) -> Vec<(&str, String)> {
        let fields = self.idempotency_key.fields().iter();
        let shown = |field| match request.find(field) {
            Lookup::Absent => None,
            Lookup::Repeated => Some((field, "[given more than once]".to_owned())),
            Lookup::Found(value) => Some((field, self.shown(field, &value))),
        };
        fields.filter_map(shown).collect()
    }

    /// The value of a field of the request as it may be shown: hidden where the field is sensitive.
    pub(crate) fn shown(&self, field: &str, value: &Tree) -> String {
        if self.is_sensitive(field) {
            return "[hidden]".to_owned();
        }
        match (value.scalar(), value.text_at("currency"), value.text_at("value")) {
            (_, Some(currency), Some(amount)) => format!("{currency} {amount}"),
            (_, None, Some(amount)) => amount,
            (Some(text), ..) => text.into_owned(),
            _ => "[not shown]".to_owned(),
        }
    }

    /// Whether the field, or an object that it is in, is one of the sensitive ones.
    fn is_sensitive(&self, field: &str) -> bool {
        self.sensitive_fields.iter().any(|sensitive| {
            field.strip_prefix(sensitive).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}

/// Digests by which a program finds its calls again, in a database, say: nothing can be read out of them.
impl Endpoint {
    /// A digest of the idempotency key of a request: the same for each request with the same key, and for no other. `None` where
    /// the endpoint has no key, or the request lacks it. Of a key of `any` fields the first that is there counts.
    #[must_use]
    pub fn key_digest(&self, request: &[u8]) -> Option<[u8; 32]> {
        let request = Tree::from_json(request);
        let values: Vec<(&str, String)> = match &self.idempotency_key {
            key if !key.counts(&request) => return None,
            IdempotencyKey::All(fields) => {
                fields.iter().map(|field| Some((field, request.text_at(field)?))).collect::<Option<_>>()?
            }
            IdempotencyKey::Any(fields) => {
                fields.iter().find_map(|field| Some(vec![(field, request.text_at(field)?)]))?
            }
        };
        Some(digest(values.iter().map(|(field, value)| (*field, value.as_str()))))
    }

    /// Digests of the ids by which notifications of this endpoint may name a call of `called` that sent this request, one for
    /// each id. They equal [`Verdict::id_digests`](crate::receiver::Verdict::id_digests) of such a notification.
    #[must_use]
    pub fn id_digests(&self, called: &Self, request: &[u8]) -> Vec<[u8; 32]> {
        let (request, called) = (Tree::from_json(request), called.to_string());
        let rules = self.settles.iter().filter(|rule| rule.endpoints.contains(&called));
        let ids = rules.flat_map(|rule| rule.ids.pairs().iter());
        ids.filter_map(|(_, field)| Some(digest([(field, request.text_at(field)?.as_str())]))).collect()
    }
}

/// A digest of fields and their values.
pub(crate) fn digest<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in fields.into_iter().flat_map(|(field, value)| [field, value]) {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_counts_when_all_that_it_needs_is_there() {
        let all = IdempotencyKey::all(&["merchantId", "orderNo"]);
        let any = IdempotencyKey::any(&["merchantId", "orderNo"]);
        for (request, by_all, by_any) in [
            (r#"{"merchantId":"m","orderNo":"1"}"#, true, true),
            (r#"{"merchantId":"m","orderNo":1}"#, true, true),
            (r#"{"merchantId":"m","orderNo":0}"#, true, true),
            (r#"{"merchantId":"m","orderNo":""}"#, false, true),
            (r#"{"merchantId":"m","orderNo":null}"#, false, true),
            (r#"{"merchantId":"m","orderNo":{}}"#, false, true),
            (r#"{"merchantId":"m"}"#, false, true),
            (r#"{"merchantId":"m","orderNo":"1","orderNo":"1"}"#, false, true),
            (r#"{"merchantId":"","orderNo":""}"#, false, false),
            (r#"{"inner":{"merchantId":"m","orderNo":"1"}}"#, false, false),
            ("{}", false, false),
            (r#"["merchantId","orderNo"]"#, false, false),
            ("", false, false),
        ] {
            let tree = Tree::from_json(request.as_bytes());
            assert_eq!((all.counts(&tree), any.counts(&tree)), (by_all, by_any), "{request}");
            assert!(!IdempotencyKey::NONE.counts(&tree), "{request}");
        }
        let dotted = IdempotencyKey::all(&["order.id"]);
        assert!(dotted.counts(&Tree::from_json(br#"{"order":{"id":"1"}}"#)));
    }

    #[test]
    fn a_sensitive_field_counts_and_is_hidden() {
        let endpoint = Endpoint::new("v1", "tokens/cancel")
            .with_idempotency_key(IdempotencyKey::all(&["token", "payer.id", "no"]))
            .with_sensitive_fields(&["token", "payer"]);
        let request = Tree::from_json(br#"{"token":"secret","payer":{"id":"secret"},"no":7}"#);
        assert!(endpoint.idempotency_key.counts(&request));
        let shown = [("token", "[hidden]"), ("payer.id", "[hidden]"), ("no", "7")];
        assert_eq!(endpoint.shown_key(&request), shown.map(|(name, value)| (name, value.to_owned())));
    }
}
