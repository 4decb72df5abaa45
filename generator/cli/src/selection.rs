//! Which specs a command is about.

use crate::project::Project;
use clap::Args;
use countersign_codegen::{Error, Generator};
use std::path::{Path, PathBuf};

/// Where the specs are.
#[derive(Debug, Args)]
pub(crate) struct Specs {
    /// The folder that has a folder for each API; by default the one that `countersign.yaml` names, or else `specs`.
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
}

/// What commands are told that read all specs.
#[derive(Debug, Args)]
pub(super) struct Selection {
    #[command(flatten)]
    pub(super) specs: Specs,
    /// Only this API; may be given several times. By default those that `countersign.yaml` names, or else all.
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
}

/// What a selection means here.
#[derive(Debug)]
pub(crate) struct Selected {
    /// The folder of the specs.
    pub(crate) specs: PathBuf,
    /// The APIs; empty for all.
    pub(super) apis: Vec<String>,
    /// The settings.
    pub(super) project: Project,
}

impl Specs {
    /// The folder: the one that was named, or else the one of the project.
    pub(crate) fn folder(&self) -> Result<PathBuf, Error> {
        match &self.specs {
            Some(folder) => Ok(folder.clone()),
            None => Ok(Project::find(Path::new("."))?.specs()),
        }
    }

    /// The folder on the command line.
    #[cfg(feature = "sandbox")]
    pub(crate) fn named(&self) -> Option<&Path> {
        self.specs.as_deref()
    }

    /// The specs, and of them these APIs; where none is named, those of the settings.
    pub(crate) fn select(&self, apis: &[String]) -> Result<Selected, Error> {
        let project = Project::find(Path::new("."))?;
        // Names in the settings are not those of APIs elsewhere.
        let is_named = self.specs.is_some() || !apis.is_empty();
        let apis = if is_named { apis.to_vec() } else { project.apis_with_specs()? };
        Ok(Selected { specs: self.specs.clone().unwrap_or_else(|| project.specs()), apis, project })
    }

    /// `--specs DIR` for a command line that is to be run here, where that has to be said.
    pub(crate) fn flags(&self) -> Vec<String> {
        self.specs.iter().flat_map(|folder| ["--specs".to_owned(), folder.display().to_string()]).collect()
    }

    /// The same as the end of such a line.
    pub(crate) fn option(&self) -> String {
        self.flags().iter().map(|word| format!(" {word}")).collect()
    }
}

impl Selection {
    /// Looks up what is not on the command line.
    pub(super) fn find(&self) -> Result<Selected, Error> {
        self.specs.select(&self.api)
    }
}

impl Selected {
    /// A generator of these specs.
    pub(crate) fn generator(&self) -> Generator {
        let generator = self.apis.iter().fold(Generator::new(&self.specs), Generator::api);
        generator.crate_prefix(self.project.crate_prefix())
    }
}
