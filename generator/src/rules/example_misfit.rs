//! C0021: examples that break their own table.

use super::{Context, example_fits};
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::model::{Endpoint, Example, Misfit, Version, request_misfits, response_misfits};
use crate::spec::syntax::ExampleSpec;
use crate::spec::{Node, Span, Value};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0021",
    name: "example-misfit",
    severity: Severity::Error,
    summary: "An example does not fit the tables of its endpoint.",
    why: "Either the example or the table is wrong, and both are generated into documentation and tests. Wallets do \
          publish examples that break their own tables.",
    fix: "Correct the example or the table. When the wallet's documents really disagree, keep the example and say \
          why: `breaks: \"...\"`.",
    example: "request:\n  grantType: { type: string, max_length: 16, required: true }\nexamples:\n  \
              - { name: first, request: { grantType: AUTHORIZATION_CODE } }\n# fixed:\nexamples:\n  \
              - { name: first, request: { grantType: AUTHORIZATION_CODE }, breaks: The table says 16 characters. }",
};

/// Also looks for examples that fit although they are marked.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        for (written, example) in spec.examples.iter().zip(&endpoint.examples) {
            let found = all_misfits(written, example, endpoint, version);
            match &written.breaks {
                None => found.into_iter().for_each(|finding| findings.push(finding)),
                Some(reason) if found.is_empty() => {
                    findings.push(example_fits::finding(reason.span, &example.name))
                }
                Some(_) => {}
            }
        }
    }
}

fn all_misfits(
    written: &ExampleSpec,
    example: &Example,
    endpoint: &Endpoint,
    version: &Version,
) -> Vec<Finding> {
    let mut found = Vec::new();
    if let (Some(written), Some(body)) = (&written.request, &example.request) {
        found.extend(request_misfits(body, endpoint, version).into_iter().map(|misfit| (misfit, written)));
    }
    if let (Some(written), Some(body)) = (&written.response, &example.response) {
        found.extend(response_misfits(body, endpoint, version).into_iter().map(|misfit| (misfit, written)));
    }
    let finding =
        |(misfit, (key, node)): (Misfit, &(Span, Node))| finding(&misfit, place(node, &misfit.path, *key));
    found.into_iter().map(finding).collect()
}

fn finding(misfit: &Misfit, span: Span) -> Finding {
    let subject =
        if misfit.path.is_empty() { "the body".to_owned() } else { format!("`{}`", misfit.path.join(".")) };
    Finding::new(&RULE, span, format!("the example breaks its table: {subject} {}", misfit.message)).help(
        "correct the example or the table; when the wallet's documents disagree, say why: `breaks: \"...\"`",
    )
}

/// The deepest place on the way that is written at all: what is missing is shown at its owner.
fn place(body: &Node, path: &[String], outermost: Span) -> Span {
    let (mut node, mut span) = (body, outermost);
    for name in path {
        let step = match &node.value {
            Value::Map(entries) => {
                entries.iter().find(|entry| entry.key == *name).map(|entry| (&entry.value, entry.key_span))
            }
            Value::List(items) => {
                name.parse().ok().and_then(|number: usize| items.get(number)).map(|item| (item, item.span))
            }
            Value::Scalar(_) => None,
        };
        let Some((next, place)) = step else { break };
        node = next;
        span = if next.scalar().is_some() { next.span } else { place };
    }
    span
}
