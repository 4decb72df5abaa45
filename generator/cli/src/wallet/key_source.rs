//! Where the text of a key is.

use super::error::WalletError;
use crate::error::{CommandError, usage};
use countersign_runtime::signature::{KeyError, KeyVersion};
use countersign_runtime::transport::ReqwestTransport;
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Where the text of a key is.
#[derive(Debug, Clone)]
pub(super) enum Source {
    File(PathBuf),
    Variable(&'static str),
}

/// `FILE`, or `VERSION=FILE`: where a key of the wallet is, and which one of the wallet's it is.
#[derive(Debug, Clone)]
pub(super) struct VersionedSource {
    pub(super) version: Option<KeyVersion>,
    pub(super) source: Source,
}

impl VersionedSource {
    /// As it stands in a flag. A `=` in the name of a file does no harm behind a folder, as in `./a=b.pem`.
    pub(super) fn parse(text: &str) -> Result<Self, CommandError> {
        let version = text.split_once('=').and_then(|(version, file)| Some((version.parse().ok()?, file)));
        match version {
            Some((_, "")) => Err(usage("write it as FILE or VERSION=FILE")),
            Some((version, file)) => Ok(Self { version: Some(version), source: Source::File(file.into()) }),
            None => Ok(Source::File(text.into()).into()),
        }
    }

    /// The same again as a flag.
    pub(super) fn flag(&self) -> Option<String> {
        let Source::File(file) = &self.source else { return None };
        let version = self.version.as_ref().map(|version| format!("{version}=")).unwrap_or_default();
        Some(format!("{version}{}", file.display()))
    }
}

impl From<Source> for VersionedSource {
    fn from(source: Source) -> Self {
        Self { version: None, source }
    }
}

impl Source {
    pub(super) fn place(&self) -> String {
        match self {
            Self::File(path) => format!("the file `{}`", path.display()),
            Self::Variable(name) => format!("the environment variable `{name}`"),
        }
    }

    pub(super) fn text(&self) -> Result<Zeroizing<String>, CommandError> {
        match self {
            Self::File(path) => text_of(path),
            // The system's error would show the value.
            Self::Variable(name) => {
                std::env::var(name).map(Zeroizing::new).map_err(|_| usage(format!("{name} is not a text")))
            }
        }
    }

    /// The error of a key that is read from here.
    pub(super) fn key_error(&self, error: KeyError) -> KeyError {
        KeyError::Inside { place: self.place(), error: Box::new(error) }
    }
}

pub(super) fn passphrase(name: &str) -> Result<Zeroizing<String>, CommandError> {
    std::env::var(name).map(Zeroizing::new).map_err(|_| {
        usage(format!("the environment variable `{name}`, which should have the passphrase, is not set"))
    })
}

/// The text of a small file, which may be a key.
pub(super) fn text_of(path: &Path) -> Result<Zeroizing<String>, CommandError> {
    const MAX_BYTES: usize = 64 * 1024;
    let shown = path.display();
    // Large enough never to move: a move would leave a copy of the key behind.
    let mut text = Zeroizing::new(String::with_capacity(MAX_BYTES + 1));
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_string(&mut text))
        .map_err(|source| CommandError::File { action: "cannot read", path: shown.to_string(), source })?;
    if text.len() > MAX_BYTES {
        return Err(usage(format!("cannot read `{shown}`: it has more than {MAX_BYTES} bytes")));
    }
    Ok(text)
}

/// The transport for a wallet at that URL which also trusts the certificate in a file.
pub(super) fn trusting(file: &Path, url: &str) -> Result<ReqwestTransport, WalletError> {
    let text = text_of(file)?;
    let shown = file.display();
    let certificates = reqwest::Certificate::from_pem_bundle(text.as_bytes())
        .map_err(|source| WalletError::Certificate { path: shown.to_string(), source })?;
    if certificates.is_empty() {
        return Err(usage(format!("`{shown}` has no certificate as PEM in it")).into());
    }
    ReqwestTransport::customized_for(url, |builder| builder.tls_certs_merge(certificates))
        .map_err(WalletError::Transport)
}
