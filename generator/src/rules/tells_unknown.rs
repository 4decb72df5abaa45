//! C0035: `tells` that names what is not there.

use super::{Context, Finding, Findings, Rule, Severity, nearest::listed, nearest::nearest};
use crate::model::{Astray, Endpoint, Enum, Status, Told, Version, told_by};
use crate::spec::Spanned;
use crate::spec::syntax::TellsSpec;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0035",
    name: "tells-unknown",
    severity: Severity::Error,
    summary: "`tells` names a field, a value or a result code that the endpoint does not have.",
    why: "By `tells`, the client decides whether money has moved. A name that never comes up leaves the outcome open for \
          ever, or worse, is taken for another one.",
    fix: "Name a text or an enum of the response, values that it lists, and result codes of the endpoint with status F.",
    example: "response:\n  paymentStatus: { type: enum, values: [SUCCESS, FAIL, PROCESSING] }\n\
              tells: { status: paymentStatus, success: [SUCCESS], failure: [FAILED] }\n\
              # mended:\ntells: { status: paymentStatus, success: [SUCCESS], failure: [FAIL] }",
    check: Some(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (spec, endpoint, version) in context.endpoints().filter(|(spec, ..)| spec.whole) {
        if let Some(tells) = &spec.tells {
            check_status(tells, endpoint, version, findings);
            check_codes(tells, endpoint, findings);
        }
    }
}

fn check_status(tells: &TellsSpec, endpoint: &Endpoint, version: &Version, findings: &mut Findings) {
    match told_by(&tells.status.value, &endpoint.response, version) {
        Ok(Told::Text) => {}
        Ok(Told::Listed(values)) => {
            for value in tells.success.iter().chain(&tells.failure) {
                findings.extend(check_value(value, values, &tells.status.value));
            }
        }
        Err(astray) => findings.push(not_there(&tells.status, &astray)),
    }
}

fn check_value(value: &Spanned<String>, values: &Enum, status: &str) -> Option<Finding> {
    let known = || values.values.iter().map(|known| known.value.as_str());
    if known().any(|known| known == value.value) {
        return None;
    }
    let finding = Finding::new(&RULE, value.span, format!("`{}` is not a value of `{status}`", value.value));
    let all = format!("`{status}` is one of {}", listed(known()));
    Some(match nearest(&value.value, known()) {
        Some(near) => finding.replace(all, value.span, near),
        None => finding.help(all),
    })
}

fn not_there(status: &Spanned<String>, astray: &Astray<'_>) -> Finding {
    let finding = |message: String| Finding::new(&RULE, status.span, message);
    match astray {
        Astray::NoObject(name) => finding(format!("`{name}` is no object, so there is nothing in it"))
            .help("name the fields from the response inwards, with dots between them"),
        Astray::NoText(name) => finding(format!("`{name}` is neither a text nor an enum"))
            .help("name the field that says how the other call ended"),
        Astray::Unknown(name, known) => {
            let finding = finding(format!("the response has no field `{name}`"));
            match nearest(name, known.iter().copied()) {
                // The name may be one of several.
                Some(near) => finding.replace(
                    "a field with a similar name exists",
                    status.span,
                    status.value.replacen(name, near, 1),
                ),
                None => {
                    finding.help("name a field of `response`, with dots between names for one inside another")
                }
            }
        }
    }
}

fn check_codes(tells: &TellsSpec, endpoint: &Endpoint, findings: &mut Findings) {
    for code in &tells.not_found {
        match endpoint.results.iter().find(|result| result.code == code.value) {
            Some(result) if result.status == Status::Failed => {}
            Some(result) => findings.push(
                Finding::new(&RULE, code.span, format!("`{}` does not come with status F", code.value))
                    .related(result.span, "its status")
                    .help("`not_found` takes codes that fail the inquiry, because there is no such call"),
            ),
            None => {
                let finding = Finding::new(
                    &RULE,
                    code.span,
                    format!("the endpoint has no result code `{}`", code.value),
                );
                let known = endpoint.results.iter().map(|result| result.code.as_str());
                findings.push(match nearest(&code.value, known) {
                    Some(near) => finding.replace("a code with a similar name exists", code.span, near),
                    None => finding.help("add it to `results`, with status F"),
                });
            }
        }
    }
}
