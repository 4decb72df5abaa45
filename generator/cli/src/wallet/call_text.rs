//! A report for people.

use crate::console::Console;
use clap::builder::styling::{AnsiColor, Style};
use countersign_calling::printable::laid_out as printable;
use countersign_calling::{Ended, Report, pretty};

/// The outcome first; what happened, and what to do.
pub(super) fn print(report: &Report, verbose: bool, console: &Console) {
    if verbose {
        print_request(report, console);
    }
    let style = style(report.outcome);
    console.result(&format!("outcome: {style}{}{style:#}", report.outcome.name()));
    if let Some(cause) = &report.cause {
        console.result(&format!("cause: {}", printable(cause)));
    }
    if let Some(result) = &report.result {
        let said = format!("{} {}: {}", result.status, result.code, result.message);
        console.result(&format!("result: {}", printable(said.trim_end_matches([':', ' ']))));
        if let Some(doc) = &result.doc {
            console.result(&format!("        {}", doc.replace('\n', "\n        ")));
        }
    }
    if let Some(advice) = &report.to_do {
        console.result(&format!("to do: {}", printable(advice)));
    }
    print_answer(report, verbose, console);
    for violation in &report.deviations {
        console
            .result(&format!("note: the answer is not as documented: {}", printable(&violation.to_string())));
    }
    let trace =
        report.trace_id.as_deref().map_or_else(String::new, |id| format!("trace id: {}\n", printable(id)));
    let took = report.took.as_secs_f64();
    console.result(&format!("{trace}attempts: {} in {took:.2} s", report.attempts));
    if let Some(next) = &report.next {
        console.result(&format!("next: {}", next.words));
        if let Some(line) = &next.line {
            console.result(&format!("  {line}"));
        }
    }
}

fn style(outcome: Ended) -> Style {
    let colour = match outcome {
        Ended::Success | Ended::Accepted => AnsiColor::Green,
        Ended::Unknown => AnsiColor::Yellow,
        Ended::Failed | Ended::NotSent | Ended::Unauthenticated => AnsiColor::Red,
    };
    colour.on_default().bold()
}

fn print_request(report: &Report, console: &Console) {
    let request = &report.request;
    console.result(&format!("request: POST {}", request.url));
    for (name, value) in &request.headers {
        console.result(&format!("  {name}: {}", printable(value)));
    }
    if let Some(plain) = &request.plain_body {
        console.result(&format!("body before it was encrypted:\n{plain}\n"));
    }
    console.result(&format!("signed content:\n{}\n", request.content));
    for violation in &report.violations {
        console.result(&format!("note: sent all the same: {violation}"));
    }
}

fn print_answer(report: &Report, verbose: bool, console: &Console) {
    let Some(answer) = &report.response else { return };
    let trust = match &answer.unverified {
        None => "its signature holds",
        // Why not is the cause.
        Some(_) => "not verified",
    };
    console.result(&format!("answer: HTTP {}, {trust}", answer.status));
    if verbose {
        for (name, value) in &answer.headers {
            console.result(&format!("  {name}: {}", printable(value)));
        }
    }
    if let Some(encrypted) = answer.encrypted_body.as_ref().filter(|_| verbose) {
        console.result(&format!("as it came, encrypted:\n{}\ndecrypted:", printable(encrypted)));
    }
    match answer.json() {
        Some(body) if !verbose => console.result(&printable(&pretty(&body))),
        _ => console.result(&printable(&answer.body)),
    }
}
