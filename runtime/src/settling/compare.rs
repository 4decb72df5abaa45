//! Whether a message is about a call: by the ids and amounts that it has in common with the call's request.

use super::{Ids, ListEntry};
use crate::{
    decimal,
    descriptor::Pairs,
    tree::{Lookup, Tree},
};

/// Whether a message names a call by its ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming<'a> {
    /// It names this call.
    Named,
    /// It does not say enough to name any call, and contradicts nothing.
    Unnamed,
    /// It names another call.
    Other,
    /// An id comes twice.
    Unclear,
    /// It names this call by one id, and another call by this one.
    Conflict((&'a str, &'a str)),
}

/// Whether an amount of a message is the request's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Money<'a> {
    /// It is, or the message has none.
    Same,
    /// It comes twice, or is no amount: the paths.
    Unclear((&'a str, &'a str)),
    /// It is another one: the paths of what differs.
    Differs((&'a str, &'a str)),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Compared {
    Same,
    Different,
    Absent,
    Repeated,
}

impl Ids {
    /// The pairs of fields.
    pub(crate) const fn pairs(&self) -> &Pairs {
        match self {
            Self::All(pairs) | Self::Any(pairs) => pairs,
        }
    }

    /// Whether a request has the ids that name its call.
    pub(crate) fn are_in(&self, request: &Tree) -> bool {
        self.are_there(|(_, field)| request.has(field))
    }

    /// Whether a message has the ids that name a call.
    pub(crate) fn are_named_in(&self, message: &Tree) -> bool {
        self.are_there(|(field, _)| message.has(field))
    }

    fn are_there(&self, is_there: impl Fn((&str, &str)) -> bool) -> bool {
        match self {
            Self::All(pairs) => !pairs.is_empty() && pairs.iter().all(is_there),
            Self::Any(pairs) => pairs.iter().any(is_there),
        }
    }

    /// Whether `message` is about the call with this request.
    pub(crate) fn compare(&self, message: &Tree, request: &Tree) -> Naming<'_> {
        let compare = |(theirs, ours)| (compare_ids(message, theirs, request, ours), (theirs, ours));
        let compared: Vec<_> = self.pairs().iter().map(compare).collect();
        let first = |wanted| compared.iter().find(|(found, _)| *found == wanted).map(|(_, pair)| *pair);
        let (same, different) = (first(Compared::Same), first(Compared::Different));
        match (self, same, different) {
            _ if first(Compared::Repeated).is_some() => Naming::Unclear,
            (Self::Any(_), Some(_), Some(pair)) => Naming::Conflict(pair),
            (_, _, Some(_)) => Naming::Other,
            (Self::Any(_), Some(_), None) => Naming::Named,
            (Self::All(_), Some(_), None) if first(Compared::Absent).is_none() => Naming::Named,
            _ => Naming::Unnamed,
        }
    }
}

/// Compares two ids. One that is missing on either side, empty or `null` counts as absent.
fn compare_ids(message: &Tree, theirs: &str, request: &Tree, ours: &str) -> Compared {
    match (message.find(theirs), request.find(ours)) {
        (Lookup::Repeated, _) | (_, Lookup::Repeated) => Compared::Repeated,
        (Lookup::Absent, _) | (_, Lookup::Absent) => Compared::Absent,
        (Lookup::Found(one), Lookup::Found(other)) if one.is_same_id(&other) => Compared::Same,
        (Lookup::Found(_), Lookup::Found(_)) => Compared::Different,
    }
}

impl ListEntry {
    /// The one entry of a message's list that is the call's. An entry with an id that comes twice makes it unclear.
    pub(crate) fn find(&self, message: &Tree, request: &Tree) -> Option<Tree> {
        let ids = Ids::All(self.equal.clone());
        let mut found = None;
        for entry in message.entries(&self.list) {
            match ids.compare(&entry, request) {
                Naming::Named if found.is_none() => found = Some(entry),
                Naming::Named | Naming::Unclear => return None,
                Naming::Unnamed | Naming::Other | Naming::Conflict(_) => {}
            }
        }
        found
    }
}

/// Compares the amounts that a message and a request both have. Those that only one of them has say nothing.
pub(crate) fn compare_money<'a>(pairs: &'a Pairs, message: &Tree, request: &Tree) -> Money<'a> {
    let compared = pairs.iter().map(|pair| match (message.find(pair.0), request.find(pair.1)) {
        (Lookup::Repeated, _) | (_, Lookup::Repeated) => Money::Unclear(pair),
        (Lookup::Absent, _) | (_, Lookup::Absent) => Money::Same,
        (Lookup::Found(theirs), Lookup::Found(ours)) => compare_amounts(pair, &theirs, &ours),
    });
    worst(compared)
}

