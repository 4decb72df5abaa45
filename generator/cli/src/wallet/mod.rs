//! The commands that talk with a wallet, or are one.
//!
//! | to find | look at |
//! |---|---|
//! | where the wallet and the keys are | `connection`, `layer`, `resolved`, `key_source` |
//! | which sandbox runs | `running` |
//! | the endpoint and the body | `request` |
//! | why a command failed | `error` |
//! | how a report is printed | `call_text` |

mod call;
mod call_text;
mod connection;
mod curl;
mod error;
#[cfg(feature = "journal")]
mod journal;
mod key_source;
mod keygen;
mod layer;
mod program;
mod request;
mod resolved;
mod running;
mod runtime;
mod sandbox;
mod sign;
mod verify;

use crate::console::Console;
use crate::exit_status::ExitStatus;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Sandbox(sandbox::Arguments),
    Call(Box<call::Arguments>),
    Sign(Box<sign::Arguments>),
    Verify(Box<verify::Arguments>),
    Curl(Box<curl::Arguments>),
    Keygen(keygen::Arguments),
    #[cfg(feature = "journal")]
    Journal(Box<journal::Arguments>),
}

pub(super) fn run(command: &Command, console: &Console) -> ExitStatus {
    let ended = match command {
        Command::Sandbox(arguments) => return sandbox::run(arguments, console),
        Command::Call(arguments) => call::run(arguments, console),
        Command::Sign(arguments) => sign::run(arguments, console),
        Command::Verify(arguments) => verify::run(arguments, console),
        Command::Curl(arguments) => curl::run(arguments, console),
        Command::Keygen(arguments) => keygen::run(arguments, console),
        #[cfg(feature = "journal")]
        Command::Journal(arguments) => journal::run(arguments, console),
    };
    ended.unwrap_or_else(|error| error.report(console))
}
