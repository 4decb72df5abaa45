//! `countersign sandbox`: a wallet on one's own machine.

use super::layer::Layer;
use super::running::Announcement;
use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use crate::format::Format;
use crate::sandbox_folder;
use crate::selection::Specs;
use clap::Args;
use countersign_calling::quoted;
use countersign_codegen::diagnostics::count;
use countersign_codegen::model::Api;
use countersign_sandbox::{Fault, Sandbox, Settings, StartError};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long requests in flight may take after Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(250);

const EXIT_CODES: &str = "\
Exit codes:
  0  it ran, and was ended by Ctrl-C
  1  the specs or the scenario have errors
  2  the command line is wrong, the port is taken, or a file cannot be read or written";

const SCENARIO: &str = "\
A scenario is a YAML list. Of several rules for a request, the first one counts:
  - { endpoint: v1/payments/pay, nth: 1, fault: timeout }       # the first of them only
  - { api: claro, endpoint: v1/payments/refund, every: 3, fault: \"status=U:UNKNOWN_EXCEPTION\" }
  - { fault: delay=50 }                                         # every request to every endpoint
`sandbox --list-faults` lists the faults.";

/// A wallet on this machine: verifies, responds from the specs, signs, keeps payments, and injects faults on demand.
///
/// The first run makes test keys, and every run prints a line by which to call it.
///
/// A request chooses what is to go wrong by the header `Sandbox-Fault: timeout`, or by an id of its own that begins with
/// `fault:timeout`, such as its `paymentRequestId`; what comes after a `;` does not matter.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES, after_long_help = format!("{SCENARIO}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[command(flatten)]
    specs: Specs,
    /// Only these APIs. By default those that `countersign.yaml` names, or else all.
    #[arg(long, value_name = "NAME", num_args = 1..)]
    api: Vec<String>,
    /// The address to listen at.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Listens at an address that other machines can reach, too. They can call the wallet; its page asks them for the token of
    /// the URL that is printed.
    #[arg(long)]
    allow_remote: bool,
    /// The port to listen at; 0 for a free one. APIs whose paths are the same get the ports after it.
    #[arg(long, value_name = "PORT", default_value_t = 4040)]
    port: u16,
    /// HTTPS, with a certificate made on the spot.
    #[arg(long)]
    tls: bool,
    /// Refuses requests with fields that the spec lacks. Without it they are ignored, as wallets do it, and noted in the log.
    #[arg(long)]
    strict: bool,
    /// The folder of the test keys; by default `.countersign/sandbox` beside the specs.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// Forgets everything when it ends.
    #[arg(long, conflicts_with = "database")]
    memory: bool,
    /// The file to remember payments in; by default `memory.db` among the keys.
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// What is to go wrong, in YAML; `--help` shows an example.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Lets time pass faster, for notifications, tokens, and the user who pays: 60 makes a minute a second.
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = scale)]
    time_scale: f64,
    /// Lists what can go wrong, and ends.
    #[arg(long)]
    list_faults: bool,
}

fn scale(text: &str) -> Result<f64, CommandError> {
    let number: Option<f64> = text.parse().ok();
    let number = number.filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| usage("expected a number above 0"))
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    if arguments.list_faults {
        return list_faults(console);
    }
    let selected = arguments.specs.select(&arguments.api);
    let read = selected.and_then(|selected| Ok((selected.generator().read()?.0, selected.specs)));
    let (apis, specs) = match read {
        Ok(read) => read,
        Err(error) => return console.failure(&error, Format::Text, ""),
    };
    let keys = arguments.keys.clone().unwrap_or_else(|| sandbox_folder::beside(&specs));
    let settings = settings(arguments, apis, &keys, console.quiet);
    let sandbox = match Sandbox::start(settings) {
        Ok(sandbox) => sandbox,
        Err(error) => return failure(&error, console),
    };
    let announcement = Announcement::write(&keys, &sandbox);
    if let Err(error) = &announcement {
        console.problem(&format!("note: calls have to be given --url and --keys: {error}"));
    }
    // Calls without flags look there.
    let is_found = arguments.keys.is_none() && announcement.is_ok() && Layer::of_environment().is_empty();
    if let Err(error) = wait(|| greet(&sandbox, &keys, &arguments.specs, is_found, console)) {
        return console.fail(format!("cannot wait for Ctrl-C: {error}"));
    }
    drop(announcement);
    console.result(&ending(arguments, &keys));
    sandbox.stop(PATIENCE);
    ExitStatus::Success
}

fn ending(arguments: &Arguments, keys: &Path) -> String {
    match arguments.memory {
        true => "\nended; its payments are forgotten".to_owned(),
        false => format!("\nended; its payments are kept in `{}`", database(arguments, keys).display()),
    }
}

