//! `countersign curl`: a signed request as a command that anyone can run.

use super::call::Sending;
use super::connection::{Connection, KEYS};
use super::error::WalletError;
use super::request::{self, BodyArguments};
use crate::console::Console;
use crate::error::usage;
use crate::exit_status::ExitStatus;
use crate::selection::Specs;
use clap::Args;
use countersign_calling::{Caller, Prepared, Refused, curl, postman};

const EXIT_CODES: &str = "\
Exit codes:
  0  printed
  1  the request breaks the spec, or the specs have errors
  2  the command line is wrong, a file cannot be read, or a key or address cannot be used";

const EXAMPLES: &str = "\
Examples:
  countersign curl claro v1/payments/pay --example --profile sandbox | sh
  countersign curl claro --postman > claro.postman_collection.json";

/// Prints a signed request as a curl command, or an API as a collection for Postman.
///
/// The command needs no key and holds for as long as the wallet takes the time in it: 5 minutes where a wallet says so. It
/// has everything in it that was given, sensitive fields too; curl does not verify the answer.
#[derive(Debug, Args)]
#[command(after_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"), after_long_help = format!("{EXAMPLES}\n\n{KEYS}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// The API: the name of its folder below the specs.
    #[arg(value_name = "API")]
    api: String,
    /// The endpoint: `v1/payments/pay`, or an ending that no other one has.
    #[arg(value_name = "ENDPOINT", required_unless_present = "postman")]
    endpoint: Option<String>,
    /// Prints a collection of all calls of the API instead, format 2.1. A script in it signs each request with a key from a
    /// variable; it loads jsrsasign from npm.
    #[arg(long, conflicts_with = "endpoint")]
    postman: bool,
    #[command(flatten)]
    body: BodyArguments,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    sending: Sending,
    #[command(flatten)]
    specs: Specs,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<ExitStatus, WalletError> {
    let api = request::api(&arguments.specs, &arguments.api)?;
    let Some(endpoint) = &arguments.endpoint else {
        let resolved = arguments.connection.resolve()?;
        // Both may be filled in by hand.
        let (url, client_id) = (resolved.url().ok(), resolved.client_id().ok());
        let collection = postman::collection(&api, url, client_id).ok_or_else(|| {
            usage(
                "Postman's scripts cannot make the requests of this API (encrypted, or signed as six parts)",
            )
        })?;
        console.result_text(&format!("{collection:#}\n"));
        return Ok(ExitStatus::Success);
    };
    let (version, endpoint) = request::endpoint(&api, endpoint)?;
    let body = arguments.body.value(endpoint, version)?;
    let has_example = arguments.body.could_be_filled_in(endpoint);
    let resolved = arguments.connection.resolve_for(&api.name, &arguments.specs, console)?;
    let config = resolved.config(arguments.sending.encrypts(&api))?;
    let mut options = arguments.sending.options(arguments.body.no_check);
    // Something hidden would break the signature.
    options.show_sensitive = true;
    let (name, address) = (api.name.clone(), endpoint.address());
    let prepared = async {
        let caller = Caller::new(vec![api], config)?;
        caller.prepare(&name, &address, &body, &options).await
    };
    let prepared: Result<Prepared, Refused> = super::runtime::block_on(prepared)?;
    let prepared = prepared.map_err(|why| WalletError::Refused { why, has_example })?;
    console.result_text(&format!("{}\n", curl(&prepared, resolved.certificate())));
    if !console.quiet {
        let time = prepared.header("Request-Time").unwrap_or_default();
        console.problem(&format!("note: signed at {time}; most wallets take it for 5 minutes from then"));
    }
    Ok(ExitStatus::Success)
}
