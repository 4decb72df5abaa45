//! What earlier runs have made, so that a run that would make the same again need not.
//!
//! A manifest holds facts: "this program makes exactly those files of that API", each as one number. A fact stays true
//! whatever happens to specs and files, so a manifest that is old, damaged or gone costs time and nothing else. Manifests
//! are kept where cargo builds, and not at all where it doesn't.

use super::{OutputError, Plan, folder};
use std::collections::BTreeMap;
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
    /// By API.
    facts: BTreeMap<String, u64>,
    /// Whether there is something new to keep.
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
        Some(Self { root: root.to_owned(), place, program, facts, grown: false })
    }

    /// How many files an API has, if they are on disk just as this program makes them.
    ///
    /// `model` is all that they depend on besides the program.
    pub(crate) fn count(&self, api: &str, model: &impl Hash) -> Option<usize> {
        let known = self.facts.get(api)?;
        // Whatever cannot be read is for the run that follows to complain about.
        let files = on_disk(&self.root, api).ok()?;
        (*known == self.fact(model, &files)).then_some(files.len())
    }

    /// Takes down what was made of an API.
    pub(crate) fn add(&mut self, api: &str, model: &impl Hash, plan: &Plan) {
        let own = |path: &str| path.strip_prefix(api).is_some_and(|rest| rest.starts_with('/'));
        let files = plan.files.iter().filter(|file| own(&file.path));
        let files =
            files.filter_map(|file| Some((file.path.clone(), number(file.text.as_ref()?.as_bytes()))));
        self.facts.insert(api.to_owned(), self.fact(model, &files.collect()));
        self.grown = true;
    }

    /// Keeps the manifest. It is no loss if that fails.
    pub(crate) fn write(&self) {
        if !self.grown {
            return;
        }
        let text: String = self.facts.iter().map(|(api, fact)| format!("{fact:016x} {api}\n")).collect();
        let new = self.place.with_extension("new");
        let _ = self.place.parent().map(fs::create_dir_all);
        let _ = fs::write(&new, text).and_then(|()| fs::rename(&new, &self.place));
    }

    fn fact(&self, model: &impl Hash, files: &Files) -> u64 {
        number((self.program, model, files))
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

/// A line of a manifest.
fn fact(line: &str) -> Option<(String, u64)> {
    let (fact, api) = line.split_once(' ')?;
    Some((api.to_owned(), u64::from_str_radix(fact, 16).ok()?))
}

/// The emitted files of an API.
fn on_disk(root: &Path, api: &str) -> Result<Files, OutputError> {
    let mut found = Vec::new();
    folder::walk(&root.join(api), api, &mut found)?;
    let mut files = Files::new();
    for file in found {
        if let Some(bytes) = file.emitted()? {
            files.insert(file.path, number(bytes.as_slice()));
        }
    }
    Ok(files)
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
