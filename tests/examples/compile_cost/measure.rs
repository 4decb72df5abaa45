//! CPU seconds of a build.

use std::{error::Error, fmt, fs::File, path::Path, process::Command, time::SystemTime};

use countersign_tests::process::children_seconds;

/// A way to build.
pub(crate) struct Build {
    pub(crate) name: &'static str,
    arguments: &'static [&'static str],
}

pub(crate) const BUILDS: &[Build] = &[
    Build { name: "check", arguments: &["check"] },
    Build { name: "debug build", arguments: &["build"] },
    Build { name: "release build", arguments: &["build", "--release"] },
];

/// Builds a crate whose dependencies are built, as if its source had changed.
pub(crate) fn cpu_seconds(
    folder: &Path,
    package: &str,
    source: &Path,
    build: &Build,
) -> Result<f64, Box<dyn Error>> {
    File::options().append(true).open(source.join("src/lib.rs"))?.set_modified(SystemTime::now())?;
    let before = children_seconds()?;
    let output = Command::new(env!("CARGO"))
        .args(build.arguments)
        .args(["--package", package])
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()?;
    let seconds = children_seconds()? - before;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{package} does not build:\n{log}").into());
    }
    if log.contains("warning") || !log.contains(&format!("ing {package} ")) {
        return Err(format!("{package} was not built, or not without warnings:\n{log}").into());
    }
    Ok(seconds)
}

/// Several measurements of one thing.
#[derive(Clone, Default)]
pub(crate) struct Cost(Vec<f64>);

impl Cost {
    pub(crate) fn add(&mut self, seconds: f64) {
        self.0.push(seconds);
        self.0.sort_by(f64::total_cmp);
    }

    pub(crate) fn least(&self) -> f64 {
        self.0.first().copied().unwrap_or(f64::NAN)
    }

    fn median(&self) -> f64 {
        self.0.get(self.0.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ({:.2})", self.least(), self.median())
    }
}
