//! Profiles: where a wallet is, and which keys to use for it, under a name.
//!
//! ```yaml
//! # .countersign/profiles.yaml
//! sandbox:
//!   url: http://127.0.0.1:8080
//!   keys: sandbox                # a folder with client_id, merchant.pem and wallet.public.pem, beside this file
//! claro-test:
//!   url: https://wallet.example
//!   client_id: "2022091495540562874792"
//!   key_file: /run/secrets/merchant.pem
//!   wallet_key_file: claro-wallet.pem
//!   key_version: 2
//! ```
//!
//! Keys themselves do not belong in it, only the places of files, which are seen from the folder of the profile file.

use countersign_codegen::diagnostics::{Findings, Report};
use countersign_codegen::diagnostics::{listed, nearest};
use countersign_codegen::spec::findings::{unknown_key, wrong_kind};
use countersign_codegen::spec::{Sources, parse_yaml};
use countersign_codegen::{absolute, relative};
use std::fmt;
use std::path::{Path, PathBuf};

/// The keys that a profile may have.
const KEYS: &[&str] = &[
    "url",
    "client_id",
    "keys",
    "key_file",
    "wallet_key_file",
    "key_version",
    "encryption_key_file",
    "encryption_key_version",
    "decryption_key_file",
    "insecure_ca",
    "passphrase_env",
];

/// What a profile says. Places of files are absolute, or seen from the current folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// Scheme, host and port.
    pub url: Option<String>,
    /// Our client id.
    pub client_id: Option<String>,
    /// A folder with `client_id`, `merchant.pem` and `wallet.public.pem`.
    pub keys: Option<PathBuf>,
    /// Our private key.
    pub key_file: Option<PathBuf>,
    /// The wallet's public key.
    pub wallet_key_file: Option<PathBuf>,
    /// The version of our key.
    pub key_version: Option<String>,
    /// The wallet's public key that requests are encrypted for.
    pub encryption_key_file: Option<PathBuf>,
    /// The version of that key.
    pub encryption_key_version: Option<String>,
    /// Our private key that answers are encrypted for.
    pub decryption_key_file: Option<PathBuf>,
    /// A certificate to trust besides the system's.
    pub insecure_ca: Option<PathBuf>,
    /// The environment variable that has the passphrase of our key.
    pub passphrase_env: Option<String>,
}

/// A profile cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProfileError {
    /// There is no file with profiles; these places were looked at.
    NoFile(Vec<PathBuf>),
    /// The file cannot be read.
    Unreadable(PathBuf, String),
    /// Something in the file is wrong.
    Findings(Box<Report>),
    /// The file has no profile of that name, but these.
    Unknown(String, PathBuf, Vec<String>),
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile(places) => {
                let places: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
                write!(
                    f,
                    "there is no file with profiles; it would be {}",
                    listed(places.iter().map(String::as_str))
                )
            }
            Self::Unreadable(place, why) => write!(f, "cannot read `{}`: {why}", place.display()),
            Self::Findings(report) => write!(f, "the profiles cannot be used\n{report}"),
            Self::Unknown(name, place, names) => {
                let names = || names.iter().map(String::as_str);
                let next = match nearest(name, names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there is {}", listed(names())),
                };
                write!(f, "`{}` has no profile `{}`; {next}", place.display(), name.escape_debug())
            }
        }
    }
}

impl std::error::Error for ProfileError {}

impl Profile {
    /// The profile of that name in the first file that is there: `.countersign/profiles.yaml` in the current folder or the
    /// nearest one above it, then `countersign/profiles.yaml` in `$XDG_CONFIG_HOME` or `~/.config`.
    ///
    /// # Errors
    /// [`ProfileError`] when there is no such file or profile, or the file is wrong.
    pub fn find(name: &str) -> Result<Self, ProfileError> {
        let places = places();
        match places.iter().find(|place| place.is_file()) {
            Some(place) => Self::read(name, place),
            None => Err(ProfileError::NoFile(places)),
        }
    }

