//! `countersign sign`: the headers that make a request a signed one.

use super::connection::{Connection, KEYS};
use super::error::WalletError;
use super::request::{self, BodyArguments};
use crate::console::Console;
use crate::error::usage;
use crate::exit_status::ExitStatus;
use crate::selection::Specs;
use clap::Args;
use countersign_calling::sign;
use countersign_codegen::model::Dialect;
use countersign_runtime::signature::MessageTime;
use std::io::Write;
use std::time::SystemTime;

const MORE: &str = "\
Examples:
  countersign sign claro v1/payments/pay --body pay.json --keys keys
  countersign sign --path /api/v1/pay --body pay.json --client-id 2022... --key merchant.pem
  countersign sign --path /api/v1/payments/pay --body pay.json --keys keys --content | sha256sum

Exit codes:
  0  signed
  1  the specs have errors
  2  the command line is wrong, a file cannot be read, or a key cannot be used";

/// Signs a body, and prints the headers to send with it.
///
/// With --body alone its bytes are signed exactly as they are in the file, a line break at the end included: send the same
/// bytes. With --example, --set or --unset the body is compact JSON; --print-body shows it.
#[derive(Debug, Args)]
#[command(after_help = MORE, after_long_help = format!("{KEYS}\n\n{MORE}"))]
pub(crate) struct Arguments {
    /// The API: the name of its folder below the specs.
    #[arg(value_name = "API", required_unless_present = "path", requires = "endpoint")]
    api: Option<String>,
    /// The endpoint: `v1/payments/pay`, or an ending that no other one has.
    #[arg(value_name = "ENDPOINT")]
    endpoint: Option<String>,
    /// The path that is signed, everything of the URL after the host, where there is no spec.
    #[arg(long, value_name = "PATH", conflicts_with = "api")]
    path: Option<String>,
    #[command(flatten)]
    body: BodyArguments,
    #[command(flatten)]
    connection: Connection,
    /// The text of `Request-Time`; now, unless it is given.
    #[arg(long, value_name = "TIME")]
    time: Option<String>,
    /// Prints the content that is signed instead, byte for byte, and nothing else.
    #[arg(long, conflicts_with = "print_body")]
    content: bool,
    /// Prints the body that is signed behind the headers and an empty line, byte for byte.
    #[arg(long)]
    print_body: bool,
    #[command(flatten)]
    specs: Specs,
}

/// What is signed, besides keys and time.
struct Subject {
    dialect: Dialect,
    path: String,
    body: Vec<u8>,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<ExitStatus, WalletError> {
    let resolved = match &arguments.api {
        Some(api) => arguments.connection.resolve_for(api, &arguments.specs, console)?,
        None => arguments.connection.resolve()?,
    };
    let client_id = resolved.client_id()?;
    let subject = subject(arguments, client_id)?;
    let key = resolved.signing_key()?;
    let time = arguments.time.as_deref().map_or_else(|| SystemTime::now().into(), MessageTime::from);
    let signed = sign(&subject.dialect, &key, client_id, &subject.path, time, &subject.body)
        .map_err(WalletError::Signing)?;
    // A reader that has gone away is no error.
    let mut out = std::io::stdout().lock();
    if arguments.content {
        let _ = out.write_all(&signed.content);
        return Ok(ExitStatus::Success);
    }
    for (name, value) in &signed.headers {
        let _ = writeln!(out, "{name}: {value}");
    }
    if arguments.print_body {
        let _ = out.write_all(b"\n").and_then(|()| out.write_all(&subject.body));
    } else if !arguments.body.is_as_given() && !console.quiet {
        console.problem("note: the body that was signed is put together here: --print-body shows it");
    }
    Ok(ExitStatus::Success)
}

fn subject(arguments: &Arguments, client_id: &str) -> Result<Subject, WalletError> {
    let as_given = || match &arguments.body.body {
        Some(place) => request::read(place),
        None => Err(usage("give the body by --body FILE, or `-` for standard input")),
    };
    let (Some(name), Some(endpoint)) = (&arguments.api, &arguments.endpoint) else {
        if !arguments.body.is_as_given() {
            return Err(usage("without a spec the body is given by --body alone").into());
        }
        let path = arguments.path.clone().unwrap_or_default();
        if !path.starts_with('/') {
            return Err(usage("--path begins with `/`: everything of the URL after the host").into());
        }
        return Ok(Subject { dialect: Dialect::default(), path, body: as_given()? });
    };
    let api = request::api(&arguments.specs, name)?;
    let (version, endpoint) = request::endpoint(&api, endpoint)?;
    if api.dialect.encrypted {
        let text = format!(
            "requests of `{name}` are encrypted before they are signed: `countersign curl` makes one; --path signs what is \
             encrypted already"
        );
        return Err(usage(text).into());
    }
    let body = if arguments.body.is_as_given() {
        as_given()?
    } else {
        arguments.body.value(endpoint, version)?.to_string().into_bytes()
    };
    let path = api.url_path_for(client_id, endpoint);
    Ok(Subject { dialect: api.dialect, path, body })
}
