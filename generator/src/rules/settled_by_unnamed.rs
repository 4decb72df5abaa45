//! C0043: an inquiry whose response may be about another call.

use crate::diagnostics::{Finding, Rule, Severity, listed};
use crate::model::Endpoint;
use crate::spec::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0043",
    name: "settled-by-unnamed",
    severity: Severity::Error,
    summary: "The inquiry's response does not name the call that it was asked about.",
    why: "A response about another call would be taken for this one's outcome. So the fields of the idempotency key (of \
          an `any` key one of them), or those that are marked `id: true`, have to come back under the name that they were \
          asked by. Tokens and objects name nothing.",
    fix: "Mark the field by which the response names the call with `id: true`. Where the state stands in a list, say by \
          `in` and `where` which entry it is. If the wallet really names no call, write `unnamed: accepted`: a verdict \
          then says that nothing confirmed it.",
    example: "# v1/orders/find.yaml answers with orderNo, and no merchantId\n\
              idempotency_key: { all: [merchantId, orderNo] }\nrequest:\n  \
              orderNo: { type: string, max_length: 32, required: true }\n\
              # fixed:\nrequest:\n  orderNo: { type: string, max_length: 32, required: true, id: true }",
};

/// `lacking` are the ids that the response lacks.
pub(super) fn finding(written: &Spanned<String>, inquiry: &Endpoint, lacking: &[&str]) -> Finding {
    let message = if lacking.is_empty() {
        format!("nothing in this request names the call that `{}` is asked about", written.value)
    } else {
        format!(
            "the response of `{}` lacks {}, by which it would name this call",
            written.value,
            listed(lacking.iter().copied())
        )
    };
    Finding::new(&RULE, written.span, message)
        .label("its response may be about another call")
        .related(inquiry.span, "the inquiry")
        .help("mark the field by which it names the call with `id: true`, use `in` and `where`, or write `unnamed: accepted`")
}
