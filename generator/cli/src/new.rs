//! `countersign new`: the file of an endpoint or an API to be filled in.

mod role;
mod template;

pub(super) use template::api as api_template;

use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use crate::schema;
use crate::selection::Specs;
use clap::{Args, ValueEnum};
use countersign_codegen::diagnostics::{listed, nearest};
use countersign_codegen::emit::schema::modeline;
use countersign_codegen::output::{Change, Plan};
use countersign_codegen::spec::{display_path, is_api_name, is_segment, is_version, nearest_specs};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const MORE: &str = "\
Examples:
  countersign new claro v1/payments/capture
  countersign new claro v1/payments/notifyCapture --kind notification
  countersign new --api shop

Exit codes:
  0  written
  2  the command line is wrong, the file is there already, or it cannot be written";

/// Writes the spec of a new endpoint, to be filled in, or begins a new API.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// The API that gets the endpoint.
    #[arg(value_name = "API", required_unless_present = "begin")]
    api: Option<String>,
    /// The endpoint with its version, as in its URL: `v1/payments/capture`.
    #[arg(value_name = "ENDPOINT")]
    endpoint: Option<String>,
    /// Begins an API of that name instead: its folder and its `api.yaml`.
    #[arg(long = "api", value_name = "NAME", id = "begin", conflicts_with = "kind")]
    begin: Option<String>,
    /// Who calls whom.
    #[arg(long, value_enum, default_value_t = Kind::Call)]
    kind: Kind,
    #[command(flatten)]
    specs: Specs,
}

/// Who calls whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// You call the wallet.
    Call,
    /// The wallet calls you.
    Notification,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    let written = match (&arguments.begin, &arguments.api, &arguments.endpoint) {
        (Some(name), None, _) => begin(name, &arguments.specs),
        (Some(name), Some(other), endpoint) => Err(one_at_a_time(name, endpoint.as_ref().unwrap_or(other))),
        (None, Some(api), Some(endpoint)) => add(api, endpoint, arguments),
        (None, api, _) => Err(incomplete(api.as_deref().unwrap_or_default())),
    };
    match written {
        Ok(lines) => {
            console.result(&lines);
            ExitStatus::Success
        }
        Err(error) => error.report(console, ""),
    }
}

/// An endpoint beside `--api`, which begins an API and nothing else.
fn one_at_a_time(api: &str, endpoint: &str) -> CommandError {
    let (api, endpoint) = (api.escape_debug(), endpoint.escape_debug());
    usage(format!(
        "`--api {api}` begins an API, and `{endpoint}` is one thing too many: run `countersign new --api {api}`, then \
         `countersign new {api} {endpoint}`; where the API is there already, the second is enough"
    ))
}

/// An API without an endpoint, or the other way round.
fn incomplete(given: &str) -> CommandError {
    let shown = given.escape_debug();
    usage(match parts(given) {
        Ok(_) => format!("`{shown}` is of which API? Name it first: `countersign new API {shown}`"),
        Err(_) => format!(
            "name the endpoint, too: `countersign new {shown} v1/payments/pay`; to begin an API, run `countersign new --api {shown}`"
        ),
    })
}

/// Begins an API. Returns what was written and what comes next.
fn begin(name: &str, specs: &Specs) -> Result<String, CommandError> {
    if !is_api_name(name) {
        return Err(usage(format!(
            "`{}` cannot be the name of an API: use a small letter, then small letters, digits and `-`, at most 64",
            name.escape_debug()
        )));
    }
    let place = write(&specs.folder()?, format!("{name}/api.yaml"), template::api(name))?;
    let option = specs.option();
    Ok(format!("wrote {place}\nnext: fill it in, then run `countersign new {name} v1/payments/pay{option}`"))
}

/// Adds an endpoint. Returns what was written and what comes next.
fn add(api: &str, endpoint: &str, arguments: &Arguments) -> Result<String, CommandError> {
    let specs = arguments.specs.folder()?;
    let option = arguments.specs.option();
    known(api, &specs, &option)?;
    let (version, path) = parts(endpoint)?;
    let text = template::endpoint(version, path, arguments.kind == Kind::Notification);
    let place = write(&specs, format!("{api}/{version}/{path}.yaml"), text)?;
    Ok(format!(
        "wrote {place}\nnext: fill it in, then run `countersign check{option}` and `countersign generate{option}`"
    ))
}

/// Checks that there is such an API.
fn known(api: &str, specs: &Path, option: &str) -> Result<(), CommandError> {
    if is_api_name(api) && specs.join(api).join("api.yaml").is_file() {
        return Ok(());
    }
    let folders = std::fs::read_dir(specs).into_iter().flatten().flatten();
    let mut apis: Vec<String> = folders
        .filter(|entry| entry.path().join("api.yaml").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    apis.sort();
    let names = || apis.iter().map(String::as_str);
    let there = if apis.is_empty() { "none yet".to_owned() } else { listed(names()) };
    let next = match nearest(api, names()) {
        Some(near) => format!("did you mean `{near}`? To begin a new one"),
        None => "to begin it".to_owned(),
    };
    let elsewhere = nearest_specs(specs).filter(|_| apis.is_empty()).map(|place| place.display().to_string());
    let elsewhere = elsewhere.map_or_else(String::new, |place| {
        format!("; the nearest specs are in `{place}`: name them by `--specs {place}`")
    });
    Err(usage(format!(
        "there is no API `{0}` in `{1}`; there is {there}; {next}, run `countersign new --api {0}{option}`{elsewhere}",
        api.escape_debug(),
        specs.display()
    )))
}

/// Version and path of `v1/payments/capture`.
fn parts(endpoint: &str) -> Result<(&str, &str), CommandError> {
    let shown = endpoint.escape_debug();
    let wanted = "name it with its version, as in its URL: `v1/payments/capture`";
    let plain = endpoint.trim_matches('/');
    let plain = plain.strip_suffix(".yaml").unwrap_or(plain);
    let Some((version, path)) = plain.split_once('/').filter(|(version, _)| is_version(version)) else {
        return Err(usage(format!("`{shown}` is not an endpoint; {wanted}")));
    };
    if let Some(bad) = path.split('/').find(|segment| !is_segment(segment)) {
        return Err(usage(format!(
            "`{}` cannot be a part of a path: use letters without accents, digits, `-`, `_`, `.` and `~`, at most 64, \
             a letter or digit first",
            bad.escape_debug()
        )));
    }
    if matches!(path, "types" | "results") || path.split('/').any(|segment| segment.ends_with(".yaml")) {
        return Err(usage(format!(
            "`{shown}` cannot be an endpoint: its file would be taken for something else"
        )));
    }
    Ok((version, path))
}

/// Writes a file that is not there yet, with the schemas by which editors know it, and returns its path.
fn write(specs: &Path, path: String, text: String) -> Result<String, CommandError> {
    let place = format!("{}/{path}", display_path(specs));
    let text = modeline(&path) + &text;
    let plan = Plan::new(specs, BTreeMap::from([(path, text)]), &BTreeSet::new())?;
    if plan.with(Change::New).next().is_none() {
        return Err(usage(format!("`{place}` is there already; edit it, or remove it first")));
    }
    schema::plan(specs)?.apply()?;
    plan.apply()?;
    Ok(place)
}
