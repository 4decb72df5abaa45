//! Why a sandbox does not start.

use super::ledger::LedgerError;
use countersign_calling::keygen::KeygenError;
use countersign_codegen::Error;
use countersign_runtime::signature::KeyError;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// Why a sandbox does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The specs can't be read, or have errors.
    Specs(Box<Error>),
    /// There is no API to serve.
    NoApi,
    /// A file or folder can't be read or written.
    File {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file of the folder of keys does not hold a private key.
    NoKey(PathBuf),
    /// The merchant's two files belong to two keys.
    TwoKeys {
        /// The file with the private key.
        private: PathBuf,
        /// The file with a public key that is not its half.
        public: PathBuf,
    },
    /// A key can't be used.
    Key {
        /// The folder that it is in.
        folder: PathBuf,
        /// What is wrong with it.
        source: KeyError,
    },
    /// No keys could be made.
    MakingKeys(KeygenError),
    /// The file does not hold a client id.
    ClientId(PathBuf),
    /// The database can't be opened.
    Ledger {
        /// What it says.
        reason: String,
    },
    /// The scenario can't be used. The text says where and why, a line for each problem.
    Scenario(String),
    /// The address is not of this machine only, and that was not asked for.
    Remote(IpAddr),
    /// The address can't be listened at.
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
    /// The threads, or TLS, can't be set up. The text is the library's.
    Setup(String),
}

impl StartError {
    pub(super) fn folder(path: &Path, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specs(error) => error.fmt(f),
            Self::NoApi => f.write_str("there is no API to serve; name a folder of specs"),
            Self::File { path, source } => write!(f, "cannot use `{}`: {source}", path.display()),
            Self::NoKey(path) => write!(
                f,
                "`{}` does not hold an RSA private key as PEM (PKCS #8); remove it, and the next run makes a new one",
                path.display()
            ),
            Self::TwoKeys { private, public } => write!(
                f,
                "`{}` is not the public half of `{}`: remove the latter to be called with a key of your own, or the \
                 former, which the next run makes anew",
                public.display(),
                private.display()
            ),
            Self::Key { folder, source } => write!(
                f,
                "a key in `{}` can't be used: {source}; remove it, and the next run makes a new one",
                folder.display()
            ),
            Self::MakingKeys(reason) => write!(f, "no test keys could be made: {reason}"),
            Self::ClientId(path) => write!(
                f,
                "`{}` does not hold a client id: one line of at most 128 letters, digits and signs",
                path.display()
            ),
            Self::Ledger { reason } => {
                write!(f, "the database can't be opened: {reason}; without one: --memory")
            }
            Self::Scenario(problems) => f.write_str(problems.trim_end()),
            Self::Remote(host) => write!(
                f,
                "{host} can be reached from other machines, which can call the wallet then, and open its page by the token of \
                 the URL that is printed; allow it by --allow-remote"
            ),
            Self::Listen { address, source } => {
                write!(f, "cannot listen at {address}: {source}")?;
                match source.kind() {
                    io::ErrorKind::AddrInUse => {
                        f.write_str("; is a sandbox running already? Name another --port")
                    }
                    _ => Ok(()),
                }
            }
            Self::Setup(reason) => write!(f, "the server can't be set up: {reason}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Specs(error) => Some(&**error),
            Self::File { source, .. } | Self::Listen { source, .. } => Some(source),
            Self::Key { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<LedgerError> for StartError {
    fn from(error: LedgerError) -> Self {
        Self::Ledger { reason: error.to_string() }
    }
}
