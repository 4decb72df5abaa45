//! The `countersign` command: one file per subcommand, each of them thin. Those that talk with a wallet are in `wallet`.

mod check;
mod completions;
mod console;
mod diff;
#[cfg(feature = "docs")]
mod docs;
mod error;
mod exit_status;
mod explain;
mod features;
mod fmt;
mod format;
mod generate;
#[cfg(feature = "import-page")]
mod import_page;
mod init;
mod man;
mod migration;
mod new;
mod openapi;
mod progress;
mod project;
mod sandbox_folder;
mod schema;
mod selection;
mod shipped;
mod vendor;
mod vendored;
#[cfg(feature = "sandbox")]
mod wallet;
mod wallets;
#[cfg(feature = "watch")]
mod watch;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use console::Console;
use exit_status::EXIT_CODES;
use std::process::ExitCode;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const EXAMPLES: &str = "\
Examples:
  countersign init --wallet claro         specs of a wallet to begin with; `wallets` lists them
  countersign generate                    specs/ to generated/
  countersign generate --api claro        one API only
  countersign generate --check            does generated/ hold what the specs say?
  countersign check                       only the specs
  countersign diff main                   what changed since, and whom it breaks
  countersign new claro v1/payments/void  the spec of a new endpoint, to be filled in
  countersign openapi export claro        an OpenAPI 3.1 document; `import` goes the other way
  countersign import-page --name claro x  the spec of an endpoint, from the wallet's web page
  countersign sandbox                     a wallet on this machine, to try calls with
  countersign docs                        a reference in HTML, to be opened from disk
  countersign fmt                         the canonical layout of specs/
  countersign schema endpoint             what editors know of the format, as a JSON Schema
  countersign call claro v1/payments/pay  a signed request, and what came of it
  countersign explain C0007               what a finding means, and how to fix it
";

/// Typed Rust clients for signed APIs, generated from YAML endpoint definitions.
#[derive(Debug, Parser)]
#[command(name = "countersign", version, after_help = format!("{EXAMPLES}\n{EXIT_CODES}"), max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Colours: by default on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// Prints errors only.
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Wallets(wallets::Arguments),
    Generate(generate::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    #[cfg(feature = "docs")]
    Docs(docs::Arguments),
    Explain(explain::Arguments),
    New(new::Arguments),
    Fmt(fmt::Arguments),
    Openapi(openapi::Arguments),
    #[cfg(feature = "import-page")]
    ImportPage(import_page::Arguments),
    Schema(schema::Arguments),
    Vendor(vendor::Arguments),
    #[cfg(feature = "sandbox")]
    #[command(flatten)]
    Wallet(wallet::Command),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let error = features::explained(error, Cli::command());
            // Nobody is left to tell when printing fails.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let choice = match cli.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
    let console = Console { quiet: cli.quiet };
    let status = match cli.command {
        Command::Init(arguments) => init::run(&arguments, &console),
        Command::Wallets(arguments) => wallets::run(&arguments, &console),
        Command::Generate(arguments) => generate::run(&arguments, &console),
        Command::Check(arguments) => check::run(&arguments, &console),
        Command::Diff(arguments) => diff::run(&arguments, &console),
        #[cfg(feature = "docs")]
        Command::Docs(arguments) => docs::run(&arguments, &console),
        Command::Explain(arguments) => explain::run(&arguments, &console),
        Command::New(arguments) => new::run(&arguments, &console),
        Command::Fmt(arguments) => fmt::run(&arguments, &console),
        Command::Openapi(arguments) => openapi::run(&arguments, &console),
        #[cfg(feature = "import-page")]
        Command::ImportPage(arguments) => import_page::run(&arguments, &console),
        Command::Schema(arguments) => schema::run(&arguments, &console),
        Command::Vendor(arguments) => vendor::run(&arguments, &console),
        #[cfg(feature = "sandbox")]
        Command::Wallet(command) => wallet::run(&command, &console),
        Command::Completions(arguments) => completions::run(&arguments, Cli::command(), &console),
        Command::Man(arguments) => man::run(&arguments, Cli::command(), &console),
    };
    status.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
