//! What earlier runs have made, so that a run that would make the same again need not.
//!
//! A manifest holds facts: "of those inputs, this program makes those files", with numbers for the inputs and for each text. A
//! fact stays true whatever happens to specs and files, and a line of the manifest that is not as it was written is none. So a
//! manifest that is old, damaged or gone costs time and nothing else. Manifests are kept where cargo builds, and not at all
//! where it doesn't.

use super::OutputError;
use super::destination;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The facts about one output folder.
#[derive(Debug)]
pub(crate) struct OutputManifest {
    /// The output folder.
    root: PathBuf,
    /// Where the manifest is kept.
    place: PathBuf,
    /// Stands for the program that runs.
    program: u64,
    /// What earlier runs have made, by the number of the inputs.
    facts: BTreeMap<u64, Files>,
    /// What this run has made, or found as it would have made it.
    current: BTreeMap<u64, Files>,
    /// Whether this run has made anything.
    grown: bool,
}

/// Paths relative to the output folder, and a number for what is in them.
type Files = BTreeMap<String, u64>;

impl OutputManifest {
    /// Reads the manifest of an output folder; `None` when there is no place to keep one.
    pub(crate) fn read(root: &Path) -> Option<Self> {
        let place = place(root)?;
        static PROGRAM: OnceLock<Option<u64>> = OnceLock::new();
        let program = (*PROGRAM.get_or_init(|| program().ok()))?;
        let text = fs::read_to_string(&place).unwrap_or_default();
        let facts = text.lines().filter_map(fact).collect();
        Some(Self { root: root.to_owned(), place, program, facts, current: BTreeMap::new(), grown: false })
    }

    /// The paths of the files that are made of those inputs, if they are on disk just as this program makes them.
    pub(crate) fn same(&mut self, inputs: u64) -> Option<impl Iterator<Item = &String>> {
        let inputs = self.number(inputs);
        let files = self.facts.get(&inputs)?;
        // Whatever cannot be read is for the run that follows to complain about.
        let is_same = |(path, text): (&String, &u64)| {
            on_disk(&self.root, path).is_ok_and(|bytes| number(bytes.as_slice()) == *text)
        };
        if !files.iter().all(is_same) {
            return None;
        }
        Some(self.current.entry(inputs).or_insert(files.clone()).keys())
    }

    /// Takes down what was made of inputs: texts by their paths relative to the output folder.
    pub(crate) fn add<'a>(&mut self, inputs: u64, files: impl Iterator<Item = (&'a String, &'a String)>) {
        let files = files.map(|(path, text)| (path.clone(), number(text.as_bytes())));
        self.current.insert(self.number(inputs), files.collect());
        self.grown = true;
    }

    /// Keeps the manifest, if it has grown. Of the APIs of this run, what is not made any more goes. It is no loss if that fails.
    pub(crate) fn write(&self, apis: &BTreeSet<&str>) {
        if !self.grown {
            return;
        }
        let of_others = |path: &str| path.split_once('/').is_some_and(|(api, _)| !apis.contains(api));
        let others = self.facts.iter().filter(|(_, files)| files.keys().all(|path| of_others(path)));
        let text: String = others.chain(&self.current).map(line).collect();
        let new = self.place.with_extension("new");
        let _ = self.place.parent().map(fs::create_dir_all);
        let _ = fs::write(&new, text).and_then(|()| fs::rename(&new, &self.place));
    }

    /// Another program may make something else of the same inputs.
    fn number(&self, inputs: u64) -> u64 {
        number((self.program, inputs))
    }
}

/// Below the `target` folder of the workspace that the output folder is in.
fn place(root: &Path) -> Option<PathBuf> {
    let root = std::path::absolute(root).ok()?;
    let mut targets = root.ancestors().map(|folder| folder.join("target"));
    // The tag is cargo's, so that nobody else's folder of that name is written to.
    let target = targets.find(|target| target.join("CACHEDIR.TAG").is_file())?;
    Some(target.join("countersign").join(format!("{:016x}", number(&root))))
}

/// A line of a manifest: a number for the line itself, one for the inputs, and one before each path.
fn line((inputs, files): (&u64, &Files)) -> String {
    let files: String = files.iter().map(|(path, text)| format!("\t{text:016x}\t{path}")).collect();
    let fact = format!("{inputs:016x}{files}");
    format!("{:016x}\t{fact}\n", number(&fact))
}

/// What a line says, if it is as it was written.
fn fact(line: &str) -> Option<(u64, Files)> {
    let hexadecimal = |number| u64::from_str_radix(number, 16).ok();
    let (check, fact) = line.split_once('\t')?;
    if hexadecimal(check)? != number(fact) {
        return None;
    }
    let mut parts = fact.split('\t');
    let inputs = hexadecimal(parts.next()?)?;
    let mut files = Files::new();
    while let Some(text) = parts.next() {
        files.insert(parts.next()?.to_owned(), hexadecimal(text)?);
    }
    Some((inputs, files))
}

/// What is in a file that a run may leave as it is: no link, nor in a folder that is one.
fn on_disk(root: &Path, path: &str) -> Result<Vec<u8>, OutputError> {
    let place = destination::resolve(root, path)?;
    let unreadable = |error| OutputError::new("cannot read", &place, error);
    if !fs::symlink_metadata(&place).map_err(unreadable)?.is_file() {
        return Err(unreadable(io::ErrorKind::InvalidInput.into()));
    }
    fs::read(&place).map_err(unreadable)
}

/// Another build of this program may make other files, and its version alone does not say so.
fn program() -> io::Result<u64> {
    let mut program = File::open(std::env::current_exe()?)?;
    let (mut hasher, mut part) = (DefaultHasher::new(), vec![0; 64 * 1024]);
    loop {
        match program.read(&mut part)? {
            0 => return Ok(hasher.finish()),
            length => hasher.write(part.get(..length).unwrap_or_default()),
        }
    }
}

/// 64 bits are plenty here: a number is compared with one other, and nobody gains by making them equal.
fn number(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
