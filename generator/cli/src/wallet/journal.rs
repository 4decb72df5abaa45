//! `countersign journal`: the recorded calls of a shop, for its operators.

use super::connection::Connection;
use super::error::WalletError;
use super::runtime::block_on;
use crate::console::Console;
use crate::error::usage;
use crate::exit_status::ExitStatus;
use crate::selection::Specs;
use clap::{Args, Subcommand, ValueEnum};
use countersign_calling::{SpecClient, apis};
use countersign_journal::store::{Dialect, SqlStore, Store, StoreError};
use countersign_journal::{Ended, EntryId, EntryInfo, Event, Journal, JournalError, SealingKey};
use sqlx::{Connection as _, pool::PoolOptions};
use std::time::Duration;
use tokio::time::timeout;

const MORE: &str = "\
Examples:
  countersign journal --database-url sqlite:shop.db list
  countersign journal --database-url postgres://shop@localhost/shop show 42
  countersign journal --database-url sqlite:shop.db settle 42 --profile production
  countersign journal --database-url sqlite:shop.db end 42 --as failed --reason \"ticket 7: support has confirmed it\"

Bodies are never shown. Effects of verdicts are applied by the shop's own workers.

Exit codes:
  0  done
  2  the command line is wrong, the entry is in another state, or the database failed; nothing was changed";

/// How long a database may take to let us in.
const PATIENCE: Duration = Duration::from_secs(5);

/// Lists the recorded calls of a shop, and ends those that nothing else ends.
///
/// Works on the database of a program that uses the crate `countersign-journal`.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(crate) struct Arguments {
    /// The shop's database: `sqlite:FILE` or `postgres://...`. A password that others must not see in the list of processes can
    /// be in PGPASSWORD.
    #[arg(long, value_name = "URL")]
    database_url: String,
    /// The environment variable with the key by which bodies are sealed: 64 hexadecimal digits, perhaps with its number before
    /// (`2:...`).
    #[arg(long, value_name = "NAME")]
    sealing_key_env: Option<String>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists the open calls: those without a verdict, and those whose effect is due.
    List {
        /// All calls of this reference instead, open or not.
        #[arg(long, value_name = "TEXT")]
        reference: Option<String>,
        /// The most that are listed.
        #[arg(long, default_value_t = 100, value_name = "N")]
        limit: u32,
    },
    /// Shows what is known of a call.
    Show {
        /// Its number.
        id: i64,
    },
    /// Asks the wallet once how a call ended, and writes down what it says.
    Settle(Wallet),
    /// Sends the cancel that ends a call for good, where its spec has one (`closed_by`).
    Close(Wallet),
    /// Ends a call by your own decision, which is kept with its reason.
    End {
        /// Its number.
        id: i64,
        /// How it ended. A payment that is ended as failed and was made all the same is money given away.
        #[arg(long = "as", value_enum, value_name = "HOW")]
        how: How,
        /// Why, for those who ask later.
        #[arg(long, value_name = "TEXT", value_parser = reason)]
        reason: String,
    },
    /// Empties the bodies of calls that ended long ago. Their keys and verdicts stay.
    Purge {
        /// In days since their effect was applied.
        #[arg(long, value_name = "DAYS")]
        older_than: u32,
    },
}

