//! What to do with a new project.

use countersign_codegen::emit::{dependencies, program};
use countersign_codegen::model::{Api, FirstCall, first_call};
use std::path::Path;

/// The sandbox's address, unless it is told another one.
const URL: &str = "http://127.0.0.1:4040";

/// For specs to be filled in.
pub(super) fn of_template(folder: &Path, name: &str) -> String {
    let steps = [
        (format!("new {name} v1/payments/pay"), "an endpoint, to be filled in"),
        ("check --watch".to_owned(), "checks at each save"),
        ("generate".to_owned(), "a crate of it, and what it depends on"),
    ];
    lines(folder, &steps)
}

/// For specs of wallets: commands, and a program that makes the first call of one of them.
///
/// `out` gets the crates, and `keys` has those of the sandbox, as seen from the folder.
pub(super) fn of_wallets(folder: &Path, apis: &[Api], out: &str, keys: &str) -> String {
    let Some(call) = first_call(apis) else { return String::new() };
    let FirstCall { api, endpoint, .. } = &call;
    let mut steps = Vec::new();
    if cfg!(feature = "sandbox") {
        let line = format!("call {} {} --example", api.name, endpoint.address());
        steps.push(("sandbox".to_owned(), "the wallet, on this machine; leave it running"));
        steps.push((line, "in another shell: a signed call"));
    }
    steps.push(("generate".to_owned(), "a crate of each API, and what it depends on"));
    let mut text = lines(folder, &steps);
    if let Some(program) = program(&call, URL, keys) {
        text += "\nThe same call from Rust, in a crate in this folder:\n";
        text += &format!("\n# Cargo.toml\n{}", dependencies(&call, out));
        text += &format!("\n// src/main.rs\n{program}");
    }
    text.trim_end().to_owned()
}

/// Command lines, each with what it is for.
fn lines(folder: &Path, steps: &[(String, &str)]) -> String {
    let width = steps.iter().map(|(line, _)| line.len()).max().unwrap_or_default();
    let mut text = "\nNext:\n".to_owned();
    if folder != Path::new("") {
        let folder = folder.display().to_string();
        let quoted = shlex::try_quote(&folder).map_or(folder.clone(), |quoted| quoted.into_owned());
        text += &format!("  cd {quoted}\n");
    }
    for (line, what) in steps {
        text += &format!("  countersign {line:width$}  # {what}\n");
    }
    text
}
