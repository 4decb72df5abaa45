//! One run: specs in, crates out.

use crate::diagnostics::Report;
use crate::emit::rust::{self, Files, Settings, Unit};
use crate::error::{Drift, Error};
use crate::model::{Api, unseen_fields};
use crate::output::{Change, Lock, OutputManifest, Plan, emitted_folders};
use crate::relative::real;
use crate::rules;
use crate::runtime::{RuntimeSource, Vendored, VendoredSummary};
use crate::spec::{self, SpecSet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What to generate, from where, and to where.
///
/// ```
/// # fn main() -> Result<(), countersign_codegen::Error> {
/// # let folder = tempfile::tempdir().expect("a folder");
/// # std::fs::create_dir_all(folder.path().join("specs/demo")).expect("a folder");
/// # let api = "format: 1\nname: demo\ntitle: Demo\n";
/// # std::fs::write(folder.path().join("specs/demo/api.yaml"), api).expect("a file");
/// # let (specs, out) = (folder.path().join("specs"), folder.path().join("generated"));
/// let generator = countersign_codegen::Generator::new(specs).out_dir(out);
/// let summary = generator.generate()?;
/// assert_eq!(summary.apis.len(), 1);
/// assert_eq!(generator.generate()?.changed(), 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Generator {
    specs: PathBuf,
    out: PathBuf,
    only: Vec<String>,
    force: bool,
    deny_warnings: bool,
    runtime: RuntimeSource,
    license: Option<String>,
    crate_prefix: String,
}

/// What a run has done.
#[derive(Debug, Default)]
pub struct Summary {
    /// Each API, by name.
    pub apis: Vec<ApiSummary>,
    /// The copy of the runtime, where there is one.
    pub vendored: Option<VendoredSummary>,
    /// What is worth fixing in the specs: warnings only.
    pub report: Report,
    /// The spec files and folders that were read, for `rerun-if-changed`.
    pub inputs: Vec<PathBuf>,
    /// How long it took.
    pub elapsed: Duration,
}

/// What a run has done for one API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiSummary {
    /// Its name; of an API whose specs are gone, the name of its folder.
    pub name: String,
    /// How many endpoints it has.
    pub endpoints: usize,
    /// How many fields it has of which the wallet's tables did not show everything (`unseen`); 0 unless the specs are only
    /// checked.
    pub unseen: usize,
    /// How many of its calls change something and are answered from examples in the sandbox, because they have no role; 0 unless the
    /// specs are only checked.
    pub without_role: usize,
    /// How many files it consists of; 0 after a mere check of the specs.
    pub files: usize,
    /// How many of them were written.
    pub changed: usize,
    /// How many were removed.
    pub removed: usize,
}

impl Summary {
    /// Endpoints of all APIs.
    #[must_use]
    pub fn endpoints(&self) -> usize {
        self.apis.iter().map(|api| api.endpoints).sum()
    }

    /// Fields of all APIs of which the wallets' tables did not show everything; see [`ApiSummary::unseen`].
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.apis.iter().map(|api| api.unseen).sum()
    }

    /// Calls of all APIs that the sandbox answers from examples; see [`ApiSummary::without_role`].
    #[must_use]
    pub fn without_role(&self) -> usize {
        self.apis.iter().map(|api| api.without_role).sum()
    }

    /// Files of all APIs.
    #[must_use]
    pub fn files(&self) -> usize {
        self.apis.iter().map(|api| api.files).sum()
    }

    /// Files that were written.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.apis.iter().map(|api| api.changed).sum()
    }

    /// Files that were removed.
    #[must_use]
    pub fn removed(&self) -> usize {
        self.apis.iter().map(|api| api.removed).sum()
    }
}

impl Generator {
    /// Generates from the APIs below a folder, each of which is a folder with an `api.yaml`, to `generated`.
    #[must_use]
    pub fn new(specs: impl Into<PathBuf>) -> Self {
        Self {
            specs: specs.into(),
            out: PathBuf::from("generated"),
            only: Vec::new(),
            force: false,
            deny_warnings: false,
            runtime: RuntimeSource::default(),
            license: None,
            crate_prefix: String::new(),
        }
    }

