//! The project that a command works on: the settings of `countersign.yaml`.

use crate::vendored;
use countersign_codegen::spec::syntax::RuntimeSpec;
use countersign_codegen::spec::{SETTINGS_FILE, Settings, read_project};
use countersign_codegen::{Error, RuntimeSource, Vendored, absolute, relative};
use std::path::{Path, PathBuf};

/// The folder of a project, and its settings. Paths are relative to the working directory where that is possible.
#[derive(Debug)]
pub(super) struct Project {
    root: PathBuf,
    settings: Settings,
}

impl Project {
    /// Finds the settings file in a folder or the nearest one above it. Without any, the folder is the project, and all
    /// settings are the default ones.
    pub(super) fn find(from: &Path) -> Result<Self, Error> {
        let from = absolute(from);
        let Some(folder) = from.ancestors().find(|folder| is_there(&folder.join(SETTINGS_FILE))) else {
            return Ok(Self::without_settings(&relative(Path::new("."), &from)));
        };
        let root = relative(Path::new("."), folder);
        let settings = read_project(&root.join(SETTINGS_FILE)).map_err(Error::Findings)?;
        Ok(Self { root, settings })
    }

    /// A project in a folder that has no settings file.
    pub(super) fn without_settings(folder: &Path) -> Self {
        Self { root: folder.to_owned(), settings: Settings::default() }
    }

    /// The folder of the settings file; empty for the working directory.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that has a folder for each API.
    pub(super) fn specs(&self) -> PathBuf {
        self.at(self.settings.spec.specs.as_deref().unwrap_or("specs"))
    }

    /// The folder that gets a crate for each API.
    pub(super) fn out(&self) -> PathBuf {
        self.at(self.settings.spec.out.as_deref().unwrap_or("generated"))
    }

    /// The APIs that commands are about; empty for all.
    pub(super) fn apis(&self) -> Vec<String> {
        self.settings.spec.apis.iter().map(|api| api.value.clone()).collect()
    }

    /// The same for commands that read their specs: one without specs is an error at its place.
    pub(super) fn apis_with_specs(&self) -> Result<Vec<String>, Error> {
        self.settings.check_apis(&self.specs()).map_err(Error::Findings)?;
        Ok(self.apis())
    }

    /// The licence of generated crates.
    pub(super) fn license(&self) -> Option<&str> {
        self.settings.spec.license.as_deref()
    }

    /// The beginning of the names of generated crates.
    pub(super) fn crate_prefix(&self) -> &str {
        &self.settings.spec.crate_prefix
    }

    /// Where generated crates get the runtime from.
    pub(super) fn runtime(&self) -> RuntimeSource {
        match &self.settings.spec.runtime {
            RuntimeSpec::Vendored => RuntimeSource::Vendored(self.vendored()),
            RuntimeSpec::Path(path) => RuntimeSource::Path(self.at(path)),
            RuntimeSpec::Version(version) => RuntimeSource::Version(version.clone()),
            RuntimeSpec::Git { url, reference } => {
                RuntimeSource::Git { url: url.clone(), reference: reference.clone() }
            }
        }
    }

    /// Whether that is the copy in this project.
    pub(super) fn is_vendored(&self) -> bool {
        matches!(self.settings.spec.runtime, RuntimeSpec::Vendored)
    }

    /// The copy of the runtime in this project.
    pub(super) fn vendored(&self) -> Vendored {
        Vendored { folder: self.at("countersign-vendor"), files: vendored::files() }
    }

    /// A path of the settings.
    fn at(&self, path: &str) -> PathBuf {
        let path = Path::new(path);
        if path.is_absolute() {
            return path.to_owned();
        }
        let path = relative(Path::new("."), &self.root().join(path));
        if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
    }
}

/// Whether there is something of that name, which may be a link that leads nowhere: that is an error, and not to be passed over.
fn is_there(file: &Path) -> bool {
    file.symlink_metadata().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        folder
    }

    #[test]
    fn the_nearest_settings_count() {
        let outer = "format: 1\nspecs: outer\n";
        let inner =
            "format: 1\nspecs: ../shared/specs\nout: clients\nruntime: { path: ../runtime }\napis: [claro]\n";
        let folder =
            folder(&[("countersign.yaml", outer), ("shop/countersign.yaml", inner), ("shop/src/x.rs", "")]);
        let root = folder.path().canonicalize().expect("the folder");
        let project = Project::find(&root.join("shop/src")).expect("a project");
        let seen = |path: &str| relative(Path::new("."), &root.join(path));
        assert_eq!(project.root(), seen("shop"));
        assert_eq!(project.specs(), seen("shared/specs"));
        assert_eq!(project.out(), seen("shop/clients"));
        assert_eq!(project.apis(), ["claro"]);
        assert_eq!(project.runtime(), RuntimeSource::Path(seen("runtime")));
        assert_eq!(Project::find(&root).expect("a project").specs(), seen("outer"));
    }

    #[test]
    fn without_settings_the_folder_is_the_project() {
        let folder = folder(&[("specs/claro/api.yaml", "")]);
        let project = Project::find(folder.path()).expect("a project");
        assert_eq!(project.root(), relative(Path::new("."), folder.path()));
        assert_eq!(project.specs(), relative(Path::new("."), &folder.path().join("specs")));
        let RuntimeSource::Vendored(vendored) = project.runtime() else { panic!("{:?}", project.runtime()) };
        assert_eq!(vendored.folder, relative(Path::new("."), &folder.path().join("countersign-vendor")));
    }

    #[test]
    fn wrong_settings_are_an_error() {
        let folder = folder(&[("countersign.yaml", "format: 1\nspec: x\n"), ("a/b.txt", "")]);
        let Err(Error::Findings(report)) = Project::find(&folder.path().join("a")) else {
            panic!("no findings")
        };
        assert!(report.to_string().contains("error[C0005]: unknown key `spec`"), "{report}");
    }
}
