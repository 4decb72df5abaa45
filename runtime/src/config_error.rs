use std::fmt;

#[cfg(doc)]
use crate::config::Config;

/// A mistake in a [`Config`]. `Debug` writes the same text as `Display`: it is what a program shows whose `main` returns it.
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL is not scheme, host and port.
    BaseUrl(String),
    /// The base URL is not https, and the host is not this machine.
    PlainHttp(String),
    /// The base path has other characters than letters, digits, `-`, `.`, `_`, `~` and `/`, or ends with `/`.
    BasePath(String),
    /// The path suffix has other characters than letters, digits, `-`, `.`, `_` and `~`.
    PathSuffix(String),
    /// A header is reserved, or its name or value is invalid.
    Header(String),
    /// The client id is empty, longer than 128 bytes, or has characters that a header can't carry.
    ClientId,
    /// The transport could not be made.
    Transport(crate::transport::TransportError),
    /// No transport was given, and the feature `reqwest` is off.
    NoTransport,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(url) => write!(
                f,
                "the base URL {url:?} must be scheme, host and port only, as in `https://wallet.example`; \
                 a path goes to `Config::base_path`"
            ),
            Self::PlainHttp(url) => {
                write!(
                    f,
                    "the base URL {url:?} must begin with `https://`; plain http is for this machine only"
                )
            }
            Self::BasePath(path) => write!(
                f,
                "the base path {path:?} must be empty, or as in `/api`: a leading slash, none at the end, and only \
                 letters, digits, `-`, `.`, `_` and `~` between slashes"
            ),
            Self::PathSuffix(suffix) => write!(
                f,
                "the path suffix {suffix:?} must be empty, or as in `.htm`: only letters, digits, `-`, `.`, `_` and `~`"
            ),
            Self::Header(name) => {
                write!(
                    f,
                    "the header {name:?} has an invalid name or value, or is one that the client itself sets"
                )
            }
            Self::ClientId => {
                f.write_str("the client id must have 1 to 128 printable ASCII characters, without spaces")
            }
            Self::Transport(error) => {
                write!(f, "the transport can't be set up: {}", error.root_cause())
            }
            Self::NoTransport => {
                f.write_str("no transport: set one by `Config::transport`, or turn on the feature `reqwest`")
            }
        }
    }
}

impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Transport(error) = self { Some(error) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_shown_in_words_by_debug_too() {
        let error = ConfigError::BaseUrl("ftp://x".to_owned());
        assert_eq!(format!("{error:?}"), error.to_string());
        assert!(format!("{error:?}").contains("a path goes to `Config::base_path`"));
    }

    #[test]
    fn a_transport_that_cannot_be_set_up_has_not_failed_to_connect() {
        use crate::transport::{TransportError, TransportFailure};
        let error = ConfigError::Transport(TransportError::new(TransportFailure::NotSent, "no library"));
        assert_eq!(error.to_string(), "the transport can't be set up: no library");
    }
}
