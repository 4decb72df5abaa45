//! Parts of a spec that stand in an OpenAPI document, in the same form.

use super::key::idempotency_key;
use super::mapping::{Form, Mapping};
use super::outcome::{settled_by, settles};
use super::sandbox::sandbox;
use crate::diagnostics::Findings;
use crate::spec::syntax::{KeySpec, SandboxSpec, SettledBySpec, SettlesSpec};
use crate::spec::vocabulary::Currency;
use crate::spec::{Entry, Node, Spanned, Value};
use std::collections::BTreeMap;

const OUTCOME: Form =
    Form { name: "an endpoint", keys: &["idempotency_key", "settled_by", "closed_by", "settles", "sandbox"] };
const API: Form = Form { name: "an API", keys: &["currencies"] };

/// What an endpoint says of how an outcome becomes known, and of the sandbox.
#[derive(Debug, Default)]
pub(crate) struct OutcomeSpec {
    pub(crate) idempotency_key: Option<KeySpec>,
    pub(crate) settled_by: Option<SettledBySpec>,
    pub(crate) closed_by: Option<Spanned<String>>,
    pub(crate) settles: Vec<SettlesSpec>,
    pub(crate) sandbox: Option<SandboxSpec>,
}

/// Reads the value of one of these keys.
pub(crate) fn outcome(key: &str, value: &Node, findings: &mut Findings) -> OutcomeSpec {
    let owner = owner(key, value);
    let Some(endpoint) = Mapping::read(&owner, owner.span, &OUTCOME, findings) else {
        return OutcomeSpec::default();
    };
    OutcomeSpec {
        idempotency_key: idempotency_key(&endpoint, findings),
        settled_by: settled_by(&endpoint, findings),
        closed_by: endpoint.text("closed_by", findings),
        settles: settles(&endpoint, findings),
        sandbox: sandbox(&endpoint, findings),
    }
}

/// Reads the value of `currencies`.
pub(crate) fn currencies(value: &Node, findings: &mut Findings) -> BTreeMap<String, Currency> {
    let owner = owner("currencies", value);
    let api = Mapping::read(&owner, owner.span, &API, findings);
    api.map(|api| super::currencies::currencies(&api, findings)).unwrap_or_default()
}

/// A mapping of one key.
fn owner(key: &str, value: &Node) -> Node {
    let span = value.span;
    Node {
        span,
        value: Value::Map(vec![Entry { key: key.to_owned(), key_span: span, value: value.clone() }]),
    }
}
