//! The verdicts of notifications on calls.

use std::fmt;

use super::{
    Ids, VerdictRule,
    compare::{Money, Naming, compare_money},
    inquiry::FinalStatus,
};
use crate::{
    DateTime,
    condition::{Condition, Found},
    descriptor::Texts,
    endpoint::Endpoint,
    key::digest,
    mismatch::Mismatch,
    tree::{Lookup, Tree},
};

/// The verdict of a notification on a call of ours, by the row of `settles` in its spec that applies to it.
///
/// Which call it is about is for the program to find out, by [`endpoints`](Self::endpoints) and [`ids`](Self::ids). Compare
/// its request by [`concerns`](Self::concerns) before you apply the verdict. A pending state is replaced by a later one
/// ([`signed_at`](Self::signed_at)) and by a final one; a final one is never left, and another final one is a conflict.
#[derive(Clone)]
pub struct Verdict {
    notification: &'static Endpoint,
    rule: &'static VerdictRule,
    status: VerdictStatus,
    signed_at: i64,
    body: Tree,
}

/// How a call ended, by a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerdictStatus {
    /// It took effect.
    Success,
    /// It did not, and never will.
    Failed,
    /// It has no end yet.
    Pending,
}

/// Whether a notification is about the call with a given request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Concerns {
    /// It is.
    Yes,
    /// It is, but has another amount or another of its ids: report it, and never apply it.
    Conflict(Mismatch),
    /// It is about another call.
    No,
}

impl Verdict {
    /// By the first row whose conditions hold and whose ids the notification has.
    pub(crate) fn of(notification: &'static Endpoint, body: &Tree, signed_at: i64) -> Option<Self> {
        let rule = notification.rule_of(body)?;
        Some(Self { notification, rule, status: rule.status_of(body), signed_at, body: body.clone() })
    }

    /// How the call ended.
    #[must_use]
    pub fn status(&self) -> VerdictStatus {
        self.status
    }

    /// The endpoints that the call may be of: `v1/payments/pay`.
    #[must_use]
    pub fn endpoints(&self) -> &Texts {
        &self.rule.endpoints
    }

    /// The ids that name the call, those that are there: the field of the call's request, and its value. They may be
    /// sensitive.
    #[must_use]
    pub fn ids(&self) -> Vec<(&'static str, String)> {
        let pairs = self.rule.ids.pairs().iter();
        pairs.filter_map(|(theirs, ours)| Some((ours, self.body.text_at(theirs)?))).collect()
    }

    /// Digests of the ids that name the call, one for each: see [`Endpoint::id_digests`].
    #[must_use]
    pub fn id_digests(&self) -> Vec<[u8; 32]> {
        self.ids().iter().map(|(field, value)| digest([(*field, value.as_str())])).collect()
    }

    /// When the wallet signed the notification.
    #[must_use]
    pub fn signed_at(&self) -> DateTime {
        DateTime::from_unix_millis(self.signed_at, 0)
    }

    /// Whether this is about the call of `endpoint` whose request had this JSON
    /// ([`Exchange::plain_body`](crate::Exchange::plain_body)): compares ids and amounts, whole.
    pub fn concerns(&self, endpoint: &Endpoint, request: &[u8]) -> Concerns {
        self.rule.concerns(&self.body, endpoint, request)
    }
}

impl Endpoint {
    /// What a notification of this endpoint says of the call of `called` that sent this request, both as their JSON: for one that
    /// was verified before and kept, until the call is known. As [`Verdict::status`] and [`Verdict::concerns`] say it; `None` where
    /// it gives no verdict.
    #[must_use]
    pub fn verdict_on(
        &self,
        called: &Self,
        request: &[u8],
        notification: &[u8],
    ) -> Option<(VerdictStatus, Concerns)> {
        let body = Tree::from_json(notification);
        let rule = self.rule_of(&body)?;
        Some((rule.status_of(&body), rule.concerns(&body, called, request)))
    }

    /// The first row of `settles` that applies to a notification.
    fn rule_of(&self, body: &Tree) -> Option<&VerdictRule> {
        self.settles.iter().find(|rule| rule.applies_to(body))
    }
}

/// Sensitive ids are hidden.
impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self.rule.ids.pairs().iter();
        let ids: Vec<(&str, String)> = pairs
            .filter_map(|(theirs, ours)| match self.body.find(theirs) {
                Lookup::Found(value) => Some((ours, self.notification.shown(theirs, &value))),
                Lookup::Absent | Lookup::Repeated => None,
            })
            .collect();
        f.debug_struct("Verdict")
            .field("status", &self.status)
            .field("endpoints", &self.endpoints())
            .field("ids", &ids)
            .finish_non_exhaustive()
    }
}

