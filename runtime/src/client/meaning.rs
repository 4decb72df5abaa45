//! The meaning of a verified response, where its status alone does not decide.

use crate::{
    endpoint::Endpoint,
    exchange::Exchange,
    format::DecodedBody,
    mismatch::Mismatch,
    result::{Status, WalletResult},
    tree::{Lookup, Tree},
};

/// The code by which wallets of this family refuse a request because an earlier one with the same key, but other values,
/// exists. It counts whether or not a spec lists it.
const REPEATED_DIFFERENTLY: &str = "REPEAT_REQ_INCONSISTENT";

/// The meaning of a verified response.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The meaning of its status.
    AsStatus,
    /// Accepted, whatever its status says: the user has a step to take.
    Accepted,
    /// Its status is F, but the wallet has to be asked: an earlier request with the same key may have taken effect.
    FailedAsk,
    /// It names another call, or an id twice, so that its call is unclear.
    OtherId(Mismatch),
}

impl Meaning {
    pub(super) fn of(exchange: &Exchange, result: &WalletResult, body: &DecodedBody) -> Self {
        let (endpoint, code) = (&*exchange.endpoint, result.code.as_str());
        let fields = endpoint.accepted_codes.iter().filter(|accepted| accepted.code == code);
        let fields: Vec<&str> = fields.flat_map(|accepted| accepted.fields.iter()).collect();
        let first_stands = code == REPEATED_DIFFERENTLY && !endpoint.read_only;
        let is_asked =
            result.status == Status::Failed && (first_stands || endpoint.asked_codes.contains(code));
        if fields.is_empty() && endpoint.response_ids.is_empty() {
            return if is_asked { Self::FailedAsk } else { Self::AsStatus };
        }
        let response = Tree::read(body);
        let is_accepted = fields.iter().any(|field| response.has(field));
        let claims =
            is_accepted || matches!(result.status, Status::Success | Status::Accepted | Status::Failed);
        match other_id(endpoint, &response, &exchange.body).filter(|_| claims) {
            Some(mismatch) => Self::OtherId(mismatch),
            None if is_accepted => Self::Accepted,
            None if is_asked => Self::FailedAsk,
            None => Self::AsStatus,
        }
    }
}

/// Whether a response names the call by one of its ids at least. True where the spec knows no id of the response.
pub(super) fn names_call(exchange: &Exchange, body: &DecodedBody) -> bool {
    let ids = &exchange.endpoint.response_ids;
    if ids.is_empty() {
        return true;
    }
    let (response, request) = (Tree::read(body), Tree::from_json(&exchange.body));
    ids.iter().any(|id| match (response.find(id), request.find(id)) {
        (Lookup::Found(received), Lookup::Found(sent)) => received.is_same_id(&sent),
        _ => false,
    })
}

