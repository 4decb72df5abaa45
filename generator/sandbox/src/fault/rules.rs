//! Chooses the fault of a request.

use super::kinds::Fault;
use super::parse::BadFault;
use countersign_calling::FAULT;
use countersign_codegen::model::{Endpoint, LedgerField, LedgerRole};
use http::HeaderMap;
use serde_json::Value;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The prefix of a text in a request that names a fault.
const FAULT_PREFIX: &str = "fault:";
/// The most rules kept; the oldest are dropped.
const MAX_RULES: usize = 1000;

/// The requests that get a rule's fault, among those that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// All of them.
    Always,
    /// Only the request with this number; the first is 1.
    Nth(u64),
    /// Every n-th request.
    Every(u64),
}

/// A rule that injects a fault into matching requests.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FaultRule {
    /// The API; `None` for all of them.
    pub api: Option<String>,
    /// The endpoint, such as `v1/payments/pay`; `None` for all of them.
    pub endpoint: Option<String>,
    /// The requests that get the fault, among those that match.
    pub when: When,
    /// The fault.
    pub fault: Fault,
}

impl FaultRule {
    /// Whether it matches requests to this endpoint, `v1/payments/pay`.
    pub(crate) fn is_for(&self, api: &str, endpoint: &str) -> bool {
        self.api.as_deref().is_none_or(|own| own == api)
            && self.endpoint.as_deref().is_none_or(|own| own == endpoint)
    }
}

/// The error of a request that names an unknown fault.
#[derive(Debug)]
pub(crate) struct NamedFaultError {
    place: &'static str,
    error: BadFault,
}

impl fmt::Display for NamedFaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {}: {}", self.place, self.error)
    }
}

impl std::error::Error for NamedFaultError {}

/// All rules, each with the number of requests that it has matched.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Mutex<Vec<(FaultRule, u64)>>,
}

impl Faults {
    pub(crate) fn new(rules: Vec<FaultRule>) -> Self {
        Self { rules: Mutex::new(rules.into_iter().map(|rule| (rule, 0)).collect()) }
    }

    /// Adds a rule before all others, in place of those for the same endpoint and the same requests.
    pub(crate) fn add(&self, rule: FaultRule) {
        let mut rules = self.lock();
        rules.retain(|(known, _)| {
            (&known.api, &known.endpoint, known.when) != (&rule.api, &rule.endpoint, rule.when)
        });
        rules.insert(0, (rule, 0));
        rules.truncate(MAX_RULES);
    }

    /// Removes the rule for every request to an endpoint of an API. Returns the fault that still applies to every
    /// request there, by a broader rule.
    pub(crate) fn remove(&self, api: &str, endpoint: &str) -> Option<Fault> {
        let mut rules = self.lock();
        rules.retain(|(rule, _)| {
            rule.when != When::Always
                || (rule.api.as_deref(), rule.endpoint.as_deref()) != (Some(api), Some(endpoint))
        });
        let left = rules.iter().find(|(rule, _)| rule.when == When::Always && rule.is_for(api, endpoint));
        left.map(|(rule, _)| rule.fault.clone())
    }

    /// Removes all rules.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// The rules, in order of precedence.
    pub(crate) fn list(&self) -> Vec<FaultRule> {
        self.lock().iter().map(|(rule, _)| rule.clone()).collect()
    }

    /// The fault of a request: by its header, by its own id, or by a rule, in that order.
    ///
    /// # Errors
    /// [`NamedFaultError`] when the request names an unknown fault.
    pub(crate) fn choose(
        &self,
        headers: &HeaderMap,
        body: &Value,
        api: &str,
        endpoint: &Endpoint,
    ) -> Result<Option<Fault>, NamedFaultError> {
        let parsed = |text: &str, place| match text.parse() {
            Ok(fault) => Ok(Some(fault)),
            Err(error) => Err(NamedFaultError { place, error }),
        };
        if let Some(named) = headers.get(FAULT) {
            return parsed(&String::from_utf8_lossy(named.as_bytes()), "header `Sandbox-Fault`");
        }
        if let Some(text) = named_in_body(body, endpoint) {
            return parsed(text, "text `fault:...`");
        }
        Ok(self.by_rule(api, endpoint))
    }

    fn by_rule(&self, api: &str, endpoint: &Endpoint) -> Option<Fault> {
        let mut rules = self.lock();
        if rules.is_empty() {
            return None;
        }
        let name = endpoint.address();
        let mut chosen = None;
        for (rule, asked) in rules.iter_mut() {
            if !rule.is_for(api, &name) {
                continue;
            }
            *asked = asked.saturating_add(1);
            let is_due = match rule.when {
                When::Always => true,
                When::Nth(number) => *asked == number,
                When::Every(number) => asked.checked_rem(number) == Some(0),
            };
            if is_due && chosen.is_none() {
                chosen = Some(rule.fault.clone());
            }
        }
        chosen
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(FaultRule, u64)>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Finds the fault that one of the request's own fields names: a text that begins with `fault:`, up to a `;`, so that
/// ids can continue and stay unique. Fields that refer to another request, as in an inquiry, do not count.
fn named_in_body<'a>(body: &'a Value, endpoint: &Endpoint) -> Option<&'a str> {
    let texts: Vec<&str> = match own_fields(endpoint) {
        Some(paths) => {
            let at = |path: &str| path.split('.').try_fold(body, |value, name| value.get(name))?.as_str();
            paths.into_iter().filter_map(at).collect()
        }
        None => body.as_object()?.values().filter_map(Value::as_str).collect(),
    };
    texts.into_iter().find_map(|text| text.strip_prefix(FAULT_PREFIX))?.split(';').next()
}

/// The paths of the fields of a request that are its own, so that its sender chooses what is in them; `None` when that can be any field.
/// What asks about something, or takes it back, only names what is another's.
fn own_fields(endpoint: &Endpoint) -> Option<Vec<&str>> {
    use LedgerRole::{Ask, AskRefund, Cancel, Capture, Pay, Refund, User, Void};
    let by_role = endpoint.sandbox.as_ref().and_then(|sandbox| match sandbox.role {
        Ask | AskRefund | User | Cancel => Some(Vec::new()),
        Pay | Refund | Capture | Void => Some(sandbox.paths(LedgerField::RequestId).collect()),
        _ => None,
    });
    let by_key = || {
        let key = endpoint.idempotency_key.fields();
        (!key.is_empty()).then(|| key.iter().map(String::as_str).collect())
    };
    by_role.or_else(|| endpoint.read_only.then(Vec::new)).or_else(by_key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_fault_is_named_by_an_id_inside_an_object() {
        let apis = countersign_calling::apis("../../specs", &["claro"]).expect("specs");
        let (_, pay) = apis[0].endpoint("v1/payments/pay").expect("the endpoint");
        let mut pay = pay.clone();
        let sandbox = pay.sandbox.as_mut().expect("it pays");
        sandbox.fields = vec![(LedgerField::RequestId, vec!["order.id".to_owned()])];
        let body = json!({ "order": { "id": "fault:timeout;7" }, "note": "fault:tampered" });
        assert_eq!(named_in_body(&body, &pay), Some("timeout"));
        assert_eq!(named_in_body(&json!({ "order": "fault:timeout" }), &pay), None);
    }
}