impl VerdictRule {
    fn status_of(&self, body: &Tree) -> VerdictStatus {
        match self.status.meaning(body) {
            Some(FinalStatus::Success) => VerdictStatus::Success,
            Some(FinalStatus::Failed) => VerdictStatus::Failed,
            None => VerdictStatus::Pending,
        }
    }

    fn concerns(&self, body: &Tree, called: &Endpoint, request: &[u8]) -> Concerns {
        if !self.endpoints.contains(&called.to_string()) {
            return Concerns::No;
        }
        let request = Tree::from_json(request);
        let conflict = |pair| Concerns::Conflict(Mismatch::between(called, pair, body, &request));
        match self.ids.compare(body, &request) {
            Naming::Named => {}
            Naming::Conflict(pair) => return conflict(pair),
            Naming::Unnamed | Naming::Other | Naming::Unclear => return Concerns::No,
        }
        match compare_money(&self.money, body, &request) {
            Money::Same => Concerns::Yes,
            Money::Unclear(pair) | Money::Differs(pair) => conflict(pair),
        }
    }

    fn applies_to(&self, body: &Tree) -> bool {
        self.ids.are_named_in(body)
            && self.when.iter().all(|condition| condition.holds(&found(body, condition.path())))
    }

    /// The paths of the fields that name the call: of ids of which one is enough, the first that is there.
    pub(crate) fn naming(&self, body: &Tree) -> Vec<&str> {
        let mut paths = self.ids.pairs().iter().map(|(theirs, _)| theirs);
        match self.ids {
            Ids::All(_) => paths.collect(),
            Ids::Any(_) => paths.find(|path| body.find(path) != Lookup::Absent).into_iter().collect(),
        }
    }

    /// The paths of the fields that decide a verdict.
    pub(crate) fn deciding(&self) -> impl Iterator<Item = &str> {
        self.when.iter().map(Condition::path).chain([&*self.status.status])
    }
}