    /// Where to write: one folder for each API.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = folder.into();
        self
    }

    /// Considers only the API of that name; may be given several times.
    #[must_use]
    pub fn api(mut self, name: impl Into<String>) -> Self {
        self.only.push(name.into());
        self
    }

    /// Overwrites files that are in the way even when they were not generated.
    #[must_use]
    pub fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }

    /// Counts warnings as errors: nothing is generated from specs that have any.
    #[must_use]
    pub fn deny_warnings(mut self, deny: bool) -> Self {
        self.deny_warnings = deny;
        self
    }

    /// Where the crates get the runtime from. By default it is the registry.
    #[must_use]
    pub fn runtime(mut self, source: RuntimeSource) -> Self {
        self.runtime = source;
        self
    }

    /// The licence that the crates name: an SPDX expression. By default they name none.
    #[must_use]
    pub fn license(mut self, license: impl Into<String>) -> Self {
        self.license = Some(license.into());
        self
    }

    /// The beginning of the names of the crates: with `acme-`, the one of `claro` is `acme-claro-client`.
    #[must_use]
    pub fn crate_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.crate_prefix = prefix.into();
        self
    }

    /// Checks the specs. Reads no output, writes nothing.
    ///
    /// # Errors
    /// The specs cannot be read, or have errors.
    pub fn check(&self) -> Result<Summary, Error> {
        let start = Instant::now();
        let (apis, mut summary) = self.read()?;
        let of_api = |api: &Api| ApiSummary {
            unseen: unseen_fields(api),
            without_role: api.answered_from_examples().len(),
            ..ApiSummary::new(&api.name, endpoints(api))
        };
        summary.apis = apis.iter().map(of_api).collect();
        summary.elapsed = start.elapsed();
        Ok(summary)
    }

    /// Checks the specs and writes the crates. A file that is the same is not touched; one that was generated once and
    /// is not any more is removed. Runs at once in one folder wait for each other.
    ///
    /// In a workspace where cargo has built something, a manifest of what was made is kept in `target/countersign`, and
    /// files that are known to be right are not made again. To remove it does no harm.
    ///
    /// # Errors
    /// The specs cannot be read or have errors, folders overlap, a file is in the way, or the output cannot be written. Nothing is
    /// written unless everything is ready to be written.
    pub fn generate(&self) -> Result<Summary, Error> {
        let start = Instant::now();
        self.check_folders()?;
        let (apis, mut summary) = self.read()?;
        // All runs lock the copy first, so that no two wait for each other.
        let vendored = self.runtime.vendored();
        let _lock_of_copy = vendored.map(|vendored| Lock::to_write(&vendored.folder)).transpose()?;
        let _lock = Lock::to_write(&self.out)?;
        let settings = self.settings();
        let mut manifest = OutputManifest::read(&self.out);
        let mut units = units(&apis, &settings);
        let kept = manifest.as_mut().map(|manifest| keep_the_same(&mut units, manifest)).unwrap_or_default();
        let made = make(&units);
        if let Some(manifest) = &mut manifest {
            units.iter().zip(&made).for_each(|(unit, files)| manifest.add(unit.inputs, files.iter()));
        }
        let copy = vendored.map(|vendored| vendored.plan(self.force)).transpose()?;
        let plan = self.plan(made, &apis, &kept)?;
        Error::if_foreign(copy.iter().chain([&plan]))?;
        copy.iter().try_for_each(Plan::apply)?;
        plan.apply()?;
        if let Some(manifest) = manifest {
            manifest.write(&apis.iter().map(|api| api.name.as_str()).collect());
        }
        summary.vendored = summarize_copy(vendored, copy.as_ref());
        summary.apis = summarize(&plan, &apis, &kept);
        summary.elapsed = start.elapsed();
        Ok(summary)
    }

    /// Checks that the output folder holds what the specs say. Writes nothing.
    ///
    /// # Errors
    /// As [`Generator::generate`], and [`Error::Drift`] when something differs, is missing, or is no longer generated.
    pub fn verify(&self) -> Result<Summary, Error> {
        let start = Instant::now();
        self.check_folders()?;
        let (apis, mut summary) = self.read()?;
        let settings = self.settings();
        let (kept, units) = (BTreeSet::new(), units(&apis, &settings));
        let vendored = self.runtime.vendored();
        let _lock_of_copy = vendored.map(|vendored| Lock::to_read(&vendored.folder));
        let _lock = Lock::to_read(&self.out);
        let copy = vendored.map(|vendored| vendored.plan(false)).transpose()?;
        let plan = self.plan(make(&units), &apis, &kept)?;
        let drifts = [copy.as_ref().and_then(Drift::of_copy), Drift::of(&plan)];
        if let Some(drift) = drifts.into_iter().flatten().reduce(Drift::and) {
            return Err(Error::Drift(drift));
        }
        summary.vendored = summarize_copy(vendored, copy.as_ref());
        summary.apis = summarize(&plan, &apis, &kept);
        summary.elapsed = start.elapsed();
        Ok(summary)
    }

    /// Checks that no folder that is written is in one that has other files of its own: those would be taken for specs, or
    /// for files that are no longer emitted.
    fn check_folders(&self) -> Result<(), Error> {
        let copy = self.runtime.vendored().map(|vendored| &vendored.folder);
        let pairs =
            [(Some(&self.out), Some(&self.specs)), (copy, Some(&self.specs)), (Some(&self.out), copy)];
        for (written, folder) in pairs.into_iter().filter_map(|(written, folder)| Some((written?, folder?))) {
            if real(written).starts_with(real(folder)) {
                return Err(Error::Overlap { written: written.clone(), folder: folder.clone() });
            }
        }
        Ok(())
    }

    /// Reads and checks the specs.
    ///
    /// # Errors
    /// The specs cannot be read, or have errors.
    pub fn read(&self) -> Result<(Vec<Api>, Summary), Error> {
        let SpecSet { sources, mut findings, apis: specs, paths } = spec::read(&self.specs, &self.only)?;
        let mut apis = rules::resolve_and_check(&specs, &mut findings);
        apis.iter_mut().for_each(|api| api.prefix_package(&self.crate_prefix));
        let failed = findings.errors() > 0 || (self.deny_warnings && findings.warnings() > 0);
        let report = Report::new(findings, sources).deny_warnings(self.deny_warnings);
        if failed {
            return Err(Error::Findings(Box::new(report)));
        }
        Ok((apis, Summary { report, inputs: paths, ..Summary::default() }))
    }

    /// What the crates depend on besides the specs.
    fn settings(&self) -> Settings {
        Settings { runtime: self.runtime.dependency(&self.out), license: self.license.clone() }
    }

    /// Compares files with the disk. Those that are kept are not looked at again.
    fn plan(&self, made: Vec<Files>, apis: &[Api], kept: &BTreeSet<String>) -> Result<Plan, Error> {
        let mut owned: BTreeSet<String> = apis.iter().map(|api| api.name.clone()).collect();
        if self.only.is_empty() {
            owned.extend(emitted_folders(&self.out, "Cargo.toml")?);
        }
        let mut plan = Plan::beside(kept, &self.out, made.into_iter().flatten().collect(), &owned)?;
        if self.force {
            plan.force();
        }
        Ok(plan)
    }
}

