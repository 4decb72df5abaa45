//! `countersign call`: sends one signed request.

use super::connection::{Connection, KEYS};
use super::error::WalletError;
use super::request::{self, BodyArguments};
use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use crate::selection::Specs;
use clap::Args;
use countersign_calling::{Caller, Options, Report};
use countersign_codegen::model::Api;
use countersign_runtime::RetryPolicy;
use countersign_sandbox::{BadFault, Fault};
use std::path::Path;
use std::time::Duration;

const EXIT_CODES: &str = "\
Exit codes:
  0  outcome Success or Accepted
  1  the request breaks the spec, or the specs have errors; nothing was sent
  2  the command line is wrong, a file cannot be read, or a key or address cannot be used; nothing was sent
  3  outcome Failed: nothing happened, and this is final
  4  outcome Unknown: it may have happened; ask, never pay again
  5  outcome NotSent or Unauthenticated: nothing reached the wallet, or it did not recognise us";

const EXAMPLES: &str = "\
Examples:
  countersign call claro v1/payments/pay --example --profile sandbox
  countersign call claro v1/payments/pay --example \"cashier payment\" --set paymentAmount.value=100
  countersign call claro inquiryPayment --set partnerId=P1 --set paymentId=2 --profile sandbox
  countersign call claro v1/payments/pay --body pay.json --json | jq .result";

const JSON_FORM: &str = "\
JSON (a field is only added within \"format\": 1; sensitive values are hidden without --show-sensitive):
  { \"format\": 1, \"api\": TEXT, \"endpoint\": TEXT, \"outcome\": \"Success\", \"Accepted\", \"Failed\", \"Unknown\",
    \"NotSent\", \"Unauthenticated\" or \"Refused\", \"exit_code\": NUMBER, \"cause\": TEXT or null,
    \"result\": { \"status\": TEXT, \"code\": TEXT, \"message\": TEXT, \"doc\": TEXT or null } or null,
    \"to_do\": TEXT or null,
    \"request\": { \"url\": TEXT, \"headers\": { NAME: TEXT }, \"body\": TEXT, \"content\": TEXT,
      \"plain_body\": TEXT, which was encrypted to the body, or null } or null,
    \"answer\": { \"status\": NUMBER, \"verified\": BOOLEAN, \"unverified\": TEXT or null, \"headers\": { NAME: TEXT },
      \"body\": JSON, or TEXT when it is not that,
      \"encrypted_body\": TEXT, which was decrypted to the body, or null } or null,
    \"attempts\": NUMBER, \"trace_id\": TEXT or null, \"took_ms\": NUMBER,
    \"violations\": [ { \"path\": TEXT, \"message\": TEXT } ], \"deviations\": [ the same, of the answer ],
    \"next\": { \"words\": TEXT, \"line\": TEXT that can be run, or null } or null, \"curl\": TEXT or null, \"call\": TEXT, \"rust\": TEXT }
  \"Refused\" means that nothing was sent because of the specs, the command line, a file or the request. It has format,
  outcome, exit_code, cause and violations only.";

/// Signs a request, sends it, verifies the response, and prints the outcome.
///
/// The request is checked against the spec first. It is sent as compact JSON, with the fields of an object in the order of
/// their names.
#[derive(Debug, Args)]
#[command(
    after_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"),
    after_long_help = format!("{EXAMPLES}\n\n{KEYS}\n\n{EXIT_CODES}\n\n{JSON_FORM}")
)]
pub(crate) struct Arguments {
    /// The API: the name of its folder below the specs.
    #[arg(value_name = "API")]
    api: String,
    /// The endpoint: `v1/payments/pay`, or an ending that no other one has.
    #[arg(value_name = "ENDPOINT")]
    endpoint: String,
    #[command(flatten)]
    body: BodyArguments,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    sending: Sending,
    /// Also prints the request, the signed text and the response as it came; encrypted bodies in both forms.
    #[arg(long, short)]
    verbose: bool,
    /// Prints one JSON document, described by `--help`.
    #[arg(long, conflicts_with = "verbose")]
    json: bool,
    #[command(flatten)]
    specs: Specs,
}

