//! C0002: text that is not YAML, or not the plain YAML that specs are written in.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0002",
    name: "yaml-error",
    severity: Severity::Error,
    summary: "The file is not YAML, or uses a part of YAML that specs do without.",
    why: "A spec should mean what it looks like. Anchors, aliases, tags, directives and several documents in one file \
          make YAML mean something that is written elsewhere; tabs look like blanks; and deep nesting or millions of \
          values are no spec.",
    fix: "Fix the place that is shown. Write a value out instead of referring to it, or make it a type in \
          `types.yaml`. Indent by blanks.",
    example: "request:\n  first: &amount { type: Amount }\n  second: *amount\n\
              # fixed:\nrequest:\n  first: { type: Amount }\n  second: { type: Amount }",
};

/// What the parser says.
pub(crate) fn invalid(span: Span, info: &str) -> Finding {
    Finding::new(&RULE, span, format!("not valid YAML: {info}"))
        .label("reading stopped here")
        .help("look for a missing quote, bracket or colon here or just before")
}

/// Nothing, or comments only.
pub(crate) fn empty(span: Span) -> Finding {
    Finding::new(&RULE, span, "the file is empty").help("fill it in, or remove it")
}

/// A tab as indentation.
pub(crate) fn tab(span: Span) -> Finding {
    Finding::new(&RULE, span, "a tab is used to indent").label("a tab").replace("use blanks", span, "  ")
}

/// `---` in the middle.
pub(crate) fn second_document(span: Span) -> Finding {
    Finding::new(&RULE, span, "a second document begins in the same file")
        .help("put it into a file of its own")
}

/// `&name` or `*name`.
pub(crate) fn anchor(span: Span) -> Finding {
    Finding::new(&RULE, span, "anchors and aliases are not used in specs")
        .help("write the value out, or make it a type in `types.yaml`; put a text that begins with `&` or `*` in quotes")
}

/// `&a [*a]`.
pub(crate) fn alias_within_itself(span: Span) -> Finding {
    Finding::new(&RULE, span, "an alias stands for a value that it is in")
        .help("use a reference: `$ref: \"#/components/schemas/...\"`")
}

/// Aliases of aliases of aliases.
pub(crate) fn aliases_too_large(span: Span, limit: usize) -> Finding {
    Finding::new(&RULE, span, format!("with its aliases followed, the document has more than {limit} values"))
        .help("use references in place of aliases: `$ref: \"#/components/schemas/...\"`")
}

/// `!tag`.
pub(crate) fn tag(span: Span) -> Finding {
    Finding::new(&RULE, span, "tags are not used in specs")
        .help("remove the `!...` before it; put a text that begins with `!` in quotes")
}

/// `%YAML` or `%TAG`.
pub(crate) fn directive(span: Span) -> Finding {
    Finding::new(&RULE, span, "directives are not used in specs").help("remove the line that begins with `%`")
}

/// Brackets without end.
pub(crate) fn too_deep(span: Span, limit: usize) -> Finding {
    Finding::new(&RULE, span, format!("nested more than {limit} deep"))
        .help("an inner object is a type of its own")
}

/// Lists without end.
pub(crate) fn too_many_values(span: Span, limit: usize) -> Finding {
    Finding::new(&RULE, span, format!("more than {limit} values in one file")).help("split the file")
}

/// `[a, b]: c`.
pub(crate) fn key_not_text(span: Span) -> Finding {
    Finding::new(&RULE, span, "a key is not a text").help("a key is a name: `name: value`")
}