/// What a condition judges.
fn found<'a>(body: &'a Tree, path: &str) -> Found<'a> {
    match body.find(path) {
        Lookup::Absent => Found::Absent,
        Lookup::Repeated => Found::Repeated,
        Lookup::Found(value) => match value.scalar() {
            Some(text) => Found::Scalar(text.into_owned().into()),
            None => Found::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ids, StatusMapping};

    static NOTIFY: Endpoint = Endpoint::new("v1", "notify").with_sensitive_fields(&["token"]).with_settles(
        const {
            &[
                VerdictRule::new(
                    &["v1/pay", "v1/session"],
                    Ids::all(&[("paymentRequestId", "requestId")]),
                    RESULT,
                )
                .with_when(const { &[Condition::is("notifyType", &["PAYMENT_RESULT", "PAYMENT_PENDING"])] })
                .with_money(&[("paid", "amount")]),
                VerdictRule::new(
                    &["v1/capture"],
                    Ids::any(&[("captureId", "captureId"), ("token", "token")]),
                    RESULT,
                )
                .with_when(
                    const { &[Condition::is_not("notifyType", &["OTHER"]), Condition::present("captured")] },
                ),
                VerdictRule::new(&["v1/cancel"], Ids::all(&[("paymentRequestId", "requestId")]), RESULT)
                    .with_when(const { &[Condition::absent("notifyType")] }),
            ]
        },
    );
    const RESULT: StatusMapping = StatusMapping::new("result.resultStatus", &["S"], &["F"]);

    fn verdict(body: &str) -> Option<Verdict> {
        Verdict::of(&NOTIFY, &Tree::from_json(body.as_bytes()), 0)
    }

    #[test]
    fn the_first_row_that_applies_decides() {
        use VerdictStatus::{Failed, Pending, Success};
        for (body, expected) in [
            (
                r#"{"notifyType":"PAYMENT_RESULT","paymentRequestId":"1","result":{"resultStatus":"S"}}"#,
                Some(("v1/pay", Success)),
            ),
            (
                r#"{"notifyType":"PAYMENT_RESULT","paymentRequestId":"1","result":"{\"resultStatus\":\"F\"}"}"#,
                Some(("v1/pay", Failed)),
            ),
            (
                r#"{"notifyType":"PAYMENT_PENDING","paymentRequestId":"1","result":{"resultStatus":"U"}}"#,
                Some(("v1/pay", Pending)),
            ),
            (r#"{"notifyType":"PAYMENT_RESULT","paymentRequestId":"1"}"#, Some(("v1/pay", Pending))),
            (
                r#"{"paymentRequestId":"1","result":{"resultStatus":"S","resultStatus":"S"}}"#,
                Some(("v1/cancel", Pending)),
            ),
            (
                r#"{"captureId":"c","captured":1,"result":{"resultStatus":"S"}}"#,
                Some(("v1/capture", Success)),
            ),
            (r#"{"captureId":"c","result":{"resultStatus":"S"}}"#, None),
            (r#"{"notifyType":"OTHER","captureId":"c","captured":1,"result":{"resultStatus":"S"}}"#, None),
            (r#"{"notifyType":"PAYMENT_RESULT","result":{"resultStatus":"S"}}"#, None),
            (r#"{"notifyType":"PAYMENT_RESULT","paymentRequestId":"","result":{"resultStatus":"S"}}"#, None),
            (
                r#"{"notifyType":"PAYMENT_RESULT","paymentRequestId":"1","paymentRequestId":"1","result":{"resultStatus":"S"}}"#,
                None,
            ),
            (
                r#"{"notifyType":"PAYMENT_RESULT","notifyType":"PAYMENT_RESULT","paymentRequestId":"1","result":{"resultStatus":"S"}}"#,
                None,
            ),
            // A field that comes twice meets no condition.
            (r#"{"captureId":"c","captured":1,"captured":1,"result":{"resultStatus":"S"}}"#, None),
            ("{}", None),
            ("[]", None),
        ] {
            let verdict = verdict(body);
            let found = verdict.as_ref();
            let found = found.map(|verdict| (verdict.endpoints().iter().next().unwrap(), verdict.status()));
            assert_eq!(found, expected, "{body}");
        }
    }

    #[test]
    fn a_verdict_is_compared_with_a_request() {
        static PAY: Endpoint = Endpoint::new("v1", "pay");
        let body = r#"{"notifyType":"PAYMENT_RESULT","paymentRequestId":1001,"result":{"resultStatus":"S"},
            "paid":{"currency":"USD","value":"100"}}"#;
        let verdict = verdict(body).unwrap();
        assert_eq!(verdict.ids(), [("requestId", "1001".to_owned())]);
        let concerns = |request: &str| match verdict.concerns(&PAY, request.as_bytes()) {
            Concerns::Yes => "yes".to_owned(),
            Concerns::No => "no".to_owned(),
            Concerns::Conflict(mismatch) => mismatch.to_string(),
        };
        assert_eq!(concerns(r#"{"requestId":"1001"}"#), "yes");
        assert_eq!(concerns(r#"{"requestId":"1001","amount":{"currency":"USD","value":100}}"#), "yes");
        let other = r#"`paid` is "USD 100", but "USD 10" was sent"#;
        assert_eq!(concerns(r#"{"requestId":"1001","amount":{"currency":"USD","value":"10"}}"#), other);
        assert_eq!(concerns(r#"{"requestId":"2002","amount":{"currency":"USD","value":"10"}}"#), "no");
        assert_eq!(concerns("{}"), "no");
        assert_eq!(concerns(""), "no");
        let other_endpoint = Endpoint::new("v1", "refund");
        assert_eq!(verdict.concerns(&other_endpoint, br#"{"requestId":"1001"}"#), Concerns::No);
        // Kept, it says the same.
        let kept = |request: &str, body: &str| NOTIFY.verdict_on(&PAY, request.as_bytes(), body.as_bytes());
        assert_eq!(kept(r#"{"requestId":"1001"}"#, body), Some((VerdictStatus::Success, Concerns::Yes)));
        assert_eq!(kept(r#"{"requestId":"2002"}"#, body), Some((VerdictStatus::Success, Concerns::No)));
        assert_eq!(kept(r#"{"requestId":"1001"}"#, "{}"), None);
    }

    #[test]
    fn sensitive_ids_are_hidden() {
        let verdict = verdict(r#"{"captured":1,"captureId":"c","token":"planted"}"#).unwrap();
        let shown = format!("{verdict:?}");
        assert!(shown.contains(r#"("captureId", "c"), ("token", "[hidden]")"#), "{shown}");
        assert!(!shown.contains("planted"));
    }
}
