//! Reading and writing specs for the tests here.

use countersign_codegen::diagnostics::Severity;
use countersign_codegen::model::{Api, resolve};
use countersign_codegen::openapi::Imported;
use countersign_codegen::{Error, Generator};
use std::fs;
use std::path::Path;

/// An API as the generator sees it.
pub(crate) fn api(specs: &Path, name: &str) -> Api {
    let mut set = countersign_codegen::spec::read(specs, &[name.to_owned()]).expect("specs");
    let api = resolve(&set.apis[0], &mut set.findings);
    assert_eq!(set.findings.errors(), 0, "{name}");
    api
}

/// Writes what was imported, checks it as `countersign check` does, and hands out the folder.
pub(crate) fn checked(imported: &Imported) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in imported.files() {
        let place = folder.path().join(&imported.api.name).join(&path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(&place, text).expect("a file");
    }
    match Generator::new(folder.path()).check() {
        Ok(_) => folder,
        Err(Error::Findings(report)) => {
            let errors =
                report.findings().kept().iter().filter(|finding| finding.rule.severity == Severity::Error);
            let messages: Vec<String> = errors.map(|finding| finding.message.clone()).collect();
            panic!("the specs have errors: {messages:#?}\n{report}")
        }
        Err(other) => panic!("{other}"),
    }
}
