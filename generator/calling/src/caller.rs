//! Calls of endpoints that are known from specs only.

use super::body::{Body, rounded};
use super::call_line::Lines;
use super::report::ReportInput;
use super::request::FAULT;
use super::{Options, Prepared, Refused, Report, descriptor, find_endpoint, violations};
use countersign_codegen::model::{Api, Endpoint, Kind, Version};
use countersign_codegen::{Error, Generator};
use countersign_runtime::{Call, Client, Config, Json};
use serde_json::Value;
use std::path::PathBuf;
use std::time::Instant;

/// Reads the specs of APIs: of those with these names, or of all when there are none.
///
/// # Errors
/// The specs cannot be read, or have errors.
pub fn apis(specs: impl Into<PathBuf>, names: &[&str]) -> Result<Vec<Api>, Error> {
    let generator = names.iter().fold(Generator::new(specs), |generator, name| generator.api(*name));
    generator.read().map(|(apis, _)| apis)
}

/// Calls the endpoints of APIs straight from their specs.
///
/// Keys, address, transport, clock and time-outs are the [`Config`]'s. What makes a call right (signing, verifying, what is
/// sent again, what an outcome is) is the runtime's, as for generated clients.
#[derive(Debug)]
pub struct Caller {
    apis: Vec<(Api, Client)>,
    lines: Lines,
}

impl Caller {
    /// A caller of these APIs, all of them at one address.
    ///
    /// # Errors
    /// When something in the configuration cannot be right.
    pub fn new(apis: Vec<Api>, config: Config) -> Result<Self, Refused> {
        let clients = apis.into_iter().map(|api| {
            let described = descriptor::api(&api);
            let client = Client::new(&described, config.clone()).map_err(Refused::Config)?;
            Ok((api, client))
        });
        Ok(Self { apis: clients.collect::<Result<_, Refused>>()?, lines: Lines::default() })
    }

    /// What has to stand in a command line for the same keys and address, for the lines in reports: `--keys`, `DIR`.
    #[must_use]
    pub fn with_flags(mut self, flags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.lines.flags = flags.into_iter().map(Into::into).collect();
        self
    }

    /// What a command line in reports begins with, such as `cargo run --`; `countersign` unless it is set.
    #[must_use]
    pub fn with_program(mut self, program: impl Into<String>) -> Self {
        self.lines.program = program.into();
        self
    }

    /// The certificate that curl has to trust besides the system's, for the curl commands in reports.
    #[must_use]
    pub fn with_certificate(mut self, file: Option<PathBuf>) -> Self {
        self.lines.certificate = file;
        self
    }

    /// The APIs, as their specs have them.
    pub fn apis(&self) -> impl Iterator<Item = &Api> {
        self.apis.iter().map(|(api, _)| api)
    }

    /// Signs a request, sends it, verifies the answer, and says what came of it. `endpoint` is as for [`find_endpoint`].
    ///
    /// # Errors
    /// [`Refused`] when nothing could be tried. Whatever happens after that is in the [`Report`].
    pub async fn call(
        &self,
        api: &str,
        endpoint: &str,
        body: impl Into<Body>,
        options: &Options,
    ) -> Result<Report, Refused> {
        let Body(body) = body.into();
        let target = self.target(api, endpoint)?;
        let value = rounded(&body);
        let broken = target.checked(&value, options)?;
        let start = Instant::now();
        let outcome = target.runtime_call(&body, options).await;
        let input = ReportInput {
            api: target.api,
            version: target.version,
            endpoint: target.endpoint,
            body: &value,
            exact: &body,
            violations: broken,
            took: start.elapsed(),
            lines: &self.lines,
            options,
        };
        Report::new(input, outcome)
    }

    /// Signs a request, and does not send it. With [`Options::show_sensitive`] it is complete.
    ///
    /// # Errors
    /// [`Refused`] when it cannot be made.
    pub async fn prepare(
        &self,
        api: &str,
        endpoint: &str,
        body: impl Into<Body>,
        options: &Options,
    ) -> Result<Prepared, Refused> {
        let Body(body) = body.into();
        let target = self.target(api, endpoint)?;
        target.checked(&rounded(&body), options)?;
        let hide = (!options.show_sensitive).then_some((target.endpoint, target.version));
        let signed = target.runtime_call(&body, options).signed().await;
        signed.map(|exchange| Prepared::of(&exchange, hide)).map_err(Refused::Failed)
    }

    fn target(&self, api: &str, endpoint: &str) -> Result<Target<'_>, Refused> {
        let known = self.apis.iter().find(|(known, _)| known.name == api);
        let Some((api, client)) = known else {
            return Err(super::find::no_api(api, self.apis()).into());
        };
        let (version, endpoint) = find_endpoint(api, endpoint)?;
        if endpoint.kind == Kind::Notification {
            return Err(Refused::Notification(endpoint.address()));
        }
        if let Some(why) = &endpoint.not_callable {
            return Err(Refused::NotCallable { endpoint: endpoint.address(), why: why.clone() });
        }
        Ok(Target { api, client, version, endpoint })
    }
}

/// An endpoint, and the client that calls it.
struct Target<'a> {
    api: &'a Api,
    client: &'a Client,
    version: &'a Version,
    endpoint: &'a Endpoint,
}

impl Target<'_> {
    /// Where the body breaks the spec, if that does not matter.
    fn checked(&self, body: &Value, options: &Options) -> Result<Vec<super::Violation>, Refused> {
        let mut found = violations(body, self.endpoint, self.version);
        let given = |name: &str| {
            let header = options.headers.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(name));
            header.map(|(_, value)| value.clone())
        };
        found.extend(super::header_violations(given, self.endpoint, self.version));
        if found.is_empty() || options.unchecked { Ok(found) } else { Err(Refused::Violations(found)) }
    }

    /// The call, not yet sent.
    fn runtime_call<'c>(&'c self, body: &'c Json, options: &Options) -> Call<'c, Json> {
        let descriptor = descriptor::endpoint(self.api, self.version, self.endpoint);
        let mut call = self.client.call_untyped(descriptor, body);
        if options.encrypt {
            call = call.encrypted(true);
        }
        if options.repeat {
            call = call.repeat();
        }
        if let Some(timeout) = options.timeout {
            call = call.timeout(timeout);
        }
        if let Some(policy) = options.retry {
            call = call.retry(policy);
        }
        for (name, value) in &options.headers {
            call = call.header(name, value);
        }
        if let Some(fault) = &options.fault {
            call = call.header(FAULT, fault);
        }
        call
    }
}