impl ApiSummary {
    fn new(name: &str, endpoints: usize) -> Self {
        Self {
            name: name.to_owned(),
            endpoints,
            unseen: 0,
            without_role: 0,
            files: 0,
            changed: 0,
            removed: 0,
        }
    }
}

/// What the crates of APIs are made of.
fn units<'a>(apis: &'a [Api], settings: &'a Settings) -> Vec<Unit<'a>> {
    apis.iter().flat_map(|api| rust::units(api, settings)).collect()
}

/// Takes out the units whose files are known to be on disk as they would be made, and returns the paths of those files.
fn keep_the_same(units: &mut Vec<Unit<'_>>, manifest: &mut OutputManifest) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    units.retain(|unit| {
        let same = manifest.same(unit.inputs);
        let is_same = same.is_some();
        kept.extend(same.into_iter().flatten().cloned());
        !is_same
    });
    kept
}

/// The files of each unit, with their paths below the output folder.
fn make(units: &[Unit<'_>]) -> Vec<Files> {
    let below = |(unit, files): (&Unit<'_>, Files)| -> Files {
        files.into_iter().map(|(path, text)| (format!("{}/{path}", unit.api), text)).collect()
    };
    units.iter().zip(rust::made(units)).map(below).collect()
}

fn summarize_copy(vendored: Option<&Vendored>, plan: Option<&Plan>) -> Option<VendoredSummary> {
    Some(vendored?.summary(plan?))
}

fn endpoints(api: &Api) -> usize {
    api.versions.iter().map(|version| version.endpoints.len()).sum()
}

/// The folder below the output folder, which has the name of the API.
fn folder_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

fn summarize(plan: &Plan, apis: &[Api], kept: &BTreeSet<String>) -> Vec<ApiSummary> {
    let mut summaries: BTreeMap<&str, ApiSummary> =
        apis.iter().map(|api| (api.name.as_str(), ApiSummary::new(&api.name, endpoints(api)))).collect();
    for path in kept {
        let name = folder_of(path);
        summaries.entry(name).or_insert_with(|| ApiSummary::new(name, 0)).files += 1;
    }
    for file in &plan.files {
        let name = folder_of(&file.path);
        let summary = summaries.entry(name).or_insert_with(|| ApiSummary::new(name, 0));
        summary.files += usize::from(file.text.is_some());
        summary.changed += usize::from(matches!(file.change, Change::New | Change::Changed));
        summary.removed += usize::from(file.change == Change::Orphaned);
    }
    summaries.into_values().collect()
}
