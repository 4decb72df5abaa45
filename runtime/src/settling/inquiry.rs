//! Judges a call by one response of an inquiry.

use super::{
    Ids, StatusMapping,
    compare::{Money, Naming, compare_money},
};
use crate::{
    endpoint::{Endpoint, Settling},
    mismatch::Mismatch,
    tree::Tree,
};

/// The verdict on a call, as a verified inquiry response gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judged {
    /// It took effect.
    Success { unnamed: bool },
    /// It did not, and never will.
    Failed { unnamed: bool },
    /// The response names this call, but its amount or another id differs.
    Conflict(Mismatch),
    /// Not final. `known` is true if the response named the call, which proves that the wallet knows it.
    Open { known: bool },
}

/// The meaning of a final status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FinalStatus {
    Success,
    Failed,
}

impl Settling {
    /// Whether the status of the call is the word of the inquiry's own result, which lies flat in its response. That word can be
    /// one of failure, which is then not that of the inquiry.
    pub(crate) fn is_told_by_result(&self) -> bool {
        let result = self.inquiry.result();
        self.entry.is_none() && result.is_some_and(|result| result.status == self.status.status)
    }

    /// Judges the call that sent `request` to `endpoint`, by the response to an inquiry about it.
    pub(crate) fn judge(&self, endpoint: &Endpoint, response: &Tree, request: &Tree) -> Judged {
        let entry = self.entry.as_ref().map(|entry| entry.find(response, request));
        let scope = match &entry {
            None => response,
            Some(Some(entry)) => entry,
            Some(None) => return Judged::Open { known: false },
        };
        let conflict = |pair, message| Judged::Conflict(Mismatch::between(endpoint, pair, message, request));
        let named = match self.ids.compare(response, request) {
            Naming::Named => true,
            // The list entry was found by its ids. With an `all` key, the ids outside of the list must be there too.
            Naming::Unnamed => {
                entry.is_some() && (self.ids.pairs().is_empty() || matches!(self.ids, Ids::Any(_)))
            }
            Naming::Other | Naming::Unclear => return Judged::Open { known: false },
            Naming::Conflict(pair) => return conflict(pair, response),
        };
        if !named && !self.unnamed_accepted {
            return Judged::Open { known: false };
        }
        match compare_money(&self.money, scope, request) {
            Money::Same => {}
            Money::Unclear(_) => return Judged::Open { known: named },
            Money::Differs(pair) => return conflict(pair, scope),
        }
        match self.status.meaning(scope) {
            Some(FinalStatus::Success) => Judged::Success { unnamed: !named },
            Some(FinalStatus::Failed) => Judged::Failed { unnamed: !named },
            None => Judged::Open { known: named },
        }
    }
}

impl StatusMapping {
    /// The meaning of a message's status; `None` where it is not final, not there, or there twice.
    pub(crate) fn meaning(&self, message: &Tree) -> Option<FinalStatus> {
        let status = message.text_at(&self.status)?;
        if self.success.contains(&status) {
            Some(FinalStatus::Success)
        } else if self.failure.contains(&status) {
            Some(FinalStatus::Failed)
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
            Judged::Open { known } => (if known { "open" } else { "unrelated" }).to_owned(),
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
            .with_ids(Ids::all(&[("id", "id")]))
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
                (r#"{"id":"order-2","status":"SUCCESS"}"#, "unrelated"),
                (r#"{"id":"","status":"SUCCESS"}"#, "unrelated"),
                (r#"{"id":null,"status":"SUCCESS"}"#, "unrelated"),
                (r#"{"status":"SUCCESS"}"#, "unrelated"),
                (r#"{"id":"order-1","id":"order-1","status":"SUCCESS"}"#, "unrelated"),
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
                    "unrelated",
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
        let settling = Settling::new(&ASK, STATUS).with_ids(Ids::any(&[
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
                (r#"{"id":"order-2","payId":"p2","status":"SUCCESS"}"#, "unrelated"),
                (r#"{"status":"SUCCESS"}"#, "unrelated"),
            ],
        );
    }

    #[test]
    fn a_response_without_ids_is_believed_where_the_spec_says_so() {
        let ids = Ids::all(&[("id", "id")]);
        let settling = Settling::new(&ASK, STATUS).with_ids(ids).with_unnamed_accepted();
        check(
            &settling,
            &[
                (r#"{"status":"SUCCESS"}"#, "success, unnamed"),
                (r#"{"status":"FAIL"}"#, "failed, unnamed"),
                (r#"{"status":"PROCESSING"}"#, "unrelated"),
                (r#"{"id":"order-1","status":"SUCCESS"}"#, "success"),
                (r#"{"id":"order-2","status":"SUCCESS"}"#, "unrelated"),
                (r#"{"id":"order-1","id":"order-1","status":"SUCCESS"}"#, "unrelated"),
            ],
        );
        check(
            &Settling::new(&ASK, STATUS).with_unnamed_accepted(),
            &[(r#"{"status":"FAIL"}"#, "failed, unnamed")],
        );
        check(&Settling::new(&ASK, STATUS), &[(r#"{"status":"FAIL"}"#, "unrelated")]);
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
                (r#"{"status":"SUCCESS","list":[{"no":"x","status":"SUCCESS"}]}"#, "unrelated"),
                (r#"{"status":"SUCCESS","list":[]}"#, "unrelated"),
                (
                    r#"{"list":[{"no":"order-1","status":"SUCCESS"},{"no":"order-1","status":"FAIL"}]}"#,
                    "unrelated",
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
    fn an_entry_does_not_replace_the_other_ids_of_an_all_key() {
        let by_entry = Settling::new(&ASK, STATUS).with_entry(ListEntry::new("list", &[("no", "id")]));
        let list = r#""list":[{"no":"order-1","status":"SUCCESS"}]"#;
        let (bare, named) = (format!("{{{list}}}"), format!(r#"{{"payId":"p1",{list}}}"#));
        check(
            &by_entry.clone().with_ids(Ids::all(&[("payId", "payId")])),
            &[(&bare, "unrelated"), (&named, "success")],
        );
        check(
            &by_entry.with_ids(Ids::any(&[("payId", "payId")])),
            &[(&bare, "success"), (&named, "success")],
        );
    }

    #[test]
    fn a_status_is_found_in_objects_and_in_json_text() {
        let mapping = StatusMapping::new("paymentResult.resultStatus", &["S"], &["F"]);
        let settling = Settling::new(&ASK, mapping).with_ids(Ids::all(&[("id", "id")]));
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
