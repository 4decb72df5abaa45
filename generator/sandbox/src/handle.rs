//! The public handle of a running sandbox.

use super::access::Access;
use super::addresses;
use super::example::{self, ReadyCall};
use super::fault::{Fault, FaultRule, When};
use super::instance::{Instance, Port};
use super::log::Received;
use super::server::{Server, tls};
use super::settings::Settings;
use super::start;
use super::start_error::StartError;
use super::wallet::Wallet;
use countersign_calling::{NotFound, is_served};
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// How long requests in flight may take when a sandbox is stopped.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// A wallet that listens on this machine until it is dropped.
///
/// It has threads of its own: it works in tests of every kind, with an async runtime and without one.
pub struct Sandbox {
    instance: Arc<Instance>,
    certificate: Option<String>,
    server: Option<Server>,
}

impl Sandbox {
    /// Starts a sandbox from a folder of specs, or with [`Settings`].
    ///
    /// # Errors
    /// [`StartError`] when the specs have errors or something else is missing. It says what to do.
    pub fn start(settings: impl Into<Settings>) -> Result<Self, StartError> {
        let mut settings = settings.into();
        let start::Prepared { state, routes } = start::prepare(&mut settings)?;
        let listeners = start::listen(&settings, routes.len())?;
        let identity = settings.tls.then(|| tls::identity(&addresses::hosts(settings.host))).transpose()?;
        let scheme = if identity.is_some() { "https" } else { "http" };
        let (mut ports, mut bound) = (Vec::new(), Vec::new());
        let mut wallets = Vec::new();
        for (listener, routes) in listeners.into_iter().zip(routes) {
            let address = listener.local_addr().map_err(|error| StartError::Setup(error.to_string()))?;
            let apis = routes.apis.iter().map(|served| served.api.name.clone()).collect();
            ports.push(Port { address, url: format!("{scheme}://{}", addresses::from_here(address)), apis });
            bound.push(listener);
            wallets.push(Arc::new(Wallet { state: Arc::clone(&state), routes }));
        }
        let (certificate, acceptor) =
            identity.map(|identity| (identity.authority, identity.acceptor)).unzip();
        if let (Some(folder), Some(authority)) = (&settings.keys, &certificate) {
            super::keys::write_certificate(folder, authority)?;
        }
        let port = ports.first().map_or(0, |port: &Port| port.address.port());
        let access = Access::new(port, settings.tls)?;
        let time_scale = settings.behaviour.time_scale;
        let instance = Arc::new(Instance {
            state,
            ports,
            time_scale,
            command_line: settings.command_line(),
            notified: settings.notified.take(),
            document: OnceLock::new(),
            access,
            wallets,
        });
        let server = Server::start(bound, &instance, acceptor.as_ref())?;
        Ok(Self { instance, certificate, server: Some(server) })
    }

    /// Scheme, host and port: `http://127.0.0.1:4040`. Of several ports, the first.
    #[must_use]
    pub fn url(&self) -> &str {
        self.ports().first().map_or("", |port| &port.url)
    }

    /// The URL of the explorer for a browser on this machine.
    ///
    /// It contains a token if other machines can reach the address too: keep it to yourself.
    #[must_use]
    pub fn explorer_url(&self) -> String {
        match self.ports().first().filter(|port| !addresses::is_by_loopback(port.address)) {
            Some(port) => self.instance.access.url(&port.url),
            None => self.url().to_owned(),
        }
    }

    /// The URL of the explorer for a browser on another machine: it contains the token that the explorer demands
    /// there. `None` when no other machine can reach the sandbox.
    ///
    /// If the sandbox listens at all addresses, the host is the address that the system uses for outgoing traffic. Any other
    /// name or address of this machine works as well.
    #[must_use]
    pub fn remote_explorer_url(&self) -> Option<String> {
        let port = self.ports().first()?;
        let address = addresses::from_elsewhere(port.address)?;
        let scheme = port.url.split(':').next()?;
        Some(self.instance.access.url(&format!("{scheme}://{address}")))
    }

    /// Scheme, host and port of an API; `None` when it is not served.
    #[must_use]
    pub fn url_of(&self, api: &str) -> Option<&str> {
        self.instance.find(api).map(|(port, _)| port.url.as_str())
    }

