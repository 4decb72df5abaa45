//! Why a run failed.

use crate::diagnostics::{Report, count};
use crate::output::{Change, OutputError, Plan, unified};
use crate::spec::{FolderError, display_path};
use std::fmt;
use std::path::PathBuf;

/// Why a run failed. Nothing has been written, except with [`Error::Output`] while writing.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The specs folder cannot be used.
    Specs(FolderError),
    /// The specs have errors.
    Findings(Box<Report>),
    /// Files are in the way that were not generated.
    Foreign(Vec<String>),
    /// A folder is in one that has other files of its own.
    Overlap {
        /// The folder that would be written.
        written: PathBuf,
        /// The folder that it is in.
        folder: PathBuf,
    },
    /// What is on disk is not what would be written.
    Drift(Drift),
    /// The output folder cannot be read or written.
    Output(OutputError),
}

/// How the disk differs from what would be written.
#[derive(Debug)]
pub struct Drift {
    /// Each file, sorted, and how it differs.
    pub files: Vec<(String, Change)>,
    /// All differences as a unified diff.
    pub diff: String,
}

impl Error {
    /// An error if files are in the way that were not generated.
    #[doc(hidden)]
    pub fn if_foreign<'a>(plans: impl IntoIterator<Item = &'a Plan>) -> Result<(), Self> {
        let foreign = plans.into_iter().flat_map(|plan| plan.with(Change::Foreign));
        let foreign: Vec<String> = foreign.map(|file| file.place.display().to_string()).collect();
        if foreign.is_empty() { Ok(()) } else { Err(Self::Foreign(foreign)) }
    }
}

impl Drift {
    /// `None` when there is none.
    pub fn of(plan: &Plan) -> Option<Self> {
        let root = display_path(&plan.root);
        let files: Vec<(String, Change)> =
            plan.drift().map(|file| (format!("{root}/{}", file.path), file.change)).collect();
        let diff = plan.drift().map(|file| unified(file, &root)).collect();
        (!files.is_empty()).then_some(Self { files, diff })
    }

    /// The same of a copy of the runtime. If all of it is missing, its folder stands for its files, and is all there is to show.
    pub(crate) fn of_copy(plan: &Plan) -> Option<Self> {
        if plan.files.iter().any(|file| file.change != Change::New) {
            return Self::of(plan);
        }
        let root = display_path(&plan.root);
        Some(Self { files: vec![(root, Change::New)], diff: String::new() })
    }

    /// This and another one.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.diff += &other.diff;
        self
    }
}

/// How a file differs from what would be written.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "missing",
            Self::Changed => "differs",
            Self::Orphaned => "orphaned",
            Self::Foreign => "in the way",
            Self::Unchanged => "the same",
        })
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, change) in &self.files {
            writeln!(f, "{change}: {path}")?;
        }
        let differences = count(self.files.len(), "difference");
        write!(f, "error: {differences} from what `countersign generate` writes; run it")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specs(error) => error.fmt(f),
            Self::Findings(report) => report.fmt(f),
            Self::Foreign(paths) => {
                let shown = paths.join("`, `");
                write!(
                    f,
                    "`{shown}` would be overwritten, but was not generated; move it away, or use --force"
                )
            }
            Self::Overlap { written, folder } => write!(
                f,
                "`{}` would be written among the files of `{}`: name another folder, by `out` or `specs` in \
                 `countersign.yaml` or by --out",
                display_path(written),
                display_path(folder)
            ),
            Self::Drift(drift) => drift.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Specs(error) => Some(error),
            Self::Output(error) => Some(&error.source),
            _ => None,
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = match self.source.kind() {
            std::io::ErrorKind::PermissionDenied => {
                "; check that you may write there, or name another folder"
            }
            std::io::ErrorKind::StorageFull => "; make room and run it again",
            _ => "",
        };
        write!(f, "{} `{}`: {}{next}", self.action, self.path.display(), self.source)
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl From<FolderError> for Error {
    fn from(error: FolderError) -> Self {
        Self::Specs(error)
    }
}

impl From<OutputError> for Error {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}