    /// The profile of that name in a file.
    ///
    /// # Errors
    /// As [`Profile::find`].
    pub fn read(name: &str, place: &Path) -> Result<Self, ProfileError> {
        const MAX_BYTES: u64 = 1024 * 1024;
        let unreadable = |why: String| ProfileError::Unreadable(place.to_owned(), why);
        let length = std::fs::metadata(place).map_err(|error| unreadable(error.to_string()))?.len();
        if length > MAX_BYTES {
            return Err(unreadable(format!("it has {length} bytes; the limit is {MAX_BYTES}")));
        }
        let text = std::fs::read_to_string(place).map_err(|error| unreadable(error.to_string()))?;
        let (mut sources, mut findings) = (Sources::default(), Findings::default());
        let file = sources.add(place.display().to_string(), text);
        let root = parse_yaml(file, sources.text(file), &mut findings);
        let mut found = None;
        let mut names = Vec::new();
        if let Some(root) = &root {
            let Some(entries) = root.entries() else {
                findings.push(wrong_kind::not_a_mapping(root, root.span, "a file with profiles"));
                return Err(ProfileError::Findings(Box::new(Report::new(findings, sources))));
            };
            for entry in entries {
                let profile = Self::of(&entry.value, entry.key_span, place, &mut findings);
                names.push(entry.key.clone());
                found = if entry.key == name { Some(profile) } else { found };
            }
        }
        if findings.errors() > 0 {
            return Err(ProfileError::Findings(Box::new(Report::new(findings, sources))));
        }
        found.ok_or_else(|| ProfileError::Unknown(name.to_owned(), place.to_owned(), names))
    }

    fn of(
        node: &countersign_codegen::spec::Node,
        at: countersign_codegen::spec::Span,
        place: &Path,
        findings: &mut Findings,
    ) -> Self {
        let mut profile = Self::default();
        let Some(entries) = node.entries() else {
            findings.push(wrong_kind::not_a_mapping(node, at, "a profile"));
            return profile;
        };
        let folder = place.parent().unwrap_or(Path::new(""));
        for entry in entries {
            let Some(scalar) = entry.value.scalar() else {
                findings.push(wrong_kind::finding(&entry.value, entry.key_span, &entry.key, "a text"));
                continue;
            };
            let text = scalar.text.clone();
            match entry.key.as_str() {
                "url" => profile.url = Some(text),
                "client_id" => profile.client_id = Some(text),
                "key_version" => profile.key_version = Some(text),
                "encryption_key_version" => profile.encryption_key_version = Some(text),
                "passphrase_env" => profile.passphrase_env = Some(text),
                "keys" => profile.keys = Some(folder.join(text)),
                "key_file" => profile.key_file = Some(folder.join(text)),
                "wallet_key_file" => profile.wallet_key_file = Some(folder.join(text)),
                "encryption_key_file" => profile.encryption_key_file = Some(folder.join(text)),
                "decryption_key_file" => profile.decryption_key_file = Some(folder.join(text)),
                "insecure_ca" => profile.insecure_ca = Some(folder.join(text)),
                _ => findings.push(unknown_key::finding(entry, "a profile", KEYS)),
            }
        }
        profile
    }
}

fn places() -> Vec<PathBuf> {
    let config = std::env::var_os("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let config = config.or_else(|| std::env::home_dir().map(|home| home.join(".config")));
    let config = config.map(|folder| folder.join("countersign/profiles.yaml"));
    std::iter::once(project_place()).chain(config).collect()
}

/// The project's profiles, as seen from the working directory, where they would be if there are none.
fn project_place() -> PathBuf {
    let place = Path::new(".countersign/profiles.yaml");
    let here = absolute(Path::new("."));
    let found = here.ancestors().map(|folder| folder.join(place)).find(|place| place.is_file());
    found.map_or_else(|| place.to_owned(), |found| relative(Path::new("."), &found))
}
