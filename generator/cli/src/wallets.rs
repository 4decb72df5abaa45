//! `countersign wallets`: the wallets whose specs travel inside this program.

use crate::console::Console;
use crate::error::CommandError;
use crate::exit_status::ExitStatus;
use crate::shipped;
use clap::Args;
use countersign_codegen::diagnostics::count;
use countersign_codegen::model::{Api, Endpoint, Kind};
use serde_json::{Value, json};

const MORE: &str = "\
JSON (a field is only added within \"format\": 1): { \"format\": 1, \"wallets\": [ { \"name\": TEXT, \"title\": TEXT,
  \"doc\": TEXT or null, \"versions\": [ TEXT ], \"endpoints\": [ { \"endpoint\": TEXT, \"kind\": \"call\" or \"notification\",
  \"summary\": TEXT, \"doc\": TEXT or null, \"partial\": BOOLEAN, \"deprecated\": TEXT or null } ] } ] }

Exit codes:
  0  listed
  2  the command line is wrong";

/// Lists the wallets whose specs travel inside this program, for `init`.
///
/// With a name, its endpoints, and what is known to be missing: an endpoint is partial where tables of it were not seen.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(super) struct Arguments {
    /// The wallet to show.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Prints one JSON document, described by `--help`.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> ExitStatus {
    let apis = match read(arguments.name.as_deref()) {
        Ok(apis) => apis,
        Err(error) => return error.report(console, ""),
    };
    match (arguments.json, &arguments.name) {
        (true, _) => {
            let wallets: Vec<Value> = apis.iter().map(as_json).collect();
            console.result_text(&format!("{:#}\n", json!({ "format": 1, "wallets": wallets })));
        }
        (false, Some(_)) => apis.iter().for_each(|api| print(api, console)),
        (false, None) => list(&apis, console),
    }
    ExitStatus::Success
}

fn read(name: Option<&str>) -> Result<Vec<Api>, CommandError> {
    match name {
        Some(name) => Ok(vec![shipped::api(shipped::find(name)?)?]),
        None => countersign_wallets::wallets().iter().map(shipped::api).collect(),
    }
}

fn endpoints(api: &Api) -> impl Iterator<Item = &Endpoint> {
    api.versions.iter().flat_map(|version| &version.endpoints)
}

fn list(apis: &[Api], console: &Console) {
    let width = apis.iter().map(|api| api.name.len()).max().unwrap_or_default();
    let titles = apis.iter().map(|api| api.title.chars().count()).max().unwrap_or_default();
    for api in apis {
        let versions: Vec<&str> = api.versions.iter().map(|version| version.name.as_str()).collect();
        let (all, partial) = (endpoints(api).count(), endpoints(api).filter(|one| one.partial).count());
        let partial = if partial > 0 { format!(", {partial} of them partial") } else { String::new() };
        console.result(&format!(
            "{:width$}  {:titles$}  {}: {}{partial}",
            api.name,
            api.title,
            versions.join(", "),
            count(all, "endpoint")
        ));
    }
    console
        .result("\n`countersign wallets NAME` shows one, `countersign init --wallet NAME` begins with it.");
}

/// What `api.yaml` says of the wallet, and each endpoint; of a partial one also its documentation, which says what is missing.
fn print(api: &Api, console: &Console) {
    console.result(&format!("{} ({})", api.title, api.name));
    if let Some(doc) = &api.doc {
        console.result(&format!("\n{}", doc.trim_end()));
    }
    for version in &api.versions {
        console.result("");
        let width = version.endpoints.iter().map(|one| one.address().len()).max().unwrap_or_default();
        for endpoint in &version.endpoints {
            let arrow = if endpoint.kind == Kind::Notification { "<-" } else { "->" };
            console.result(&format!("{arrow} {:width$}  {}", endpoint.address(), endpoint.summary));
            if endpoint.partial {
                let doc = endpoint.doc.as_deref().unwrap_or("Tables of it were not seen.").trim_end();
                let lines: Vec<String> = doc.lines().map(|line| format!("     {line}")).collect();
                console.result(&format!("   partial:\n{}", lines.join("\n").replace("     \n", "\n")));
            }
        }
    }
    console.result("\n-> is called by you, <- by the wallet.");
}

fn as_json(api: &Api) -> Value {
    let endpoints: Vec<Value> = endpoints(api)
        .map(|endpoint| {
            json!({
                "endpoint": endpoint.address(),
                "kind": endpoint.kind.word(),
                "summary": endpoint.summary,
                "doc": endpoint.doc,
                "partial": endpoint.partial,
                "deprecated": endpoint.deprecated,
            })
        })
        .collect();
    let versions: Vec<&str> = api.versions.iter().map(|version| version.name.as_str()).collect();
    json!({
        "name": api.name,
        "title": api.title,
        "doc": api.doc,
        "versions": versions,
        "endpoints": endpoints,
    })
}
