//! C0045: `closed_by` that leads nowhere.

use super::{Context, paths};
use crate::diagnostics::{Finding, Findings, Rule, Severity, listed};
use crate::model::{Kind, closing};

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
};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, call, _) in context.endpoints().filter(|(spec, ..)| spec.kind == Kind::Call) {
        let Some(written) = &spec.closed_by else { continue };
        if spec.settled_by.is_none() && spec.old_settled_by.is_none() && !findings.is_broken(spec.file) {
            let message = "a call is closed while it is settled, and this one never is";
            findings.push(
                Finding::new(&RULE, written.span, message)
                    .label("has no effect")
                    .help("add `settled_by`, or remove `closed_by`"),
            );
        }
        findings.extend(paths::no_call(&RULE, written, context));
        let Some((target, _)) = context.whole_call(&written.value) else { continue };
        if target.read_only {
            let message = format!("`{}` only asks, and closes nothing", written.value);
            findings
                .push(Finding::new(&RULE, written.span, message).help("name the call that cancels this one"));
        } else if let Some(Err(lacking)) = closing(call, context.api).filter(|_| spec.whole) {
            let names = listed(lacking.iter().map(|field| field.name.as_str()));
            let message = format!("this request lacks what `{}` needs: {names}", written.value);
            findings.push(
                Finding::new(&RULE, written.span, message)
                    .label("cannot be made for this call")
                    .help("name a call whose request takes the id of this one"),
            );
        }
    }
}