fn worst<'a>(compared: impl Iterator<Item = Money<'a>>) -> Money<'a> {
    compared.fold(Money::Same, |worst, money| match (worst, money) {
        (Money::Differs(_), _) | (_, Money::Same) => worst,
        _ => money,
    })
}

/// Two amounts: objects of `currency` and `value`, or values alone.
fn compare_amounts<'a>(pair: (&'a str, &'a str), theirs: &Tree, ours: &Tree) -> Money<'a> {
    match (Amount::of(theirs), Amount::of(ours)) {
        // An amount without a value that can be read is not the same amount.
        (Some(theirs), Some(ours)) if theirs.is_same(&ours) && theirs.value.is_some() => Money::Same,
        (Some(theirs), Some(ours)) if theirs.is_same(&ours) => Money::Unclear(pair),
        (Some(_), Some(_)) => Money::Differs(pair),
        _ => Money::Unclear(pair),
    }
}

struct Amount {
    currency: Option<String>,
    value: Option<String>,
}

impl Amount {
    fn of(tree: &Tree) -> Option<Self> {
        let (currency, value) = match (tree.find("currency"), tree.find("value")) {
            (Lookup::Repeated, _) | (_, Lookup::Repeated) => return None,
            (Lookup::Absent, Lookup::Absent) => (None, Some(tree.scalar()?.into_owned())),
            _ => (tree.text_at("currency"), tree.text_at("value")),
        };
        Some(Self { currency, value })
    }

