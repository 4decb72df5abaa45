//! Why a request of the explorer's page is refused.

use crate::fault::{BadFault, Fault};
use countersign_calling::Refused;
use countersign_runtime::JsonError;
use countersign_runtime::signature::KeyError;
use std::fmt;

/// Why a request of the page is refused. As text, it is shown on the page.
#[derive(Debug)]
pub(super) enum Problem {
    NotJson(serde_json::Error),
    /// A key is missing, or not a text.
    NoText(&'static str),
    /// The body to send is not JSON.
    BodyNotJson(JsonError),
    BodyNotObject,
    NoApi(String),
    NotAnEndpoint(String),
    NoEndpoint(String),
    /// The sandbox has only the public half of the merchant's key.
    NoPrivateKey,
    Key(KeyError),
    Call(Refused),
    Fault(BadFault),
    /// A rule for more than this endpoint keeps the fault on.
    StaysOn(Fault),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => write!(f, "not JSON: {error}"),
            Self::NoText(name) => write!(f, "`{name}` is missing, or not a text"),
            Self::BodyNotJson(error) => write!(f, "the body is {error}"),
            Self::BodyNotObject => f.write_str("the body is not a JSON object"),
            Self::NoApi(name) => write!(f, "there is no API `{name}`"),
            Self::NotAnEndpoint(place) => write!(f, "`{place}` is no endpoint"),
            Self::NoEndpoint(place) => write!(f, "there is no endpoint `{place}`"),
            Self::NoPrivateKey => f.write_str(
                "the sandbox has only the public half of the merchant's key: call from where the other is",
            ),
            Self::Key(error) => error.fmt(f),
            Self::Call(error) => error.fmt(f),
            Self::Fault(error) => error.fmt(f),
            Self::StaysOn(fault) => write!(
                f,
                "`{fault}` stays on: a rule of the scenario or of the program is for more than this endpoint"
            ),
        }
    }
}

impl std::error::Error for Problem {}
