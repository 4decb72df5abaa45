//! `countersign completions`: prints a shell's completion script.

use crate::console::Console;
use crate::exit_status::ExitStatus;
use clap::Args;
use clap_complete::Shell;

const MORE: &str = "\
Examples:
  countersign completions bash > ~/.local/share/bash-completion/completions/countersign
  countersign completions zsh > ~/.zfunc/_countersign
  countersign completions fish > ~/.config/fish/completions/countersign.fish";

/// Prints a script that lets a shell complete the command line.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut command: clap::Command, console: &Console) -> ExitStatus {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "countersign", &mut script);
    console.result_text(&String::from_utf8_lossy(&script));
    ExitStatus::Success
}
