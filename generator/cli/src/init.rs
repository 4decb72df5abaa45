//! `countersign init`: a project to begin with.

mod next_steps;

use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use crate::new::api_template;
use crate::shipped;
use clap::Args;
use countersign_codegen::diagnostics::{count, listed};
use countersign_codegen::model::Api;
use countersign_codegen::output::{Change, Plan};
use countersign_wallets::{Wallet, wallets};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const MORE: &str = "\
Examples:
  countersign init --wallet claro
  countersign init shop --wallet gcash --wallet tngd
  countersign init --wallet none                  for a wallet that `countersign wallets` does not list

Exit codes:
  0  written, or there already
  2  the command line is wrong, a file is there that differs, or one cannot be written; nothing was written";

const SETTINGS_FILE: &str = "countersign.yaml";
const SETTINGS: &str = include_str!("init/countersign.yaml");
/// The API of `--wallet none`.
const TEMPLATE: &str = "my-wallet";

/// Begins a project: writes the specs of wallets and the settings, and says what comes next.
///
/// The specs travel inside this program. A file that is there and differs is never overwritten: then nothing is written. Settings
/// that are there are kept as they are.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// The folder of the project.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// A wallet to begin with; may be given several times. `none` begins with an API to be filled in.
    #[arg(long, value_name = "NAME")]
    wallet: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    match begin(arguments) {
        Ok(lines) => {
            console.result(&lines);
            ExitStatus::Success
        }
        Err(error) => error.report(console, ""),
    }
}

/// Writes the files. Returns what was written and what comes next.
fn begin(arguments: &Arguments) -> Result<String, CommandError> {
    let folder = &arguments.folder;
    if arguments.wallet.iter().any(|name| name == "none") {
        if arguments.wallet.len() > 1 {
            return Err(usage("`--wallet none` is for a project without the others"));
        }
        let files = BTreeMap::from([(format!("specs/{TEMPLATE}/api.yaml"), api_template(TEMPLATE))]);
        return Ok(write(folder, files)? + &next_steps::of_template(folder, TEMPLATE));
    }
    let chosen = chosen(&arguments.wallet)?;
    let apis = chosen.iter().map(|wallet| shipped::api(wallet)).collect::<Result<Vec<Api>, _>>()?;
    let specs = |wallet: &Wallet| {
        let below = format!("specs/{}", wallet.name());
        wallet.files().into_iter().map(move |(path, text)| (format!("{below}/{path}"), text.to_owned()))
    };
    let files = chosen.iter().flat_map(|wallet| specs(wallet)).collect();
    Ok(write(folder, files)? + &next_steps::of_wallets(folder, &apis))
}

fn chosen(names: &[String]) -> Result<Vec<&'static Wallet>, CommandError> {
    if names.is_empty() {
        let known = listed(wallets().iter().map(Wallet::name));
        return Err(usage(format!(
            "which wallet? Name it by `--wallet`: {known}, or `none` for an API to be filled in; `countersign wallets` shows what \
             each has"
        )));
    }
    names.iter().map(|name| shipped::find(name)).collect()
}

/// Writes the files and the settings, or nothing. Returns a line about each folder that has files.
fn write(folder: &Path, mut files: BTreeMap<String, String>) -> Result<String, CommandError> {
    let keeps_settings = folder.join(SETTINGS_FILE).symlink_metadata().is_ok();
    if !keeps_settings {
        files.insert(SETTINGS_FILE.to_owned(), SETTINGS.to_owned());
    }
    let plan = Plan::new(folder, files, &BTreeSet::new())?;
    let differing = plan.drift().filter(|file| file.change != Change::New);
    let differing: Vec<&str> = differing.map(|file| file.path.as_str()).collect();
    if !differing.is_empty() {
        return Err(usage(format!(
            "{} would be overwritten, nothing written: {}; move it away first, or begin in another folder",
            count(differing.len(), "file"),
            listed(differing)
        )));
    }
    plan.apply()?;
    Ok(written(&plan, keeps_settings))
}

/// `specs/claro: 16 files, 16 written`.
fn written(plan: &Plan, keeps_settings: bool) -> String {
    let folder = |path: &str| path.split('/').take(2).collect::<Vec<_>>().join("/");
    let mut parts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in plan.files.iter().filter(|file| file.path != SETTINGS_FILE) {
        let (all, new) = parts.entry(folder(&file.path)).or_default();
        *all += 1;
        *new += usize::from(file.change == Change::New);
    }
    let settings = if keeps_settings { "kept as it is" } else { "written" };
    let mut lines = format!("{SETTINGS_FILE}: {settings}\n");
    for (folder, (all, new)) in parts {
        lines += &format!("{folder}: {}, {new} written\n", count(all, "file"));
    }
    lines
}
