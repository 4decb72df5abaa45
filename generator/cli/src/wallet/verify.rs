//! `countersign verify`: why a signature does not hold.

use super::call::header;
use super::connection::{Connection, KEYS};
use super::error::WalletError;
use super::request;
use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use clap::builder::styling::{AnsiColor, Style};
use clap::{Args, ValueEnum};
use countersign_calling::printable::laid_out as printable;
use countersign_calling::verify::{Kind, Message, State, Verdict, verify};
use countersign_codegen::model;
use countersign_runtime::DateTime;
use countersign_runtime::signature::KeyVersion;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MORE: &str = "\
Examples:
  countersign verify --headers answer.headers --body answer.json --path /api/v1/payments/pay --keys keys
  countersign verify --header 'Signature: algorithm=RSA256, ...' --time 2025-05-19T01:52:32Z --body answer.json \\
      --path /api/v1/payments/pay --client-id 2022... --wallet-key wallet.public.pem --at 2025-05-19T01:53:00Z
  countersign verify --notification --headers notification.headers --body notification.json --path /paid --keys keys

Exit codes:
  0  every check holds
  1  at least one does not
  2  the command line is wrong, a file cannot be read, or a key cannot be used";

/// Checks the signature of an answer or a notification step by step, and says which step fails and why.
///
/// When the signature fails, the usual mistakes are tried, and those that would make it hold are named: a body that was
/// written again (by Go, Python, PHP, JavaScript ...), in another charset or compressed; another path, time or client id; a
/// signature in hex or with blanks for `+`, or made with SHA-1, MD5, PSS or another key. The body has to be the bytes as they
/// came: what an editor or a log made of them is mostly something else. Of several wallet keys, the one that signed is
/// named; it has to be the one of the header's key version.
#[derive(Debug, Args)]
#[command(after_help = MORE, after_long_help = format!("{KEYS}\n\n{MORE}"))]
pub(crate) struct Arguments {
    /// A header of the message, `Name: value`; the value of `Signature` may be given alone. May be given several times.
    #[arg(long, value_name = "HEADER", value_parser = message_header)]
    header: Vec<(String, String)>,
    /// A file with the headers of the message, one a line, as `curl --include`, `--dump-header` or `-v` writes them.
    #[arg(long, value_name = "FILE")]
    headers: Option<String>,
    /// A file with the body of the message, byte for byte, or `-` for standard input. What `curl --include` writes has the
    /// headers, too.
    #[arg(long, value_name = "FILE")]
    body: String,
    /// Everything of the URL after the host: of an answer the request's, of a notification that of our endpoint.
    #[arg(long, value_name = "PATH")]
    path: String,
    /// The message is a notification: its time is that of `Request-Time`.
    #[arg(long)]
    notification: bool,
    /// What text is signed: `dialect.content` of the API's spec.
    #[arg(long, value_enum, default_value_t = Content::Standard)]
    content: Content,
    /// The time of the message, in place of its header.
    #[arg(long, value_name = "TIME")]
    time: Option<String>,
    /// Judges as of this time, not of now: when the message came.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<SystemTime>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Content {
    /// Method, path, client id, time and body: nearly every wallet.
    Standard,
    /// The same with the request id; of an answer, only client id, time and body.
    #[value(name = "six_part", alias = "six-part")]
    SixPart,
}

fn message_header(text: &str) -> Result<(String, String), CommandError> {
    let lower = text.trim_start().to_lowercase();
    if lower.starts_with("algorithm=") || lower.starts_with("signature=") || lower.starts_with("keyversion=")
    {
        return Ok(("Signature".to_owned(), text.to_owned()));
    }
    header(text)
}