/// The file of payments.
fn database(arguments: &Arguments, keys: &Path) -> PathBuf {
    arguments.database.clone().unwrap_or_else(|| keys.join("memory.db"))
}

fn settings(arguments: &Arguments, apis: Vec<Api>, keys: &Path, quiet: bool) -> Settings {
    let mut settings = Settings::apis(apis)
        .host(arguments.host)
        .allow_remote(arguments.allow_remote)
        .port(arguments.port)
        .tls(arguments.tls)
        .strict(arguments.strict)
        .keys(keys)
        .time_scale(arguments.time_scale)
        .program(super::program::program());
    if let Some(folder) = arguments.specs.named() {
        settings = settings.specs_flag(folder);
    }
    if !arguments.memory {
        settings = settings.database(database(arguments, keys));
    }
    if let Some(file) = &arguments.scenario {
        settings = settings.scenario(file);
    }
    if !quiet {
        settings = settings
            .on_received(|received| Console { quiet: false }.result(&received.to_string()))
            .on_notified(|line| Console { quiet: false }.result(line));
    }
    settings
}

fn failure(error: &StartError, console: &Console) -> ExitStatus {
    match error {
        StartError::Specs(error) => console.failure(error, Format::Text, ""),
        StartError::Scenario(_) => {
            console.problem(&error.to_string());
            ExitStatus::Findings
        }
        other => console.fail(other),
    }
}

/// Where everything is, and how to call. `is_found` by calls without flags.
fn greet(sandbox: &Sandbox, keys: &Path, specs: &Specs, is_found: bool, console: &Console) {
    console.result(&format!("keys and client id: {}", keys.display()));
    if sandbox.certificate().is_some() {
        console.result(&format!("trust this certificate: {}", keys.join("ca.pem").display()));
    }
    for port in sandbox.ports() {
        console.result(&format!("{}  {}", port.url, port.apis.join(", ")));
    }
    if let Some(line) = from_examples(&sandbox.answered_from_examples()) {
        console.result(&line);
    }
    let here = sandbox.explorer_url();
    console.result(&format!("\nIn a browser:\n  {here}"));
    if let Some(elsewhere) = sandbox.remote_explorer_url().filter(|elsewhere| *elsewhere != here) {
        console.result(&format!(
            "\nIn a browser on another machine; whoever has this URL sees everything:\n  {elsewhere}"
        ));
    }
    if let Some(example) = sandbox.example() {
        let url = sandbox.url_of(&example.api).unwrap_or_default();
        let program = super::program::program();
        let folder = keys.display().to_string();
        let mut words = vec!["call", &example.api, &example.endpoint, "--example"];
        words.extend(example.name.as_deref());
        if !is_found {
            words.extend(["--url", url, "--keys", &folder]);
        }
        let specs = specs.flags();
        words.extend(specs.iter().map(String::as_str));
        let certificate = keys.join("ca.pem").display().to_string();
        if sandbox.certificate().is_some() && !is_found {
            words.extend(["--insecure-ca", &certificate]);
        }
        let line: String = words.into_iter().map(|word| format!(" {}", quoted(word))).collect();
        console.result(&format!("\nIn another shell:\n  {program}{line}\n\nCtrl-C ends it."));
    }
}

/// The endpoints of which nothing is kept, on one line.
fn from_examples(endpoints: &[String]) -> Option<String> {
    const NAMED: usize = 3;
    let are = if endpoints.len() == 1 { "is" } else { "are" };
    let mut named = endpoints.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if let Some(more) = endpoints.len().checked_sub(NAMED).filter(|more| *more > 0) {
        named.push_str(&format!(" and {more} more"));
    }
    let number = count(endpoints.len(), "endpoint");
    (!endpoints.is_empty()).then(|| format!("{number} {are} answered from examples: {named}"))
}

/// Calls `greet`, and waits until Ctrl-C or until the system ends the process. What comes right after the greeting counts.
fn wait(greet: impl FnOnce()) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let (mut interrupted, mut terminated) =
                (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
            greet();
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
            Ok(())
        }
        #[cfg(not(unix))]
        {
            greet();
            tokio::signal::ctrl_c().await
        }
    })
}

fn list_faults(console: &Console) -> ExitStatus {
    let written = |fault: &countersign_sandbox::FaultDoc| match fault.argument {
        Some(argument) if argument.starts_with('[') => {
            format!("{}[={}", fault.name, argument.trim_start_matches('['))
        }
        Some(argument) => format!("{}={argument}", fault.name),
        None => fault.name.to_owned(),
    };
    let width = Fault::ALL.iter().map(|fault| written(fault).len()).max().unwrap_or_default();
    for fault in Fault::ALL {
        console.result_text(&format!("{:width$}  {}\n", written(fault), fault.doc));
    }
    ExitStatus::Success
}
