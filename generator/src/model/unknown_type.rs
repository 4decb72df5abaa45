//! C0016: a type that is not defined.

use crate::diagnostics::{Finding, Rule, Severity, nearest};
use crate::spec::Span;
use crate::spec::vocabulary::built_in_types;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0016",
    name: "unknown-type",
    severity: Severity::Error,
    summary: "A `type` is neither built in nor in a `types.yaml`.",
    why: "Types belong to one version of an API, unless they stand in the `types.yaml` beside `api.yaml`: `v1` and `v2` of a wallet \
          often use one name for different fields.",
    fix: "Correct the name, or define the type in `types.yaml` beside the endpoints.",
    example: "paymentAmount: { type: Amout }\n# fixed:\npaymentAmount: { type: Amount }",
};

/// What portals and other formats call the types.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["string<uri>", "string<url>", "uri"], "url"),
    (&["string<date-time>", "string<datetime>", "string/datetime", "date-time", "timestamp"], "datetime"),
    (&["string<date>", "string/date"], "date"),
    (&["str", "text", "varchar", "char"], "string"),
    (&["int", "int32", "int64", "long", "short"], "integer"),
    (&["number", "float", "double", "bigdecimal"], "decimal"),
    (&["bool"], "boolean"),
    (&["any", "jsonobject"], "json"),
];

/// `span` is the place of the name, `defined` what `types.yaml` has.
pub(crate) fn finding<'a>(span: Span, name: &str, defined: impl Iterator<Item = &'a str>) -> Finding {
    let finding = Finding::new(&RULE, span, format!("unknown type `{name}`"))
        .label("neither built in nor in `types.yaml`");
    let lower = name.to_lowercase();
    if let Some((_, own)) = ELSEWHERE.iter().find(|(words, _)| words.contains(&lower.as_str())) {
        return finding.replace(format!("its name here is `{own}`"), span, *own);
    }
    match nearest(name, defined.chain(built_in_types())) {
        Some(near) => finding.replace("a type with a similar name exists", span, near),
        None => finding.help("define it in `types.yaml`"),
    }
}