/// A call, and the wallet that is asked about it.
#[derive(Debug, Args)]
struct Wallet {
    /// Its number.
    id: i64,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    specs: Specs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum How {
    Success,
    Failed,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<ExitStatus, WalletError> {
    let url = &arguments.database_url;
    let done = match url.split(':').next() {
        Some("sqlite") => block_on(on::<sqlx::Sqlite>(arguments, console)),
        Some("postgres" | "postgresql") => block_on(on::<sqlx::Postgres>(arguments, console)),
        _ => return Err(usage("--database-url begins with `sqlite:` or `postgres:`").into()),
    };
    done??;
    Ok(ExitStatus::Success)
}

/// On the database of the URL, which may hold a password and is never printed.
async fn on<DB: Dialect>(arguments: &Arguments, console: &Console) -> Result<(), WalletError> {
    let url = &arguments.database_url;
    let pool = match PoolOptions::<DB>::new().acquire_timeout(PATIENCE).connect(url).await {
        Ok(pool) => pool,
        Err(error) => return Err(connect_error::<DB>(url, error).await),
    };
    let mut journal: Journal<SqlStore<DB>> = Journal::new(pool).effects_elsewhere();
    if !console.quiet {
        journal = journal.on_event(|event| {
            if let Event::Failed(_, why) = event {
                eprintln!("note: {why}");
            }
        });
    }
    if let Some(name) = &arguments.sealing_key_env {
        journal = journal.sealing_key(sealing_key(name)?);
    }
    act(&journal, &arguments.action, console).await
}

/// Why no connection was made. A pool that has waited in vain does not say it: one more try does.
async fn connect_error<DB: Dialect>(url: &str, error: sqlx::Error) -> WalletError {
    let error = match error {
        sqlx::Error::PoolTimedOut => match timeout(PATIENCE, DB::Connection::connect(url)).await {
            Ok(Err(error)) => error,
            Ok(Ok(_)) | Err(_) => sqlx::Error::PoolTimedOut,
        },
        error => error,
    };
    // A path is no secret, and a relative one is often another file than was meant.
    if let (Some(file), sqlx::Error::Database(why)) = (url.strip_prefix("sqlite:"), &error) {
        let file = file.split('?').next().unwrap_or_default();
        return usage(format!("cannot open the SQLite database {file:?}: {}", why.message())).into();
    }
    JournalError::from(StoreError::Database(error.into())).into()
}

/// A reason that somebody can read later.
fn reason(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() {
        Err("a reason is needed, for those who ask later")
    } else {
        Ok(text.to_owned())
    }
}

fn sealing_key(name: &str) -> Result<SealingKey, WalletError> {
    let text =
        std::env::var(name).map_err(|_| usage(format!("the environment variable {name} is not set")))?;
    let (id, digits) = text.split_once(':').unwrap_or(("1", &text));
    let id = id.parse().map_err(|_| usage(format!("{name} begins with no number of a key")))?;
    SealingKey::from_hex(id, digits).map_err(|error| usage(format!("{name}: {error}")).into())
}

async fn act<S: Store>(journal: &Journal<S>, action: &Action, console: &Console) -> Result<(), WalletError> {
    match action {
        Action::List { reference, limit } => {
            let found = match reference {
                Some(reference) => journal.find(reference).await,
                None => journal.open(EntryId(0), *limit).await,
            };
            let found = found.map_err(JournalError::from)?;
            found.iter().for_each(|entry| console.result(&line(entry)));
            if found.is_empty() {
                let what = if reference.is_some() { "no calls of this reference" } else { "no open calls" };
                console.problem(what);
            }
        }
        Action::Show { id } => show(&entry(journal, *id).await?, console),
        Action::Settle(wallet) => {
            let client = client(journal, wallet, console).await?;
            journal.settle(&client, EntryId(wallet.id)).await?;
            console.result(&line(&entry(journal, wallet.id).await?));
        }
        Action::Close(wallet) => {
            let client = client(journal, wallet, console).await?;
            journal.close(&client, EntryId(wallet.id)).await?;
            console.result(&line(&entry(journal, wallet.id).await?));
        }
        Action::End { id, how, reason } => {
            let ended = match how {
                How::Success => Ended::Success,
                How::Failed => Ended::Failed,
            };
            journal.end(EntryId(*id), ended, reason).await?;
            console.result(&line(&entry(journal, *id).await?));
        }
        Action::Purge { older_than } => {
            let age = Duration::from_secs(u64::from(*older_than) * 24 * 60 * 60);
            let purged = journal.purge(age).await.map_err(JournalError::from)?;
            console.result(&format!("purged {purged}"));
        }
    }
    Ok(())
}

async fn entry<S: Store>(journal: &Journal<S>, id: i64) -> Result<EntryInfo, WalletError> {
    let found = journal.entry(EntryId(id)).await.map_err(JournalError::from)?;
    Ok(found.ok_or(JournalError::NotFound)?)
}

/// A client of the wallet that a call is of.
async fn client<S: Store>(
    journal: &Journal<S>,
    wallet: &Wallet,
    console: &Console,
) -> Result<SpecClient, WalletError> {
    let entry = entry(journal, wallet.id).await?;
    let folder = wallet.specs.folder().map_err(crate::error::CommandError::from)?;
    let apis = apis(folder, &[&entry.api]).map_err(crate::error::CommandError::from)?;
    let [api] = &*apis else { return Err(usage(format!("the specs have no API {}", entry.api)).into()) };
    let resolved = wallet.connection.resolve_for(&entry.api, &wallet.specs, console)?;
    let given = resolved.client_id()?;
    if given != entry.client_id {
        let of_entry = &entry.client_id;
        return Err(usage(format!(
            "the call was recorded for the client id {of_entry}, and not for {given}"
        ))
        .into());
    }
    let config = resolved.config(api.dialect.encrypted)?;
    SpecClient::new(api, config).map_err(|why| WalletError::Refused { why, has_example: false })
}

/// One call on a line.
fn line(entry: &EntryInfo) -> String {
    let state = match entry.ended {
        Some(ended) if entry.applied => format!("{ended}"),
        Some(ended) => format!("{ended}, effect due"),
        None if entry.acknowledged => format!("{}, acknowledged", entry.state),
        None => entry.state.to_string(),
    };
    let EntryInfo { id, api, endpoint, reference, purpose, .. } = entry;
    let seconds = entry.age.as_secs();
    let mark = if entry.conflict.is_some() { "  CONFLICT" } else { "" };
    format!("{id}  {state}  {api} {endpoint}  {purpose} of {reference:?}  {seconds} s old{mark}")
}

fn show(entry: &EntryInfo, console: &Console) {
    console.result(&line(entry));
    let rows = [
        ("client id", Some(entry.client_id.clone())),
        ("attempts", Some(entry.attempts.to_string())),
        ("cancels", (entry.cancels > 0).then(|| entry.cancels.to_string())),
        ("asked", Some(entry.polls.to_string())),
        ("ended by", entry.ended_by.map(|by| by.to_string())),
        ("reason", entry.reason.clone()),
        ("conflict", entry.conflict.clone()),
        ("kept", entry.success_while_closing.then(|| "a success that was seen while closing".to_owned())),
        ("bodies", entry.purged.then(|| "purged".to_owned())),
    ];
    for (name, value) in rows {
        if let Some(value) = value {
            console.result(&format!("  {name:9}  {value}"));
        }
    }
}
