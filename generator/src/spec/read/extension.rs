//! Parts of a spec that stand in an OpenAPI document, in the same form.

use super::endpoint::{not_callable, source};
use super::flat_result::flat_result;
use super::key::idempotency_key;
use super::mapping::Mapping;
use super::outcome::{settled_by, settles};
use super::sandbox::sandbox;
use crate::diagnostics::Findings;
use crate::spec::forms::{API, ENDPOINT};
use crate::spec::syntax::{KeySpec, SandboxSpec, SettledBySpec, SettlesSpec};
use crate::spec::vocabulary::{Currency, FlatResult, Source};
use crate::spec::{Entry, Node, Spanned};
use std::collections::BTreeMap;

/// What an endpoint says of how an outcome becomes known, and of the sandbox.
#[derive(Debug, Default)]
pub(crate) struct OutcomeSpec {
    pub(crate) idempotency_key: Option<KeySpec>,
    pub(crate) settled_by: Option<SettledBySpec>,
    pub(crate) closed_by: Option<Spanned<String>>,
    pub(crate) settles: Vec<SettlesSpec>,
    pub(crate) sandbox: Option<SandboxSpec>,
    pub(crate) not_callable: Option<String>,
    pub(crate) result: Option<FlatResult>,
    pub(crate) source: Option<Source>,
}

/// Reads the value of one of these keys.
pub(crate) fn outcome(key: &str, value: &Node, findings: &mut Findings) -> OutcomeSpec {
    let entry = entry(key, value);
    let endpoint = Mapping::part(&entry, &ENDPOINT);
    OutcomeSpec {
        idempotency_key: idempotency_key(&endpoint, findings),
        settled_by: settled_by(&endpoint, findings),
        closed_by: endpoint.text("closed_by", findings),
        settles: settles(&endpoint, findings),
        sandbox: sandbox(&endpoint, findings),
        not_callable: not_callable(&endpoint, findings),
        result: flat_result(&endpoint, findings),
        source: source(&endpoint, findings),
    }
}

/// Reads the value of `currencies`.
pub(crate) fn currencies(value: &Node, findings: &mut Findings) -> BTreeMap<String, Currency> {
    super::currencies::currencies(&Mapping::part(&entry("currencies", value), &API), findings)
}

fn entry(key: &str, value: &Node) -> Entry {
    Entry { key: key.to_owned(), key_span: value.span, value: value.clone() }
}
