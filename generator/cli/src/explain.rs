//! `countersign explain`: what a rule is about.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use clap::Args;
use countersign_codegen::rules::reference;

const MORE: &str = "\
Examples:
  countersign explain C0005          by id
  countersign explain unknown-key    by name
  countersign explain                all rules, one a line

Exit codes:
  0  explained
  2  there is no such rule";

/// Explains a rule: why it is there, how to fix what it finds, and an example.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// Id or name of the rule; by default all rules are listed.
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// Prints the reference of all rules in Markdown.
    #[arg(long, conflicts_with = "rule")]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    if arguments.markdown {
        console.result_text(&reference::markdown());
        return ExitStatus::Success;
    }
    let Some(wanted) = &arguments.rule else {
        console.result_text(&reference::list());
        return ExitStatus::Success;
    };
    match reference::find(wanted) {
        Ok(rule) => {
            console.result_text(&reference::text(rule));
            ExitStatus::Success
        }
        Err(near) => {
            let offer = match near {
                Some(rule) => format!("did you mean {} `{}`?", rule.id, rule.name),
                None => "`countersign explain` lists all rules".to_owned(),
            };
            console.fail(format!("there is no rule `{}`; {offer}", wanted.escape_debug()))
        }
    }
}