/// Options for sending a request.
#[derive(Debug, Args)]
#[command(next_help_heading = "Sending")]
pub(super) struct Sending {
    /// The time limit, from connecting to the last byte; 8 by default.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// An additional header, `Name: value`. May be given several times.
    #[arg(long, value_name = "HEADER", value_parser = header)]
    header: Vec<(String, String)>,
    /// Encrypts the request, even if the spec of the API does not require it.
    #[arg(long)]
    encrypt: bool,
    /// Asks a sandbox to inject this fault: adds the header `Sandbox-Fault`.
    #[arg(long, value_name = "NAME", value_parser = fault)]
    fault: Option<String>,
    /// States that this request may have been sent before, so that neither a failure nor a failed connection is final.
    #[arg(long)]
    repeat: bool,
    /// Also retries after a time-out or a cut connection, if the request has an idempotency key.
    #[arg(long, conflicts_with = "no_retry")]
    retry: bool,
    /// Sends the request once, whatever happens.
    #[arg(long)]
    no_retry: bool,
    /// Shows the values of sensitive fields, and of headers that were given.
    #[arg(long)]
    show_sensitive: bool,
}

impl Sending {
    /// Whether requests to the API are to be encrypted.
    pub(super) fn encrypts(&self, api: &Api) -> bool {
        self.encrypt || api.dialect.encrypted
    }

    pub(super) fn options(&self, unchecked: bool) -> Options {
        let retry = match (self.retry, self.no_retry) {
            (true, _) => Some(RetryPolicy::default().resend_lost(true)),
            (_, true) => Some(RetryPolicy::never()),
            _ => None,
        };
        let mut options = Options::default();
        options.timeout = self.timeout;
        options.headers = self.header.clone();
        options.fault = self.fault.clone();
        options.retry = retry;
        options.encrypt = self.encrypt;
        options.repeat = self.repeat;
        options.unchecked = unchecked;
        options.show_sensitive = self.show_sensitive;
        options
    }
}

fn seconds(text: &str) -> Result<Duration, CommandError> {
    let seconds: f64 = text.parse().map_err(|_| usage("not a number of seconds"))?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|error| usage(error.to_string()))?;
    if time.is_zero() { Err(usage("must be greater than zero")) } else { Ok(time) }
}

/// Checks that a sandbox knows the fault.
fn fault(text: &str) -> Result<String, BadFault> {
    text.parse::<Fault>().map(|_| text.to_owned())
}

/// Parses a header, `Name: value`.
pub(super) fn header(text: &str) -> Result<(String, String), CommandError> {
    let (name, value) = text.split_once(':').ok_or_else(|| usage("write it as `Name: value`"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<ExitStatus, WalletError> {
    let report = called(arguments, console).inspect_err(|error| {
        if arguments.json {
            console.result_text(&format!("{:#}\n", error.to_json()));
        }
    })?;
    if arguments.json {
        console.result_text(&format!("{}\n", report.to_json_text()));
    } else {
        super::call_text::print(&report, arguments.verbose, console);
    }
    Ok(ExitStatus::Ended(report.outcome.exit_code()))
}

fn called(arguments: &Arguments, console: &Console) -> Result<Report, WalletError> {
    let api = request::api(&arguments.specs, &arguments.api)?;
    let (version, endpoint) = request::endpoint(&api, &arguments.endpoint)?;
    let body = arguments.body.value(endpoint, version)?;
    let resolved = arguments.connection.resolve_for(&api.name, &arguments.specs, console)?;
    let config = resolved.config(arguments.sending.encrypts(&api))?;
    let flags = arguments.connection.flags().into_iter().chain(arguments.specs.flags());
    let options = arguments.sending.options(arguments.body.no_check);
    let (name, address) = (api.name.clone(), endpoint.address());
    let has_example = arguments.body.could_be_filled_in(endpoint);
    let refused = |why| WalletError::Refused { why, has_example };
    let certificate = resolved.certificate().map(Path::to_owned);
    let caller = Caller::new(vec![api], config).map_err(refused)?;
    let caller =
        caller.with_flags(flags).with_program(super::program::program()).with_certificate(certificate);
    super::runtime::block_on(caller.call(&name, &address, &body, &options))?.map_err(refused)
}
