//! The faults that the page shows and switches.

use super::problem::Problem;
use crate::fault::{Fault, FaultRule, When};
use crate::instance::Instance;
use countersign_codegen::model::Kind;
use serde_json::{Map, Value, json};

/// `{ known: [{ name, argument, doc }], on: { "claro/v1/payments/pay": name } }`.
pub(super) fn document(instance: &Instance) -> Value {
    let known = Fault::ALL.iter();
    let known =
        known.map(|fault| json!({ "name": fault.name, "argument": fault.argument, "doc": fault.doc }));
    let known: Vec<Value> = known.collect();
    let rules = instance.state.faults.list();
    let on: Map<String, Value> = rules
        .iter()
        .filter(|rule| rule.when == When::Always)
        // The rule that goes first is written last.
        .rev()
        .flat_map(|rule| {
            let fault = rule.fault.to_string();
            places(instance, rule).map(move |place| (place, fault.clone().into()))
        })
        .collect();
    json!({ "known": known, "on": on })
}

/// The endpoints that a rule is about, as the page names them.
fn places<'a>(instance: &'a Instance, rule: &'a FaultRule) -> impl Iterator<Item = String> + 'a {
    endpoints(instance)
        .filter(|(api, endpoint)| rule.is_for(api, endpoint))
        .map(|(api, endpoint)| format!("{api}/{endpoint}"))
}

/// API and address of everything that is served.
fn endpoints(instance: &Instance) -> impl Iterator<Item = (&str, String)> {
    instance.state.apis.iter().flat_map(|api| {
        let endpoints = api.versions.iter().flat_map(|version| &version.endpoints);
        let calls = endpoints.filter(|endpoint| endpoint.kind == Kind::Call);
        calls.map(|endpoint| (api.name.as_str(), endpoint.address()))
    })
}

/// What the page sends to switch a fault: `{ endpoint, fault }`, the fault a name or null.
pub(super) fn switch(instance: &Instance, body: &[u8]) -> Result<Value, Problem> {
    let sent: Value = serde_json::from_slice(body).map_err(Problem::NotJson)?;
    let place = sent.get("endpoint").and_then(Value::as_str);
    let place = place.ok_or(Problem::NoText("endpoint"))?;
    let (api, path) = place.split_once('/').ok_or_else(|| Problem::NotAnEndpoint(place.to_owned()))?;
    if !endpoints(instance).any(|(name, known)| name == api && known == path) {
        return Err(Problem::NoEndpoint(place.to_owned()));
    }
    let faults = &instance.state.faults;
    match sent.get("fault").and_then(Value::as_str).filter(|fault| !fault.is_empty()) {
        None => {
            if let Some(left) = faults.remove(api, path) {
                return Err(Problem::StaysOn(left));
            }
        }
        Some(fault) => {
            let fault = fault.parse().map_err(Problem::Fault)?;
            let (api, endpoint) = (Some(api.to_owned()), Some(path.to_owned()));
            faults.add(FaultRule { api, endpoint, when: When::Always, fault });
        }
    }
    Ok(json!({ "ok": true }))
}