    fn is_same(&self, other: &Self) -> bool {
        let differ = |one: &Option<String>, other: &Option<String>, is_same: fn(&str, &str) -> bool| matches!((one, other), (Some(one), Some(other)) if !is_same(one, other));
        !differ(&self.currency, &other.currency, str::eq)
            && !differ(&self.value, &other.value, decimal::is_same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldPair;

    fn tree(json: &str) -> Tree {
        Tree::from_json(json.as_bytes())
    }

    #[test]
    fn ids_name_a_call_and_nothing_half_does() {
        const PAIRS: &[FieldPair] = &[("shop", "merchantId"), ("no", "orderNo")];
        let request = tree(r#"{"merchantId":"m","orderNo":1001}"#);
        let conflict = |at: usize| Naming::Conflict(PAIRS[at]);
        use Naming::{Named, Other, Unclear, Unnamed};
        for (message, all, any) in [
            (r#"{"shop":"m","no":1001}"#, Named, Named),
            (r#"{"shop":"m","no":"1001"}"#, Named, Named),
            (r#"{"shop":"m"}"#, Unnamed, Named),
            (r#"{"shop":"m","no":""}"#, Unnamed, Named),
            (r#"{"shop":"m","no":null}"#, Unnamed, Named),
            (r#"{"shop":"m","no":2002}"#, Other, conflict(1)),
            (r#"{"shop":"x","no":1001}"#, Other, conflict(0)),
            (r#"{"shop":"x","no":2002}"#, Other, Other),
            (r#"{"no":2002}"#, Other, Other),
            (r#"{"shop":"m","no":1001,"no":1001}"#, Unclear, Unclear),
            (r#"{"shop":"m","no":2002,"no":1001}"#, Unclear, Unclear),
            (r#"{"orderNo":1001}"#, Unnamed, Unnamed),
            ("{}", Unnamed, Unnamed),
        ] {
            let message_tree = tree(message);
            assert_eq!(Ids::all(PAIRS).compare(&message_tree, &request), all, "all: {message}");
            assert_eq!(Ids::any(PAIRS).compare(&message_tree, &request), any, "any: {message}");
        }
        let incomplete = tree(r#"{"merchantId":"m","orderNo":""}"#);
        let message = tree(r#"{"shop":"m","no":""}"#);
        assert_eq!(Ids::all(PAIRS).compare(&message, &incomplete), Unnamed);
        assert!(!Ids::all(PAIRS).are_in(&incomplete) && Ids::any(PAIRS).are_in(&incomplete));
        assert_eq!(Ids::all(&[]).compare(&message, &request), Unnamed, "no id is none that is equal");
    }

    #[test]
    fn amounts_are_the_same_or_differ() {
        const PAIRS: &[FieldPair] = &[("paid", "amount")];
        let request = tree(r#"{"amount":{"currency":"USD","value":"100"}}"#);
        for (message, expected) in [
            (r#"{"paid":{"currency":"USD","value":"100"}}"#, Money::Same),
            (r#"{"paid":{"currency":"USD","value":100}}"#, Money::Same),
            (r#"{"paid":{"currency":"USD","value":"100.0"}}"#, Money::Same),
            (r#"{"paid":{"value":"100"}}"#, Money::Same),
            (r#"{"paid":{"currency":"USD"}}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":{"currency":"USD","value":1e400}}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":{"currency":"USD","value":["100"]}}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":null}"#, Money::Same),
            ("{}", Money::Same),
            (r#"{"paid":{"currency":"USD","value":"10"}}"#, Money::Differs(PAIRS[0])),
            (r#"{"paid":{"currency":"EUR","value":"100"}}"#, Money::Differs(PAIRS[0])),
            (r#"{"paid":{"currency":"EUR"}}"#, Money::Differs(PAIRS[0])),
            (r#"{"paid":{"currency":"USD","value":"1OO"}}"#, Money::Differs(PAIRS[0])),
            (r#"{"paid":{"currency":"USD","value":"100","value":"1"}}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":{"currency":"USD","currency":"EUR","value":"100"}}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":{"value":"100"},"paid":{"value":"100"}}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":["USD","100"]}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":{"sum":"100"}}"#, Money::Unclear(PAIRS[0])),
        ] {
            assert_eq!(compare_money(&Pairs::Static(PAIRS), &tree(message), &request), expected, "{message}");
        }
        let pairs = Pairs::Static(&[("total", "total")]);
        let (one, other) = (tree(r#"{"total":9007199254740993}"#), tree(r#"{"total":"9007199254740992"}"#));
        assert_eq!(compare_money(&pairs, &one, &other), Money::Differs(("total", "total")), "digit by digit");
        assert_eq!(compare_money(&pairs, &one, &tree(r#"{"total":"9007199254740993.0"}"#)), Money::Same);
        assert_eq!(
            compare_money(&Pairs::Static(PAIRS), &tree(r#"{"paid":{"value":"1"}}"#), &tree("{}")),
            Money::Same
        );
    }

    #[test]
    fn of_several_amounts_the_one_that_differs_counts() {
        const PAIRS: &[FieldPair] = &[("paid", "amount"), ("fee", "fee")];
        let request = tree(r#"{"amount":"100","fee":"1"}"#);
        for (message, expected) in [
            (r#"{"paid":"100","fee":"1"}"#, Money::Same),
            (r#"{"paid":"10","fee":"1"}"#, Money::Differs(PAIRS[0])),
            (r#"{"paid":"100","fee":"2"}"#, Money::Differs(PAIRS[1])),
            (r#"{"paid":"10","fee":[1]}"#, Money::Differs(PAIRS[0])),
            (r#"{"paid":[100],"fee":"2"}"#, Money::Differs(PAIRS[1])),
            (r#"{"paid":[100],"fee":"1"}"#, Money::Unclear(PAIRS[0])),
            (r#"{"paid":"100","fee":[1]}"#, Money::Unclear(PAIRS[1])),
        ] {
            assert_eq!(compare_money(&Pairs::Static(PAIRS), &tree(message), &request), expected, "{message}");
        }
    }

    #[test]
    fn one_entry_of_a_list_is_the_call_s() {
        let entry = ListEntry::new("list", &[("id", "captureId")]);
        let request = tree(r#"{"captureId":"c2"}"#);
        for (message, expected) in [
            (r#"{"list":[{"id":"c1","n":1},{"id":"c2","n":2}]}"#, Some("2")),
            (r#"{"list":{"id":"c2","n":3}}"#, Some("3")),
            (r#"{"list":[{"id":"c2","n":1},{"id":"c2","n":1}]}"#, None),
            (r#"{"list":[{"id":"c2","id":"c2","n":1}]}"#, None),
            (r#"{"list":[{"id":"c1"}]}"#, None),
            (r#"{"list":[{}]}"#, None),
            (r#"{"list":[]}"#, None),
            ("{}", None),
        ] {
            let found = entry.find(&tree(message), &request);
            assert_eq!(found.and_then(|found| found.text_at("n")).as_deref(), expected, "{message}");
        }
        let anything = ListEntry::new("list", &[]);
        assert!(anything.find(&tree(r#"{"list":[{"n":1}]}"#), &request).is_none());
    }
}
