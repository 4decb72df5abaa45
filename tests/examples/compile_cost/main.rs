//! What an API costs to compile: `cargo run -p countersign-tests --example compile_cost`.
//!
//! Makes specs of 100 endpoints of about 20 fields each, generates their crate, and writes beside it the crate that a
//! careful person would write by hand with serde's derives and one method for each endpoint. Then it measures the CPU
//! seconds (user and system) of `cargo check`, a debug build and a release build of either crate, with all
//! dependencies built before. Runs alternate between the two crates. Needs Linux, whose `/proc` has the CPU seconds.
//!
//! What an endpoint costs when a program calls it is not in these figures: it comes on top, for either crate.
//!
//! Options: `--endpoints N` (100), `--runs N` (3), `--keep DIR` (a folder that stays, with the specs and both crates).

mod api;
mod derived;
mod measure;
mod specs;

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

use measure::{BUILDS, Cost};

const GENERATED: &str = "bench-client";
const DERIVED: &str = "bench-derived";

struct Options {
    endpoints: usize,
    runs: usize,
    keep: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let temporary;
    let folder = match &options.keep {
        Some(folder) => folder.as_path(),
        None => {
            temporary = tempfile::tempdir()?;
            temporary.path()
        }
    };
    let api = api::Api::new(options.endpoints);
    println!(
        "{} endpoints, {} fields each besides the fields of shared types",
        options.endpoints,
        api::FIELDS
    );
    for (path, text) in specs::files(&api) {
        write(&folder.join("specs/bench").join(path), &text)?;
    }
    let generated = generate(folder)?;
    for (path, text) in derived::files(&api) {
        write(&folder.join("derived").join(path), &text)?;
    }
    workspace(folder)?;

    let crates = [(GENERATED, generated), (DERIVED, folder.join("derived"))];
    println!("building the dependencies, which takes some minutes");
    for build in BUILDS {
        for (package, source) in &crates {
            measure::cpu_seconds(folder, package, source, build)?;
        }
    }
    let mut costs = vec![(Cost::default(), Cost::default()); BUILDS.len()];
    for _ in 0..options.runs {
        for (build, (generated, derived)) in BUILDS.iter().zip(&mut costs) {
            generated.add(measure::cpu_seconds(folder, GENERATED, &crates[0].1, build)?);
            derived.add(measure::cpu_seconds(folder, DERIVED, &crates[1].1, build)?);
        }
    }
    report(&costs, options.endpoints, &crates.map(|(_, source)| source))?;
    Ok(())
}

fn options() -> Result<Options, String> {
    let mut options = Options { endpoints: 100, runs: 3, keep: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(format!("`{name}` needs a value"))?;
        let number = || value.parse().map_err(|_| format!("`{name}` needs a number, not {value:?}"));
        match name.as_str() {
            "--endpoints" => options.endpoints = number()?,
            "--runs" => options.runs = number()?,
            "--keep" => options.keep = Some(value.into()),
            _ => return Err(format!("unknown option `{name}`: there are --endpoints, --runs and --keep")),
        }
    }
    Ok(options)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Generates the crate; returns its folder.
fn generate(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let runtime = root().join("runtime").canonicalize()?;
    let out = folder.join("generated");
    countersign_codegen::Generator::new(folder.join("specs"))
        .out_dir(&out)
        .runtime(countersign_codegen::RuntimeSource::Path(runtime))
        .generate()?;
    Ok(out.join("bench"))
}

/// Both crates in one workspace, with the versions of the repository: they share all dependencies.
fn workspace(folder: &Path) -> io::Result<()> {
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"generated/bench\", \"derived\"]\n";
    write(&folder.join("Cargo.toml"), manifest)?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).map(drop)
}

fn report(costs: &[(Cost, Cost)], endpoints: usize, sources: &[PathBuf; 2]) -> io::Result<()> {
    println!("\nCPU seconds, minimum (median)\n");
    println!("| | generated | serde derives | ratio |");
    println!("|---|---|---|---|");
    for (build, (generated, derived)) in BUILDS.iter().zip(costs) {
        println!(
            "| {} | {generated} | {derived} | 1/{:.1} |",
            build.name,
            derived.least() / generated.least()
        );
    }
    let [generated, derived] = sources.each_ref().map(|source| kilobytes(&source.join("src")));
    let (generated, derived) = (generated? / endpoints as f64, derived? / endpoints as f64);
    println!("| source, KB for each endpoint | {generated:.1} | {derived:.1} | |");
    Ok(())
}

/// The size of all files in a folder.
fn kilobytes(folder: &Path) -> io::Result<f64> {
    let mut sum = 0.0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() {
            kilobytes(&entry.path())?
        } else {
            entry.metadata()?.len() as f64 / 1024.0
        };
    }
    Ok(sum)
}
