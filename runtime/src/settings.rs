//! A configuration, checked and ready for use.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Uri, header};

#[cfg(feature = "reqwest")]
use crate::transport::ReqwestTransport;
use crate::{
    api::Api,
    client::{RetryBudget, Skew},
    config::{Config, without_secrets},
    config_error::ConfigError,
    dialect::Dialect,
    endpoint::Endpoint,
    error::Error,
    transport::Transport,
};

/// A [`Config`], checked.
pub(crate) struct Settings {
    /// The name of the API.
    pub(crate) api: String,
    /// Scheme and authority.
    pub(crate) origin: String,
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub(crate) host: String,
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub(crate) port: u16,
    base_path: String,
    path_template: String,
    path_suffix: String,
    /// Those that every request has.
    pub(crate) headers: HeaderMap,
    /// Of requests that are not encrypted.
    pub(crate) content_type: HeaderValue,
    pub(crate) dialect: Dialect,
    transport: Arc<dyn Transport>,
    #[cfg(feature = "blocking")]
    blocking_transport: Arc<dyn Transport>,
    pub(crate) budget: RetryBudget,
    pub(crate) skew: Skew,
    pub(crate) config: Config,
}

impl Settings {
    pub(crate) fn new(api: &Api, config: Config) -> Result<Self, ConfigError> {
        let origin = origin(&config.base_url)?;
        check_client_id(&config.client_id)?;
        let dialect = config.dialect.as_ref().unwrap_or(&api.dialect).clone();
        Ok(Self {
            api: api.name.clone().into_owned(),
            origin: origin.to_string().trim_end_matches('/').to_owned(),
            host: origin.host().unwrap_or_default().to_owned(),
            port: origin.port_u16().unwrap_or(if origin.scheme_str() == Some("http") { 80 } else { 443 }),
            base_path: base_path(api, &dialect, &config)?,
            path_template: api.path_template.clone().into_owned(),
            path_suffix: path_suffix(&dialect, &config)?,
            headers: headers(&dialect, &config)?,
            content_type: content_type(&dialect)?,
            transport: config.transport.clone().map_or_else(|| default_transport(&config), Ok)?,
            #[cfg(feature = "blocking")]
            blocking_transport: config.transport.clone().map_or_else(|| blocking_transport(&config), Ok)?,
            budget: RetryBudget::new(),
            skew: Skew::default(),
            dialect,
            config,
        })
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.config.client_id
    }

    /// The path that is signed and sent.
    pub(crate) fn path(&self, endpoint: &Endpoint) -> String {
        match &endpoint.url_path {
            Some(path) => format!("{}{path}", self.base_path),
            None => {
                let template = self.path_template.replace("{version}", &endpoint.version);
                template.replace("{path}", &endpoint.path).replace("{base_path}", &self.base_path)
                    + &self.path_suffix
            }
        }
    }

    /// Refuses what the wallet could not take: a call without a header that its endpoint requires, or one that has no path in
    /// the wallet's sandbox. `given` are the headers of the call.
    pub(crate) fn check_sendable(&self, endpoint: &Endpoint, given: &HeaderMap) -> Result<(), Error> {
        let is_given = |name: &&str| given.contains_key(*name) || self.headers.contains_key(*name);
        if let Some(missing) = endpoint.required_headers.iter().find(|name| !is_given(name)) {
            return Err(Error::MissingHeader(missing.to_owned()));
        }
        // A base path that the configuration names is the caller's own decision.
        let is_sandbox = is_sandbox(self.client_id()) && self.config.base_path.is_none();
        if endpoint.no_sandbox_path && is_sandbox {
            return Err(Error::NoSandboxPath(endpoint.to_string()));
        }
        Ok(())
    }

    pub(crate) fn transport(&self, blocking: bool) -> &dyn Transport {
        #[cfg(feature = "blocking")]
        if blocking {
            return &*self.blocking_transport;
        }
        let _ = blocking;
        &*self.transport
    }
}

fn base_path(api: &Api, dialect: &Dialect, config: &Config) -> Result<String, ConfigError> {
    let sandbox = dialect.sandbox_base_path.as_ref().filter(|_| is_sandbox(&config.client_id));
    let usual = || sandbox.unwrap_or(&api.base_path).clone().into_owned();
    let path = config.base_path.clone().unwrap_or_else(usual);
    if is_base_path(&path) { Ok(path) } else { Err(ConfigError::BasePath(path)) }
}

/// Whether a client id is one of the wallet's sandbox.
fn is_sandbox(client_id: &str) -> bool {
    client_id.starts_with("SANDBOX_")
}

fn path_suffix(dialect: &Dialect, config: &Config) -> Result<String, ConfigError> {
    let suffix = config.path_suffix.clone().unwrap_or_else(|| dialect.path_suffix.clone().into_owned());
    if suffix.bytes().all(is_path_byte) { Ok(suffix) } else { Err(ConfigError::PathSuffix(suffix)) }
}

fn check_client_id(id: &str) -> Result<(), ConfigError> {
    let good = (1..=128).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    if good { Ok(()) } else { Err(ConfigError::ClientId) }
}

