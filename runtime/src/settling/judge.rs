//! Judges a call by one response of an inquiry.

use super::{
    FieldPair, Ids, StatusMapping,
    compare::{Money, Naming, compare_money},
};
use crate::{
    endpoint::{Endpoint, Settling},
    mismatch::Mismatch,
    tree::Tree,
};

/// The judgement on the call that was asked about, by a verified response with status S.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judged {
    /// It took effect.
    Success { unnamed: bool },
    /// It did not, and never will.
    Failed { unnamed: bool },
    /// It is about this call, but has another amount or another of its ids.
    Conflict(Mismatch),
    /// Not final. `known` says whether the wallet has named the call, and so knows it.
    Open { known: bool },
}

/// The meaning of a final status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Success,
    Failed,
}

impl Settling {
    /// Reads a response to a question about the call of `endpoint` with this request.
    pub(crate) fn judge(&self, endpoint: &Endpoint, response: &Tree, request: &Tree) -> Judged {
        let entry = self.entry.map(|entry| entry.find(response, request));
        let scope = match &entry {
            None => response,
            Some(Some(entry)) => entry,
            Some(None) => return Judged::Open { known: false },
        };
        let conflict =
            |pair: FieldPair, message| Judged::Conflict(Mismatch::between(endpoint, pair, message, request));
        let named = match self.ids.compare(response, request) {
            Naming::Named => true,
            // An entry was found by its ids; of an `all` key, no other id may be missing.
            Naming::Unnamed => {
                entry.is_some() && (self.ids.pairs().is_empty() || matches!(self.ids, Ids::Any(_)))
            }
            Naming::Other | Naming::Unclear => return Judged::Open { known: false },
            Naming::Conflict(pair) => return conflict(pair, response),
        };
        if !named && !self.unnamed_accepted {
            return Judged::Open { known: false };
        }
        match compare_money(self.money, scope, request) {
            Money::Same => {}
            Money::Unclear(_) => return Judged::Open { known: named },
            Money::Differs(pair) => return conflict(pair, scope),
        }
        match self.status.meaning(scope) {
            Some(Meaning::Success) => Judged::Success { unnamed: !named },
            Some(Meaning::Failed) => Judged::Failed { unnamed: !named },
            None => Judged::Open { known: named },
        }
    }
}