    /// All ports. There are several when the paths of two APIs are the same.
    #[must_use]
    pub fn ports(&self) -> &[Port] {
        &self.instance.ports
    }

    /// An example request that fits its spec, preferably a payment.
    #[must_use]
    pub fn example(&self) -> Option<ReadyCall> {
        example::find(self.instance.state.apis.iter().map(|api| &**api))
    }

    /// The calls that are answered from examples, with their APIs (`claro v2/messages/sendInbox`): they change something, but
    /// have no role in the spec, so that nothing else shows what they did.
    #[must_use]
    pub fn answered_from_examples(&self) -> Vec<String> {
        let apis = self.instance.state.apis.iter();
        let named = apis.flat_map(|api| {
            let endpoints = api.answered_from_examples().into_iter();
            endpoints.map(|endpoint| format!("{} {}", api.name, endpoint.address()))
        });
        named.collect()
    }

    /// The client id, to send as `Client-Id`.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.instance.state.keys.texts.client_id
    }

    /// The test key to sign requests with, as PEM. Empty when the folder of keys has only its public half.
    #[must_use]
    pub fn merchant_key(&self) -> &str {
        &self.instance.state.keys.texts.merchant.private
    }

    /// The public key that verifies responses, as PEM: version 1.
    #[must_use]
    pub fn wallet_key(&self) -> &str {
        &self.instance.state.keys.texts.wallet.public
    }

    /// The public key of version 2, which [`Fault::RotatedKey`] signs with, as PEM.
    #[must_use]
    pub fn next_wallet_key(&self) -> &str {
        &self.instance.state.keys.texts.wallet_next.public
    }

    /// The public key that requests are encrypted with, as PEM: a separate one if an API is encrypted, else
    /// [`Self::wallet_key`].
    #[must_use]
    pub fn encryption_key(&self) -> &str {
        &self.instance.state.keys.texts.wallet_for_encryption().public
    }

    /// The test key that decrypts responses, as PEM: a separate one if an API is encrypted, else
    /// [`Self::merchant_key`].
    #[must_use]
    pub fn decryption_key(&self) -> &str {
        &self.instance.state.keys.texts.merchant_for_encryption().private
    }

    /// The authority that signed the HTTPS certificate, as PEM; `None` without TLS. Every run makes a new one.
    #[must_use]
    pub fn certificate(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// The last requests, oldest first: at most 1,000, or 16 MB of bodies.
    ///
    /// A request is recorded before its response is sent, so a caller that has the response finds the request here.
    #[must_use]
    pub fn received(&self) -> Vec<Arc<Received>> {
        self.instance.state.log.since(0)
    }

    /// Injects this fault into all requests to an endpoint (`v1/payments/pay`), in place of the one set before.
    ///
    /// # Errors
    /// [`NotFound`] when no API has that endpoint: the fault would never be seen.
    pub fn fault(&self, endpoint: &str, fault: Fault) -> Result<(), NotFound> {
        self.fault_when(endpoint, When::Always, fault)
    }

    /// Injects this fault into some requests to an endpoint. It takes precedence over those set earlier.
    ///
    /// # Errors
    /// [`NotFound`] when no API has that endpoint: the fault would never be seen.
    pub fn fault_when(&self, endpoint: &str, when: When, fault: Fault) -> Result<(), NotFound> {
        let state = &self.instance.state;
        is_served(state.apis.iter().map(|api| &**api), endpoint)?;
        state.faults.add(FaultRule { api: None, endpoint: Some(endpoint.to_owned()), when, fault });
        Ok(())
    }

    /// The faults that are switched on, in order of precedence.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultRule> {
        self.instance.state.faults.list()
    }

    /// Removes all faults, except those that requests ask for themselves.
    pub fn clear_faults(&self) {
        self.instance.state.faults.clear();
    }
}

impl Sandbox {
    /// Stops the sandbox. Requests in flight get that long to complete; dropping a sandbox gives them 5 seconds.
    pub fn stop(mut self, patience: Duration) {
        if let Some(server) = self.server.take() {
            server.stop(patience);
        }
    }
}

/// Stops the sandbox. Requests in flight are completed first, within 5 seconds.
impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop(SHUTDOWN_TIMEOUT);
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("ports", &self.ports()).finish_non_exhaustive()
    }
}
