//! Where a notification goes: to this machine, and nowhere else.

use http::Uri;
use reqwest::Url;
use std::net::IpAddr;

/// A URL on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Where it is sent: with dots resolved and escapes made, as the HTTP client would do to it, so that what is signed
    /// is what goes out.
    pub(super) uri: Uri,
    /// Its path and query: what is signed.
    pub(super) path: String,
}

/// Takes a URL on this machine, by its address or as `localhost`. No name is looked up.
///
/// # Errors
/// Why nothing is sent to any other.
pub(super) fn local_target(url: &str) -> Result<Target, &'static str> {
    let mut url = Url::parse(url).map_err(|_| "it is not a whole URL")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("it is neither http nor https");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it has user information in it");
    }
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    if host != "localhost" && !address.is_ok_and(|ip| ip.is_loopback()) {
        return Err("it is not on this machine; the sandbox sends to 127.0.0.1, ::1 and localhost only");
    }
    url.set_fragment(None);
    let uri: Uri = url.as_str().parse().map_err(|_| "no HTTP client can send to it")?;
    let path = uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned();
    Ok(Target { uri, path })
}

/// A URL as it may be shown: scheme, host, port and path. What else there is may be secret.
pub(super) fn shown(url: &str) -> String {
    let parsed = Url::parse(url).ok();
    let shown = parsed.as_ref().and_then(|url| {
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        Some(format!("{}://{}{port}{}", url.scheme(), url.host_str()?, url.path()))
    });
    shown.unwrap_or_else(|| "what is not a whole URL".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_sent_to() {
        for (url, path) in [
            ("http://127.0.0.1:8080/notify?shop=7", "/notify?shop=7"),
            ("http://127.8.9.1/notify", "/notify"),
            ("https://[::1]:8443", "/"),
            ("http://LocalHost/a/b", "/a/b"),
            ("http://127.1/a#part", "/a"),
            ("http://2130706433/", "/"),
            ("http://127.0.0.1/a/../b/./c%20d e'\u{e9}?x='y'", "/b/c%20d%20e'%C3%A9?x=%27y%27"),
        ] {
            assert_eq!(local_target(url).expect(url).path, path);
        }
        for url in [
            "",
            "/notify",
            "localhost:8080",
            "http://",
            "ftp://127.0.0.1/",
            "http://shop.example/notify",
            "http://127.0.0.1.shop.example/",
            "http://localhost.shop.example/",
            "http://127.0.0.1@shop.example/",
            "http://me@127.0.0.1/",
            "http://10.0.0.1/",
            "http://0.0.0.0/",
            "http://169.254.169.254/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::]/",
            "http://shop.example\\@127.0.0.1/",
        ] {
            assert!(local_target(url).is_err(), "{url}");
        }
    }

    #[test]
    fn nothing_secret_is_shown() {
        for (url, expected) in [
            ("http://me:secret@127.0.0.1:80/paid?secret#secret", "http://127.0.0.1/paid"),
            ("https://shop.example:8443", "https://shop.example:8443/"),
            ("http://me:secret@", "what is not a whole URL"),
            ("me:secret", "what is not a whole URL"),
            ("http://127.0.0.1/\u{1b}[2J", "http://127.0.0.1/%1B[2J"),
        ] {
            assert_eq!(shown(url), expected, "{url}");
        }
    }
}
