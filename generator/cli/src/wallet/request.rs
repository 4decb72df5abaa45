//! What is called, and with which body: for `call`, `curl` and `sign`.

use super::error::WalletError;
use crate::error::{CommandError, usage};
use crate::selection::Specs;
use clap::Args;
use countersign_calling::{Body, assign, example_body, find_endpoint, remove};
use countersign_codegen::model::{Api, Endpoint, Version};
use countersign_runtime::Json;
use std::collections::BTreeMap;
use std::io::Read;

/// The longest body that is read, in bytes.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Where a body comes from.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Body")]
pub(super) struct BodyArguments {
    /// A file with JSON, `-` for standard input, or the JSON itself, when it begins with `{`.
    #[arg(long, value_name = "FILE", conflicts_with = "example")]
    pub(super) body: Option<String>,
    /// The request of an example of the spec; without a name the first one, or sample values for what is required, where the spec
    /// has none.
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    example: Option<String>,
    /// Sends the example unchanged. Otherwise its request id is replaced by a new one, and an expiry time that has passed is
    /// moved into the future, so that the same line can be run at any time, and again.
    #[arg(long, requires = "example")]
    same_id: bool,
    /// Sets a value: `paymentAmount.value=100`, `goods[0].name=shoe`. Its type is the field's; an object or list is given
    /// as JSON. May be given several times.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Removes a field or an item. May be given several times.
    #[arg(long, value_name = "PATH")]
    unset: Vec<String>,
    /// Takes and sends what breaks the spec, too.
    #[arg(long)]
    pub(super) no_check: bool,
}

impl BodyArguments {
    /// Whether there is nothing but `--body`.
    pub(super) fn is_as_given(&self) -> bool {
        self.body.is_some() && self.set.is_empty() && self.unset.is_empty()
    }

    /// Whether an example that is not used has what a request may lack.
    pub(super) fn could_be_filled_in(&self, endpoint: &Endpoint) -> bool {
        self.example.is_none() && endpoint.examples.iter().any(|example| example.request.is_some())
    }

    /// The body, put together.
    pub(super) fn value(&self, endpoint: &Endpoint, version: &Version) -> Result<Json, WalletError> {
        let mut body = match (&self.body, &self.example) {
            (Some(place), _) => {
                let bytes = read(place)?;
                let text = std::str::from_utf8(&bytes)
                    .map_err(|error| usage(format!("the body is not UTF-8: {error}")))?;
                text.parse().map_err(|error| usage(format!("the body is {error}")))?
            }
            (None, Some(name)) => {
                let name = Some(name.as_str()).filter(|name| !name.is_empty());
                Body::from(&example_body(endpoint, version, name, !self.same_id)?).0
            }
            (None, None) => Json::Object(BTreeMap::new()),
        };
        for assignment in &self.set {
            assign(&mut body, assignment, &endpoint.request, version, self.no_check)
                .map_err(|error| usage(format!("--set {error}")))?;
        }
        for path in &self.unset {
            remove(&mut body, path, &endpoint.request, version, self.no_check)
                .map_err(|error| usage(format!("--unset {error}")))?;
        }
        Ok(body)
    }
}

/// The bytes of a file, of standard input, or of JSON that is given in its place.
pub(super) fn read(place: &str) -> Result<Vec<u8>, CommandError> {
    if place.trim_start().starts_with('{') {
        return Ok(place.as_bytes().to_vec());
    }
    let shown = place.escape_debug();
    let mut bytes = Vec::new();
    let read = match place {
        "-" => std::io::stdin().take(MAX_BYTES + 1).read_to_end(&mut bytes),
        _ => std::fs::File::open(place).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|source| CommandError::File { action: "cannot read", path: shown.to_string(), source })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(usage(format!("`{shown}` has more than {MAX_BYTES} bytes")));
    }
    Ok(bytes)
}

/// The API of that name.
pub(super) fn api(specs: &Specs, name: &str) -> Result<Api, CommandError> {
    let (apis, _) = specs.select(&[name.to_owned()])?.generator().read()?;
    apis.into_iter().next().ok_or_else(|| usage(format!("there is no API `{}`", name.escape_debug())))
}

/// The endpoint of that name.
pub(super) fn endpoint<'a>(api: &'a Api, name: &str) -> Result<(&'a Version, &'a Endpoint), WalletError> {
    Ok(find_endpoint(api, name)?)
}
