//! What generating costs: `cargo run --release -p countersign-tests --example generate_cost`.
//!
//! Makes specs of 10, 100, 1,000 and 5,000 endpoints of about 20 fields each, and measures whole runs of the command on
//! them: CPU seconds (user and system), seconds by the clock, the most memory, and how many files were written. Of several
//! runs the least seconds and the most memory are shown. Needs Linux, whose `/proc` has the numbers.
//!
//! Options: `--endpoints N` (those four), `--runs N` (5), `--keep DIR` (a folder that stays, with the specs of the last).

// The API is the one that compiling is measured with.
#[path = "../compile_cost/api.rs"]
mod api;
mod measure;
#[path = "../compile_cost/specs.rs"]
mod specs;

use std::{
    collections::BTreeMap,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use countersign_tests::process;
use measure::Cost;

type Outcome<T> = Result<T, Box<dyn Error>>;

struct Options {
    endpoints: Vec<usize>,
    runs: usize,
    keep: Option<PathBuf>,
}

/// What is done to the folder before a run.
type Preparation = fn(&Path) -> io::Result<()>;

/// The runs, in this order: each begins with what the one before has left.
const RUNS: &[(&str, &[&str], Preparation)] = &[
    ("check", &["check"], |_| Ok(())),
    // Elsewhere, and not removed: a file system takes longer where it has just removed as much.
    ("everything new", &["generate"], |folder| {
        forget(folder)?;
        let generated = folder.join("generated");
        if generated.exists() { fs::rename(generated, unused(folder)) } else { Ok(()) }
    }),
    ("nothing changed", &["generate"], |_| Ok(())),
    ("nothing changed, no record of the last run", &["generate"], forget),
    ("one endpoint changed", &["generate"], change),
];

fn main() -> Outcome<()> {
    let options = options()?;
    let program = process::countersign()?;
    println!("{} fields an endpoint, least of {} runs\n", api::FIELDS, options.runs);
    println!("| endpoints | run | CPU s | clock s | peak MB | files written |");
    println!("|---|---|---|---|---|---|");
    for endpoints in options.endpoints {
        let temporary = tempfile::tempdir()?;
        let folder = options.keep.as_deref().unwrap_or(temporary.path());
        // Of its own, or the command would find those of a repository that the folder lies in.
        write(&folder.join("countersign.yaml"), "format: 1\n")?;
        for (path, text) in specs::files(&api::Api::new(endpoints)) {
            write(&folder.join("specs/bench").join(path), &text)?;
        }
        for (name, arguments, prepare) in RUNS {
            let mut least = Cost::default();
            let mut written = 0;
            for _ in 0..options.runs {
                prepare(folder)?;
                let before = times(&folder.join("generated"))?;
                least.add(measure::run(Command::new(&program).args(*arguments).current_dir(folder))?);
                let after = times(&folder.join("generated"))?;
                if after.len() < endpoints && *arguments == ["generate"] {
                    return Err(format!("{endpoints} endpoints gave {} files", after.len()).into());
                }
                written = after.iter().filter(|(path, time)| before.get(*path) != Some(*time)).count();
            }
            println!("| {endpoints} | {name} | {least} | {written} |");
        }
    }
    Ok(())
}

fn options() -> Result<Options, String> {
    let mut options = Options { endpoints: vec![10, 100, 1000, 5000], runs: 5, keep: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(format!("`{name}` needs a value"))?;
        let number = || value.parse().map_err(|_| format!("`{name}` needs a number, not {value:?}"));
        match name.as_str() {
            "--endpoints" => options.endpoints = vec![number()?],
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

fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// A name that nothing has yet.
fn unused(folder: &Path) -> PathBuf {
    let mut names = (0..).map(|number| folder.join(format!("earlier-{number}")));
    names.find(|name| !name.exists()).unwrap_or_else(|| folder.join("earlier"))
}

/// As after `cargo clean` and a build.
fn forget(folder: &Path) -> io::Result<()> {
    remove(&folder.join("target"))?;
    write(&folder.join("target/CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n")
}

/// A longer summary, which is in the endpoint's file and in that of its group.
fn change(folder: &Path) -> io::Result<()> {
    let place = folder.join("specs/bench/v1/group0/operation7.yaml");
    let text = fs::read_to_string(&place)?;
    fs::write(place, text.replacen("summary: ", "summary: Again, ", 1))
}

/// When each file below a folder was written.
fn times(folder: &Path) -> io::Result<BTreeMap<PathBuf, SystemTime>> {
    let mut times = BTreeMap::new();
    if !folder.exists() {
        return Ok(times);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            times.append(&mut self::times(&entry.path())?);
        } else {
            times.insert(entry.path(), entry.metadata()?.modified()?);
        }
    }
    Ok(times)
}
