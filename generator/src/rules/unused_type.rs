//! C0017: a type that nothing uses.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::spec::Span;
use crate::spec::syntax::VersionSpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0017",
    name: "unused-type",
    severity: Severity::Warning,
    summary: "A type is in no request and no response.",
    why: "It is generated and documented for nobody; often the field that was meant to use it has another type.",
    fix: "Use it, or remove it.",
    example: "# types.yaml\nGoods: { name: { type: string, max_length: 64 } }\n\
              # fixed, in an endpoint:\ngoods: { type: list, items: { type: Goods } }",
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    shared(context, findings);
    for (spec, version) in context.versions() {
        // An endpoint that could not be read may have used it.
        let complete = spec.unread.is_empty() && spec.endpoints.iter().all(|endpoint| endpoint.whole);
        if !complete || spec.files.iter().any(|file| findings.is_broken(*file)) {
            continue;
        }
        for unused in version.types.iter().filter(|definition| !definition.sent && !definition.received) {
            findings.push(finding(&unused.name, unused.span));
        }
    }
}

/// Shared types that no version has taken.
fn shared(context: &Context<'_>, findings: &mut Findings) {
    let versions = &context.spec.versions;
    let complete = |version: &VersionSpec| {
        let is_broken = version.files.iter().any(|file| findings.is_broken(*file));
        version.unread.is_empty() && !is_broken
    };
    if !versions.iter().all(complete) {
        return;
    }
    let taken =
        |span: Span| versions.iter().any(|version| version.types.iter().any(|one| one.name.span == span));
    for definition in context.spec.shared_types.iter().filter(|definition| !taken(definition.name.span)) {
        findings.push(finding(&definition.name.value, definition.name.span));
    }
}

fn finding(name: &str, span: Span) -> Finding {
    Finding::new(&RULE, span, format!("type `{name}` is not used"))
        .label("in no request and no response")
        .help("use it, or remove it")
}
