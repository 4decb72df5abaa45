//! C0045: `closed_by` that leads nowhere.

use super::{Context, Finding, Findings, Rule, Severity, nearest::listed, paths};
use crate::model::closing;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0045",
    name: "closed-by-unknown",
    severity: Severity::Error,
    summary: "`closed_by` does not name a call that can be made with what this request has.",
    why: "`settle(..).give_up()` repeats that call until the wallet says that this one is over. Its request is made out \
          of fields of the same name and type.",
    fix: "Name the call that cancels this one, with its version. It belongs here only where the wallet documents that a \
          cancellation also blocks an id that it does not know yet.",
    example: "closed_by: payments/cancel\n# fixed:\nclosed_by: v1/payments/cancel",
    check: Some(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, call, _) in context.endpoints() {
        let Some(written) = &spec.closed_by else { continue };
        if spec.settled_by.is_none() && spec.old_settled_by.is_none() && !findings.is_broken(spec.file) {
            findings.push(
                Finding::new(&RULE, written.span, "a call is closed while it is settled, and this one never is")
                    .label("has no effect")
                    .help("add `settled_by`, or remove `closed_by`"),
            );
        }
        let Some((target, _)) = context.whole_call(&written.value) else {
            if !context.is_unread(&written.value) {
                let calls = context.calls();
                findings.push(paths::no_endpoint(&RULE, written, calls.iter().map(String::as_str)));
            }
            continue;
        };
        if target.read_only {
            findings.push(
                Finding::new(
                    &RULE,
                    written.span,
                    format!("`{}` only asks, and closes nothing", written.value),
                )
                .help("name the call that cancels this one"),
            );
        }
        if let Some(Err(lacking)) = closing(call, context.api).filter(|_| spec.whole) {
            let names = listed(lacking.iter().map(|field| field.name.as_str()));
            findings.push(
                Finding::new(
                    &RULE,
                    written.span,
                    format!("this request lacks what `{}` needs", written.value),
                )
                .label(format!("needs {names}"))
                .help("name a call whose request takes the id of this one"),
            );
        }
    }
}