fn headers(dialect: &Dialect, config: &Config) -> Result<HeaderMap, ConfigError> {
    let mut headers = HeaderMap::new();
    let accept = config.accept.as_ref().map_or(dialect.accept.as_deref(), Option::as_deref);
    let accept = accept.map(|accept| (header::ACCEPT.as_str(), accept));
    let of_api = dialect.headers.iter();
    let of_client = config.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in accept.into_iter().chain(of_api).chain(of_client) {
        if !crate::headers::add(&mut headers, name, value) {
            return Err(ConfigError::Header(name.to_owned()));
        }
    }
    Ok(headers)
}

fn content_type(dialect: &Dialect) -> Result<HeaderValue, ConfigError> {
    let header = || ConfigError::Header(header::CONTENT_TYPE.to_string());
    HeaderValue::from_str(&dialect.content_type).map_err(|_| header())
}

#[cfg(feature = "reqwest")]
fn default_transport(config: &Config) -> Result<Arc<dyn Transport>, ConfigError> {
    reqwest(config).map(|transport| Arc::new(transport) as Arc<dyn Transport>)
}

/// Its time-out for connecting ends well before the time-out of the whole: that there was no connection is known for
/// certain then, and nothing was sent.
#[cfg(feature = "reqwest")]
fn reqwest(config: &Config) -> Result<ReqwestTransport, ConfigError> {
    let connect = ReqwestTransport::CONNECT_TIMEOUT.min(config.timeout / 2);
    let change = |builder: ::reqwest::ClientBuilder| builder.connect_timeout(connect);
    ReqwestTransport::customized_for(&config.base_url, change).map_err(ConfigError::Transport)
}

/// The transport for blocking calls, with connections of its own: a connection is driven by the runtime that it was opened in.
#[cfg(feature = "blocking")]
fn blocking_transport(config: &Config) -> Result<Arc<dyn Transport>, ConfigError> {
    let new = crate::transport::BlockingTransport::new;
    reqwest(config).map(|transport| Arc::new(new(transport)) as Arc<dyn Transport>)
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &Config) -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::NoTransport)
}

fn origin(base_url: &str) -> Result<Uri, ConfigError> {
    let bad = || ConfigError::BaseUrl(without_secrets(base_url));
    let uri: Uri = base_url.parse().map_err(|_| bad())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(bad()) };
    // Credentials in a URL end up in logs.
    if !matches!(uri.path(), "" | "/") || uri.query().is_some() || authority.as_str().contains('@') {
        return Err(bad());
    }
    match scheme {
        "https" => {}
        "http" if crate::transport::is_loopback(authority) => {}
        "http" => return Err(ConfigError::PlainHttp(base_url.to_owned())),
        _ => return Err(bad()),
    }
    Ok(uri)
}

/// Only what no HTTP library rewrites on its way: the path that is signed must be the path that is sent.
fn is_base_path(path: &str) -> bool {
    let segment = |segment: &str| !matches!(segment, "" | "." | "..") && segment.bytes().all(is_path_byte);
    path.is_empty() || path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(segment))
}

fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_origin_is_a_base_url() {
        for (url, expected) in [
            ("https://wallet.example", "https://wallet.example"),
            ("https://wallet.example:8443/", "https://wallet.example:8443"),
            ("http://127.0.0.1:80", "http://127.0.0.1:80"),
            ("http://[::1]:80", "http://[::1]:80"),
            ("http://localhost", "http://localhost"),
        ] {
            assert_eq!(origin(url).unwrap().to_string().trim_end_matches('/'), expected, "{url}");
        }
        for url in [
            "",
            "wallet.example",
            "https://wallet.example/api",
            "https://me:secret@wallet.example",
            "ftp://x",
            "https://",
        ] {
            assert!(matches!(origin(url), Err(ConfigError::BaseUrl(_))), "{url}");
        }
        assert!(matches!(origin("http://wallet.example"), Err(ConfigError::PlainHttp(_))));
    }

    #[test]
    fn what_is_secret_in_a_base_url_is_not_shown() {
        for url in [
            "https://me:planted@wallet.example",
            "https://planted@wallet.example/planted@x",
            "me:planted@wallet.example",
            "https://wallet.example?token=planted",
            "http://me:planted@wallet.example",
            "ftp://me:pl@nted/planted@wallet.example",
        ] {
            let error = origin(url).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("wallet.example") || shown.contains("@x"), "{shown}");
            assert!(!shown.contains("planted") && !shown.contains("nted"), "{shown}");
        }
        for (url, shown) in [
            ("https://wallet.example:8443/", "https://wallet.example:8443/"),
            ("https://me:planted@wallet.example", "https://[hidden]@wallet.example"),
            ("me:planted@wallet.example", "[hidden]@wallet.example"),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }

    #[test]
    fn a_client_id_is_what_a_header_can_carry() {
        let longest = "7".repeat(128);
        for id in ["2022091495540562874792", "a-b_c.d~", longest.as_str()] {
            assert!(check_client_id(id).is_ok(), "{id}");
        }
        for id in ["", " ", "a b", "a\r\nSignature: x", "ä", "\u{7f}", format!("{longest}7").as_str()] {
            assert!(matches!(check_client_id(id), Err(ConfigError::ClientId)), "{id}");
        }
    }

    #[test]
    fn a_base_path_has_nothing_that_is_rewritten() {
        for path in ["", "/api", "/acl/api", "/api/open", "/a-b._~1"] {
            assert!(is_base_path(path), "{path}");
        }
        for path in ["/", "api", "/api/", "//api", "/api/../x", "/a b", "/a%2Fb", "/ä", "/a?b", "/."] {
            assert!(!is_base_path(path), "{path}");
        }
    }
}