/// Returns the first id that differs between response and request, or comes twice. Ids that either lacks are ignored.
fn other_id(endpoint: &Endpoint, response: &Tree, request: &[u8]) -> Option<Mismatch> {
    if endpoint.response_ids.is_empty() {
        return None;
    }
    let request = Tree::from_json(request);
    let differs = |id: &&str| match (response.find(id), request.find(id)) {
        (Lookup::Found(received), Lookup::Found(sent)) => !received.is_same_id(&sent),
        (Lookup::Repeated, Lookup::Found(_)) => true,
        _ => false,
    };
    let id = endpoint.response_ids.iter().find(differs)?;
    Some(Mismatch::between(endpoint, (id, id), response, &request))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::{endpoint::AcceptedCode, format, result::read_result};

    static PAY: Endpoint = Endpoint::new("v1", "pay")
        .with_response_ids(&["id", "token"])
        .with_asked_codes(&["INCONSISTENT"])
        .with_accepted_codes(const { &[AcceptedCode::new("IN_PROCESS", &["url", "form"])] })
        .with_sensitive_fields(&["token"]);
    static PLAIN: Endpoint = Endpoint::new("v1", "plain").with_asked_codes(&["INCONSISTENT"]);

    fn of(endpoint: &'static Endpoint, request: &str, status: &str, code: &str, more: &str) -> String {
        let body = format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}{more}}}"#);
        let body = format::decode(None, &Bytes::from(body)).unwrap();
        let request = Bytes::from(request.to_owned());
        let exchange = Exchange::new(endpoint.into(), http::Request::new(request.clone()), request, 1);
        match Meaning::of(&exchange, &read_result(&body).unwrap(), &body) {
            Meaning::AsStatus => status.to_owned(),
            Meaning::Accepted => "accepted".to_owned(),
            Meaning::FailedAsk => "ask".to_owned(),
            Meaning::OtherId(mismatch) => mismatch.to_string(),
        }
    }

    #[test]
    fn the_status_does_not_say_everything() {
        let other = r#"`id` is "2002", but "1001" was sent"#;
        let twice = r#"`id` is "[given more than once]", but "1001" was sent"#;
        for (status, code, more, expected) in [
            ("S", "SUCCESS", "", "S"),
            ("S", "SUCCESS", r#","id":1001"#, "S"),
            ("S", "SUCCESS", r#","id":"1001""#, "S"),
            ("S", "SUCCESS", r#","id":"""#, "S"),
            ("S", "SUCCESS", r#","id":null"#, "S"),
            ("S", "SUCCESS", r#","id":2002"#, other),
            ("S", "SUCCESS", r#","id":"2002""#, other),
            ("S", "SUCCESS", r#","id":1001,"id":1001"#, twice),
            ("S", "SUCCESS", r#","token":"x""#, r#"`token` is "[hidden]", but "[hidden]" was sent"#),
            ("A", "ACCEPT", r#","id":2002"#, other),
            ("F", "FAIL", r#","id":2002"#, other),
            ("F", "FAIL", "", "F"),
            ("F", "INCONSISTENT", "", "ask"),
            ("F", "INCONSISTENT", r#","id":2002"#, other),
            ("U", "INCONSISTENT", "", "U"),
            ("U", "UNKNOWN", r#","id":2002"#, "U"),
            ("S", "IN_PROCESS", "", "S"),
            ("S", "IN_PROCESS", r#","url":"https://wallet.example""#, "accepted"),
            ("S", "IN_PROCESS", r#","url":"https://wallet.example","id":2002"#, other),
            ("U", "IN_PROCESS", "", "U"),
            ("U", "IN_PROCESS", r#","url":"","form":{}"#, "U"),
            ("U", "IN_PROCESS", r#","url":"https://wallet.example""#, "accepted"),
            ("U", "IN_PROCESS", r#","form":{"a":1}"#, "accepted"),
            ("U", "IN_PROCESS", r#","url":"https://wallet.example","id":2002"#, other),
            ("F", "IN_PROCESS", r#","form":{"a":1}"#, "accepted"),
            ("U", "OTHER", r#","url":"https://wallet.example""#, "U"),
        ] {
            let found = of(&PAY, r#"{"id":1001,"token":"secret"}"#, status, code, more);
            assert_eq!(found, expected, "{status} {code} {more}");
        }
        assert_eq!(of(&PAY, "{}", "S", "SUCCESS", r#","id":2002"#), "S", "no id was sent");
        assert_eq!(of(&PLAIN, r#"{"id":1001}"#, "S", "SUCCESS", r#","id":2002"#), "S", "no id is known");
        assert_eq!(of(&PLAIN, "{}", "F", "INCONSISTENT", ""), "ask");
        assert_eq!(of(&PLAIN, "{}", "F", "FAIL", ""), "F");
        assert_eq!(of(&PLAIN, "{}", "F", REPEATED_DIFFERENTLY, ""), "ask", "not listed");
        assert_eq!(of(&PLAIN, "{}", "S", REPEATED_DIFFERENTLY, ""), "S");
    }
}