fn moment(text: &str) -> Result<SystemTime, CommandError> {
    let time: DateTime = text.parse().map_err(|_| usage("write it as 2025-05-19T01:52:32Z"))?;
    let millis = u64::try_from(time.unix_millis()).map_err(|_| usage("that is before 1970"))?;
    Ok(UNIX_EPOCH + Duration::from_millis(millis))
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<ExitStatus, WalletError> {
    let verdict = checked(arguments)?;
    print(&verdict, console);
    Ok(if verdict.holds() { ExitStatus::Success } else { ExitStatus::Findings })
}

fn checked(arguments: &Arguments) -> Result<Verdict, WalletError> {
    let resolved = arguments.connection.resolve()?;
    let read = request::read(&arguments.body)?;
    let (head, body) = included(&read).unwrap_or((&[], &read));
    let kind = if arguments.notification { Kind::Notification } else { Kind::Response };
    let mut headers = match &arguments.headers {
        Some(place) => lines(&request::read(place)?),
        None => lines(head),
    };
    headers.extend(arguments.header.iter().cloned());
    if let Some(time) = &arguments.time {
        let name = if arguments.notification { "Request-Time" } else { "Response-Time" };
        headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        headers.push((name.to_owned(), time.clone()));
    }
    let mut wallet_keys = resolved.wallet_keys()?;
    let others = resolved.other_wallet_keys();
    if let ([first], [_, ..]) = (wallet_keys.as_mut_slice(), others.as_slice()) {
        // `wallet.public.pem` beside `wallet.2.public.pem`.
        first.version = first.version.take().or(Some(KeyVersion::from(1)));
    }
    wallet_keys.extend(others);
    let own_key = if resolved.has_signing_key() { resolved.signing_key().ok() } else { None };
    Ok(verify(&Message {
        kind,
        headers,
        path: &arguments.path,
        body,
        client_id: resolved.client_id()?,
        wallet_keys: &wallet_keys,
        template: match arguments.content {
            Content::Standard => model::Content::Standard,
            Content::SixPart => model::Content::SixPart,
        },
        own_key: own_key.as_ref(),
        now: arguments.at.unwrap_or_else(SystemTime::now),
    }))
}

/// The headers in a text; a status line and what follows the first empty line are not. Of what `curl -v` writes, those of
/// the answer. A line that is no header goes on with the one before it.
fn lines(text: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(text);
    let is_verbose = text.lines().any(|line| line.starts_with("< "));
    let lines = text.lines().filter_map(|line| if is_verbose { line.strip_prefix('<') } else { Some(line) });
    let lines = lines.map(|line| if is_verbose { line.trim_start() } else { line });
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines.take_while(|line| !line.trim().is_empty()).filter(|line| !line.starts_with("HTTP/")) {
        let is_name = |name: &str| !name.contains([' ', '\t', '=', '%', ',']);
        match (header(line), headers.last_mut()) {
            (Ok((name, value)), _) if is_name(&name) && !line.starts_with([' ', '\t']) => {
                headers.push((name, value))
            }
            (_, Some((_, value))) => *value = format!("{value}\n{}", line.trim_end()),
            _ => {}
        }
    }
    headers
}

/// The body of what `curl --include` writes, which begins with the headers.
fn included(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    if !answer.starts_with(b"HTTP/") {
        return None;
    }
    let end = |mark: &[u8]| Some((answer.windows(mark.len()).position(|part| part == mark)?, mark.len()));
    let (at, length) = end(b"\r\n\r\n").or_else(|| end(b"\n\n"))?;
    Some((answer.get(..at)?, answer.get(at + length..)?))
}

fn print(verdict: &Verdict, console: &Console) {
    for step in &verdict.steps {
        let (word, colour) = match step.state {
            State::Holds => ("ok", AnsiColor::Green),
            State::Fails => ("FAILS", AnsiColor::Red),
            State::Skipped => ("skipped", AnsiColor::Yellow),
        };
        let style: Style = colour.on_default().bold();
        console.result(&format!("{style}{word:>7}{style:#}  {}: {}", step.name, printable(&step.detail)));
    }
    if let Some(content) = &verdict.content {
        let text = String::from_utf8_lossy(content);
        console.result(&format!(
            "\nwhat must have been signed, {} bytes between the lines:\n-----\n{}\n-----",
            content.len(),
            printable(&text).replace('\t', "\\t")
        ));
    }
    if verdict.holds() {
        console.result("\nthe signature holds");
        return;
    }
    for mistake in &verdict.mistakes {
        console.result(&format!("\nmost likely: {}", printable(mistake)));
    }
    if verdict.mistakes.is_empty() && verdict.steps.last().is_some_and(|step| step.state == State::Fails) {
        console.result(
            "\nnone of the usual mistakes would make it hold: is the path that of this message's own endpoint, with the prefix \
             that the wallet sees, and is the body what came over the wire?",
        );
    }
}
