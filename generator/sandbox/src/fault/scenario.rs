//! Faults from a file: which request goes wrong, and how.
//!
//! ```yaml
//! - { endpoint: v1/payments/pay, nth: 1, fault: timeout }
//! - { api: claro, endpoint: v1/payments/refund, every: 3, fault: "status=U:UNKNOWN_EXCEPTION" }
//! - { fault: delay=50 }
//! ```

use super::kinds::Fault;
use super::rules::{FaultRule, When};
use crate::start_error::StartError;
use countersign_codegen::diagnostics::nearest;
use countersign_codegen::diagnostics::{Findings, Report, Style};
use countersign_codegen::model::{Api, Kind};
use countersign_codegen::spec::{Node, Sources, Span, Value, parse_yaml};
use std::sync::Arc;

/// Reads a scenario.
///
/// # Errors
/// [`StartError::Scenario`] with all that is wrong, a line for each problem with its place.
pub(crate) fn read(name: &str, text: String, apis: &[Arc<Api>]) -> Result<Vec<FaultRule>, StartError> {
    let mut sources = Sources::default();
    let file = sources.add(name.to_owned(), text);
    let mut findings = Findings::default();
    let root = parse_yaml(file, sources.text(file), &mut findings);
    let Some(root) = root else {
        return Err(StartError::Scenario(Report::new(findings, sources).render(Style::Short)));
    };
    let mut reader = Reader { apis, problems: Vec::new() };
    let rules = reader.rules(&root);
    if reader.problems.is_empty() {
        return Ok(rules);
    }
    let lines = reader.problems.into_iter().map(|(span, problem)| {
        let at = sources.position(span);
        format!("{name}:{}:{}: error: {problem}\n", at.line, at.column)
    });
    Err(StartError::Scenario(lines.collect()))
}

struct Reader<'a> {
    apis: &'a [Arc<Api>],
    problems: Vec<(Span, String)>,
}

const KEYS: [&str; 5] = ["api", "endpoint", "nth", "every", "fault"];

impl Reader<'_> {
    fn problem(&mut self, span: Span, text: impl Into<String>) {
        self.problems.push((span, text.into()));
    }

    fn rules(&mut self, root: &Node) -> Vec<FaultRule> {
        match &root.value {
            Value::List(items) => items.iter().filter_map(|item| self.rule(item)).collect(),
            _ => {
                self.problem(root.span, format!("a scenario is a list, as in `- {{ endpoint: v1/payments/pay, nth: 1, fault: timeout }}`; this is {}", root.kind()));
                Vec::new()
            }
        }
    }

    fn rule(&mut self, node: &Node) -> Option<FaultRule> {
        let Some(entries) = node.entries() else {
            self.problem(
                node.span,
                format!("a rule is a mapping with the key `fault`; this is {}", node.kind()),
            );
            return None;
        };
        for (number, entry) in entries.iter().enumerate() {
            let key = entry.key.as_str();
            if !KEYS.contains(&key) {
                let near = nearest(key, KEYS).map(|near| format!("; did you mean `{near}`?"));
                self.problem(
                    entry.key_span,
                    format!(
                        "unknown key `{key}`{}",
                        near.unwrap_or_else(|| format!("; there is {}", KEYS.join(", ")))
                    ),
                );
            } else if entries.iter().take(number).any(|earlier| earlier.key == key) {
                self.problem(entry.key_span, format!("`{key}` is here twice"));
            }
        }
        let get = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value);
        let api = get("api").and_then(|node| self.api(node));
        let endpoint = get("endpoint").and_then(|node| self.endpoint(node, api.as_deref()));
        let when = self.when(get("nth"), get("every"));
        let Some(fault) = get("fault") else {
            self.problem(node.span, "the key `fault` is missing");
            return None;
        };
        let text = self.text(fault)?;
        match text.parse::<Fault>() {
            Ok(fault) => Some(FaultRule { api, endpoint, when, fault }),
            Err(error) => {
                self.problem(fault.span, error.to_string());
                None
            }
        }
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        let text = node.scalar().map(|scalar| scalar.text.clone());
        if text.is_none() {
            self.problem(node.span, format!("expected a text, not {}", node.kind()));
        }
        text
    }

    fn api(&mut self, node: &Node) -> Option<String> {
        let name = self.text(node)?;
        self.known(node.span, "API", name, self.apis.iter().map(|api| api.name.clone()).collect())
    }

    fn endpoint(&mut self, node: &Node, api: Option<&str>) -> Option<String> {
        let name = self.text(node)?;
        if let Some((api, endpoint)) = name.split_once('/')
            && self.apis.iter().any(|known| known.name == api)
        {
            self.problem(node.span, format!("write `api: {api}, endpoint: {endpoint}`"));
            return None;
        }
        let apis = self.apis.iter().filter(|own| api.is_none_or(|api| api == own.name));
        let endpoints = apis.flat_map(|api| &api.versions).flat_map(|version| &version.endpoints);
        let calls = endpoints.filter(|endpoint| endpoint.kind == Kind::Call);
        let names = calls.map(|endpoint| endpoint.address()).collect();
        self.known(node.span, "endpoint", name, names)
    }

    fn known(&mut self, span: Span, what: &str, name: String, names: Vec<String>) -> Option<String> {
        if names.contains(&name) {
            return Some(name);
        }
        let near =
            nearest(&name, names.iter().map(String::as_str)).map(|near| format!("; did you mean `{near}`?"));
        self.problem(span, format!("there is no {what} `{name}`{}", near.unwrap_or_default()));
        None
    }

    fn when(&mut self, nth: Option<&Node>, every: Option<&Node>) -> When {
        let mut number = |node: &Node| {
            let number = node
                .scalar()
                .and_then(countersign_codegen::spec::Scalar::integer)
                .and_then(|number| u64::try_from(number).ok());
            let number = number.filter(|number| *number > 0);
            if number.is_none() {
                self.problem(node.span, "expected a whole number from 1");
            }
            number
        };
        match (nth, every) {
            (Some(nth), None) => number(nth).map_or(When::Always, When::Nth),
            (None, Some(every)) => number(every).map_or(When::Always, When::Every),
            (None, None) => When::Always,
            (Some(_), Some(every)) => {
                self.problem(every.span, "`nth` and `every` exclude each other");
                When::Always
            }
        }
    }
}
