//! Folders of specs for tests.

#![allow(dead_code, reason = "each test file uses a part of it")]

use countersign_codegen::diagnostics::Report;
use countersign_codegen::{Error, Generator, Summary};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(crate) const API: &str = "format: 1\nname: demo\ntitle: Demo wallet\nbase_path: /api\n";

/// A temporary folder with `specs/` and `generated/` in it.
pub(crate) struct Workshop {
    folder: TempDir,
}

impl Workshop {
    /// With the API `demo`, and nothing else.
    pub(crate) fn new() -> Self {
        let workshop = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        workshop.spec("demo/api.yaml", API);
        workshop
    }

    /// With two endpoints and a type.
    pub(crate) fn furnished() -> Self {
        let workshop = Self::new();
        workshop.spec("demo/v1/payments/pay.yaml", endpoint("payments/pay"));
        workshop.spec("demo/v1/payments/refund.yaml", endpoint("payments/refund"));
        workshop.spec(
            "demo/v1/types.yaml",
            "Amount:\n  value: { type: string, max_length: 16, required: true, doc: Digits of the currency. }\n",
        );
        workshop
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("a file");
    }

    pub(crate) fn spec(&self, path: &str, text: impl AsRef<[u8]>) {
        self.write(&format!("specs/{path}"), text);
    }

    pub(crate) fn generator(&self) -> Generator {
        Generator::new(self.path("specs")).out_dir(self.path("generated"))
    }

    pub(crate) fn check(&self) -> Result<Summary, Error> {
        self.generator().check()
    }

    /// The findings of specs that have errors.
    pub(crate) fn errors(&self) -> Report {
        match self.check() {
            Err(Error::Findings(report)) => *report,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("the specs have no errors"),
        }
    }

    /// All files below the output folder.
    pub(crate) fn output(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path("generated"), "", &mut files);
        files
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        if entry.is_dir() {
            collect(&entry, &format!("{prefix}{name}/"), files);
        } else {
            files.insert(format!("{prefix}{name}"), fs::read(&entry).unwrap_or_default());
        }
    }
}

/// An endpoint that uses the type `Amount`.
pub(crate) fn endpoint(path: &str) -> String {
    format!(
        "path: {path}\nversion: v1\nsummary: Does something.\nrequest:\n  \
         requestId: {{ type: string, max_length: 64, required: true, doc: Our number. }}\n  \
         amount: {{ type: Amount, doc: How much. }}\nresponse:\n  \
         id: {{ type: string, max_length: 64, doc: Their number. }}\n"
    )
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, &place).expect("a file");
        }
    }
}

/// The spec files below a folder, sorted.
pub(crate) fn spec_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
