//! C0019: names that are different on the wire and the same in Rust; here those that resolving gives away itself.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::{Span, Spanned};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0019",
    name: "name-clash",
    severity: Severity::Error,
    summary: "Two names of one owner are the same in Rust.",
    why: "Names are converted by one rule (`paymentRequestId` is `payment_request_id`), and where two are the same, signs and \
          case are spelled out (`-1` is `Minus1`). A number put behind one of two names that are still equal would \
          change its meaning as soon as a third one comes.",
    fix: "Give one of them a name of its own by `rust_name`; give an enum that is written in place a name in `types.yaml`.",
    example: "IPAddress: { type: string, max_length: 32 }\nIpAddress: { type: string, max_length: 32 }\n\
              # fixed:\nIPAddress: { type: string, max_length: 32, rust_name: old_ip_address }\n\
              IpAddress: { type: string, max_length: 32 }",
};

/// An enum in place whose name is taken.
pub(crate) fn lifted(name: &str, field: &Spanned<String>, first: Span) -> Finding {
    Finding::new(
        &RULE,
        field.span,
        format!("the enum in `{}` would be called `{name}`, which is taken", field.value),
    )
    .label("this enum")
    .related(first, format!("`{name}` is this"))
    .help("write the enum in `types.yaml` under a name of its own, and use that name as the type")
}
