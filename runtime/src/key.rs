//! When an idempotency key counts, and how it is shown: the same for calls, for settling and for notifications.

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