impl StatusMapping {
    /// The meaning of a message's status; `None` where it is not final, not there, or there twice.
    pub(crate) fn meaning(&self, message: &Tree) -> Option<Meaning> {
        let status = message.text_at(self.status)?;
        if self.success.contains(&status.as_str()) {
            Some(Meaning::Success)
        } else if self.failure.contains(&status.as_str()) {
            Some(Meaning::Failed)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ListEntry;

    static PAY: Endpoint = Endpoint::new("v1", "pay").with_sensitive_fields(&["token"]);
    static ASK: Endpoint = Endpoint::new("v1", "ask");
    const STATUS: StatusMapping = StatusMapping::new("status", &["SUCCESS"], &["FAIL"]);
    const REQUEST: &str =
        r#"{"id":"order-1","payId":"p1","token":"secret","amount":{"currency":"USD","value":"100"}}"#;

    fn judge(settling: &Settling, response: &str) -> String {
        let (response, request) = (Tree::from_json(response.as_bytes()), Tree::from_json(REQUEST.as_bytes()));
        match settling.judge(&PAY, &response, &request) {
            Judged::Success { unnamed } => format!("success{}", if unnamed { ", unnamed" } else { "" }),
            Judged::Failed { unnamed } => format!("failed{}", if unnamed { ", unnamed" } else { "" }),
            Judged::Conflict(mismatch) => mismatch.to_string(),
            Judged::Open { known } => (if known { "open" } else { "about nothing" }).to_owned(),
        }
    }

    fn check(settling: &Settling, table: &[(&str, &str)]) {
        for (response, expected) in table {
            assert_eq!(judge(settling, response), *expected, "{response}");
        }
    }

    #[test]
    fn only_a_final_status_of_this_call_with_this_amount_settles() {
        let settling = Settling::new(&ASK, STATUS)
            .with_ids(Ids::All(&[("id", "id")]))
            .with_money(&[("amount", "amount")]);
        let other_amount = r#"`amount` is "USD 10", but "USD 100" was sent"#;
        check(
            &settling,
            &[
                (r#"{"id":"order-1","status":"SUCCESS"}"#, "success"),
                (r#"{"id":"order-1","status":"FAIL"}"#, "failed"),
                (r#"{"id":"order-1","status":"PROCESSING"}"#, "open"),
                (r#"{"id":"order-1","status":"success"}"#, "open"),
                (r#"{"id":"order-1","status":null}"#, "open"),
                (r#"{"id":"order-1"}"#, "open"),
                (r#"{"id":"order-1","status":"FAIL","status":"SUCCESS"}"#, "open"),
                (r#"{"id":"order-2","status":"SUCCESS"}"#, "about nothing"),
                (r#"{"id":"","status":"SUCCESS"}"#, "about nothing"),
                (r#"{"id":null,"status":"SUCCESS"}"#, "about nothing"),
                (r#"{"status":"SUCCESS"}"#, "about nothing"),
                (r#"{"id":"order-1","id":"order-1","status":"SUCCESS"}"#, "about nothing"),
                (
                    r#"{"id":"order-1","status":"SUCCESS","amount":{"currency":"USD","value":100.0}}"#,
                    "success",
                ),
                (
                    r#"{"id":"order-1","status":"SUCCESS","amount":{"currency":"USD","value":"10"}}"#,
                    other_amount,
                ),
                (
                    r#"{"id":"order-1","status":"FAIL","amount":{"currency":"USD","value":"10"}}"#,
                    other_amount,
                ),
                (
                    r#"{"id":"order-1","status":"PROCESSING","amount":{"currency":"USD","value":"10"}}"#,
                    other_amount,
                ),
                (
                    r#"{"id":"order-2","status":"SUCCESS","amount":{"currency":"USD","value":"10"}}"#,
                    "about nothing",
                ),
                (
                    r#"{"id":"order-1","status":"SUCCESS","amount":7}"#,
                    r#"`amount` is "7", but "USD 100" was sent"#,
                ),
                (r#"{"id":"order-1","status":"SUCCESS","amount":[7]}"#, "open"),
                // An amount that can't be read is not the same amount.
                (r#"{"id":"order-1","status":"SUCCESS","amount":{"currency":"USD","value":1e400}}"#, "open"),
                (r#"{"id":"order-1","status":"SUCCESS","amount":{"currency":"USD","value":[100]}}"#, "open"),
                (r#"{"id":"order-1","status":"SUCCESS","amount":{"currency":"USD"}}"#, "open"),
            ],
        );
    }

    #[test]
    fn one_id_is_enough_where_any_names_the_call_and_none_may_differ() {
        let settling = Settling::new(&ASK, STATUS).with_ids(Ids::Any(&[
            ("id", "id"),
            ("payId", "payId"),
            ("card", "token"),
        ]));
        check(
            &settling,
            &[
                (r#"{"id":"order-1","status":"SUCCESS"}"#, "success"),
                (r#"{"payId":"p1","status":"FAIL"}"#, "failed"),
                (r#"{"id":"order-1","payId":"p1","status":"SUCCESS"}"#, "success"),
                (
                    r#"{"id":"order-1","payId":"p2","status":"SUCCESS"}"#,
                    r#"`payId` is "p2", but "p1" was sent"#,
                ),
                (r#"{"id":"order-1","card":"other"}"#, r#"`card` is "[hidden]", but "[hidden]" was sent"#),
                (r#"{"id":"order-2","payId":"p2","status":"SUCCESS"}"#, "about nothing"),
                (r#"{"status":"SUCCESS"}"#, "about nothing"),
            ],
        );
    }

    #[test]
    fn a_response_without_ids_is_believed_where_the_spec_says_so() {
        let ids = Ids::All(&[("id", "id")]);
        let settling = Settling::new(&ASK, STATUS).with_ids(ids).with_unnamed_accepted();
        check(
            &settling,
            &[
                (r#"{"status":"SUCCESS"}"#, "success, unnamed"),
                (r#"{"status":"FAIL"}"#, "failed, unnamed"),
                (r#"{"status":"PROCESSING"}"#, "about nothing"),
                (r#"{"id":"order-1","status":"SUCCESS"}"#, "success"),
                (r#"{"id":"order-2","status":"SUCCESS"}"#, "about nothing"),
                (r#"{"id":"order-1","id":"order-1","status":"SUCCESS"}"#, "about nothing"),
            ],
        );
        check(
            &Settling::new(&ASK, STATUS).with_unnamed_accepted(),
            &[(r#"{"status":"FAIL"}"#, "failed, unnamed")],
        );
        check(&Settling::new(&ASK, STATUS), &[(r#"{"status":"FAIL"}"#, "about nothing")]);
    }

    #[test]
    fn status_and_amount_are_those_of_the_one_entry() {
        let settling = Settling::new(&ASK, STATUS)
            .with_entry(ListEntry::new("list", &[("no", "id")]))
            .with_money(&[("amount", "amount")]);
        check(
            &settling,
            &[
                (
                    r#"{"status":"FAIL","list":[{"no":"x","status":"FAIL"},{"no":"order-1","status":"SUCCESS"}]}"#,
                    "success",
                ),
                (r#"{"status":"SUCCESS","list":[{"no":"order-1","status":"FAIL"}]}"#, "failed"),
                (r#"{"status":"SUCCESS","list":[{"no":"order-1"}]}"#, "open"),
                (r#"{"status":"SUCCESS","list":[{"no":"x","status":"SUCCESS"}]}"#, "about nothing"),
                (r#"{"status":"SUCCESS","list":[]}"#, "about nothing"),
                (
                    r#"{"list":[{"no":"order-1","status":"SUCCESS"},{"no":"order-1","status":"FAIL"}]}"#,
                    "about nothing",
                ),
                (
                    r#"{"amount":{"value":"1"},"list":[{"no":"order-1","status":"SUCCESS","amount":{"value":"100"}}]}"#,
                    "success",
                ),
                (
                    r#"{"list":[{"no":"order-1","status":"SUCCESS","amount":{"value":"1"}}]}"#,
                    r#"`amount` is "1", but "USD 100" was sent"#,
                ),
            ],
        );
    }

    #[test]
    fn an_entry_does_not_stand_for_the_other_ids_of_an_all_key() {
        let by_entry = Settling::new(&ASK, STATUS).with_entry(ListEntry::new("list", &[("no", "id")]));
        let list = r#""list":[{"no":"order-1","status":"SUCCESS"}]"#;
        let (bare, named) = (format!("{{{list}}}"), format!(r#"{{"payId":"p1",{list}}}"#));
        check(
            &by_entry.with_ids(Ids::All(&[("payId", "payId")])),
            &[(&bare, "about nothing"), (&named, "success")],
        );
        check(
            &by_entry.with_ids(Ids::Any(&[("payId", "payId")])),
            &[(&bare, "success"), (&named, "success")],
        );
    }

    #[test]
    fn a_status_stands_in_objects_and_in_json_inside_a_text() {
        let mapping = StatusMapping::new("paymentResult.resultStatus", &["S"], &["F"]);
        let settling = Settling::new(&ASK, mapping).with_ids(Ids::All(&[("id", "id")]));
        check(
            &settling,
            &[
                (r#"{"id":"order-1","paymentResult":{"resultStatus":"S"}}"#, "success"),
                (r#"{"id":"order-1","paymentResult":"{\"resultStatus\":\"F\"}"}"#, "failed"),
                (
                    r#"{"id":"order-1","paymentResult":"{\"resultStatus\":\"F\",\"resultStatus\":\"F\"}"}"#,
                    "open",
                ),
                (
                    r#"{"id":"order-1","paymentResult":{"resultStatus":"S"},"paymentResult":{"resultStatus":"S"}}"#,
                    "open",
                ),
                (r#"{"id":"order-1","paymentResult":"S"}"#, "open"),
                (r#"{"id":"order-1","resultStatus":"S"}"#, "open"),
            ],
        );
    }
}
