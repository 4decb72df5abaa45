//! `countersign init`: a project to begin with.

mod next_steps;

use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use crate::new::api_template;
use crate::project::Project;
use crate::sandbox_folder;
use crate::schema;
use crate::shipped;
use clap::Args;
use countersign_codegen::diagnostics::{count, listed};
use countersign_codegen::emit::schema::modeline;
use countersign_codegen::model::Api;
use countersign_codegen::output::{Change, Plan};
use countersign_codegen::relative;
use countersign_codegen::spec::{SETTINGS_FILE, display_path};
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
    let layout = Layout::of(&arguments.folder)?;
    if arguments.wallet.iter().any(|name| name == "none") {
        if arguments.wallet.len() > 1 {
            return Err(usage("`--wallet none` is for a project without the others"));
        }
        let files = BTreeMap::from([(format!("{TEMPLATE}/api.yaml"), api_template(TEMPLATE))]);
        return Ok(layout.write(files)? + &next_steps::of_template(&layout.folder, TEMPLATE));
    }
    let chosen = chosen(&arguments.wallet)?;
    let mut apis = chosen.iter().map(|wallet| shipped::api(wallet)).collect::<Result<Vec<Api>, _>>()?;
    apis.iter_mut().for_each(|api| api.prefix_package(layout.project.crate_prefix()));
    let specs = |wallet: &Wallet| {
        let name = wallet.name();
        wallet.files().into_iter().map(move |(path, text)| (format!("{name}/{path}"), text.to_owned()))
    };
    let written = layout.write(chosen.iter().flat_map(|wallet| specs(wallet)).collect())?;
    Ok(written + &next_steps::of_wallets(&layout.folder, &apis, &layout.out(), &layout.keys()))
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

/// Where things are in the project.
struct Layout {
    /// Empty for the working directory.
    folder: PathBuf,
    /// Whether there are settings already, which are kept.
    has_settings: bool,
    project: Project,
}

impl Layout {
    fn of(folder: &Path) -> Result<Self, CommandError> {
        let folder = if folder.is_absolute() { folder.to_owned() } else { relative(Path::new("."), folder) };
        let has_settings = folder.join(SETTINGS_FILE).symlink_metadata().is_ok();
        // Settings further up are those of another project.
        let project = if has_settings { Project::find(&folder)? } else { Project::without_settings(&folder) };
        Ok(Self { folder, has_settings, project })
    }

    /// The folder of generated crates, as seen from the project's.
    fn out(&self) -> String {
        display_path(&relative(&self.folder, &self.project.out()))
    }

    /// The folder of the sandbox's keys, as seen from the project's.
    fn keys(&self) -> String {
        display_path(&relative(&self.folder, &sandbox_folder::beside(&self.project.specs())))
    }

    /// Writes spec files, the schemas by which editors know them, and settings, or nothing. Returns a line about each folder that
    /// has files.
    fn write(&self, specs: BTreeMap<String, String>) -> Result<String, CommandError> {
        let for_editors = |(path, text): (String, String)| {
            let text = modeline(&path) + &text;
            (path, text)
        };
        let specs = specs.into_iter().map(for_editors).collect();
        let specs = Plan::new(&self.project.specs(), specs, &BTreeSet::new())?;
        let mut settings = BTreeMap::new();
        if !self.has_settings {
            settings.insert(SETTINGS_FILE.to_owned(), SETTINGS.to_owned());
        }
        let settings = Plan::new(&self.folder, settings, &BTreeSet::new())?;
        let differing = specs.drift().filter(|file| file.change != Change::New);
        let differing: Vec<String> = differing.map(|file| file.place.display().to_string()).collect();
        if !differing.is_empty() {
            return Err(usage(format!(
                "{} would be overwritten, nothing written: {}; move it away first, or begin in another folder",
                count(differing.len(), "file"),
                listed(differing.iter().map(String::as_str))
            )));
        }
        schema::plan(&self.project.specs())?.apply()?;
        specs.apply()?;
        settings.apply()?;
        Ok(self.written(&specs))
    }

    /// `specs/claro: 19 files, 19 written`.
    fn written(&self, specs: &Plan) -> String {
        let mut apis: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for file in &specs.files {
            let (all, new) = apis.entry(file.path.split('/').next().unwrap_or_default()).or_default();
            *all += 1;
            *new += usize::from(file.change == Change::New);
        }
        let known = self.project.apis();
        let unknown = apis.keys().filter(|api| !known.is_empty() && !known.iter().any(|name| name == *api));
        let unknown: Vec<&str> = unknown.copied().collect();
        let settings = match (self.has_settings, unknown.is_empty()) {
            (false, _) => "written".to_owned(),
            (true, true) => "kept as it is".to_owned(),
            (true, false) => format!("kept as it is; add {} to its `apis`", listed(unknown)),
        };
        let mut lines = format!("{}: {settings}\n", self.folder.join(SETTINGS_FILE).display());
        for (api, (all, new)) in apis {
            let place = self.project.specs().join(api).display().to_string();
            lines += &format!("{place}: {}, {new} written\n", count(all, "file"));
        }
        lines
    }
}
