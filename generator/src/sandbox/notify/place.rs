//! Where a notification goes: to this machine, and nowhere else.

use http::Uri;
use std::net::IpAddr;

/// A URL on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Where it is sent.
    pub(super) uri: Uri,
    /// Path and query: what is signed.
    pub(super) path: String,
}

/// Takes a URL on this machine, by its address or as `localhost`. No name is looked up.
///
/// # Errors
/// Why nothing is sent to any other.
pub(super) fn on_this_machine(url: &str) -> Result<Place, &'static str> {
    let uri: Uri = url.parse().map_err(|_| "it is not a URL")?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err("it is not a whole URL");
    };
    if !matches!(scheme, "http" | "https") {
        return Err("it is neither http nor https");
    }
    if authority.as_str().contains('@') {
        return Err("it has user information in it");
    }
    let host = authority.host();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let is_here = host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|ip| ip.is_loopback());
    if !is_here {
        return Err("it is not on this machine; the sandbox sends to 127.0.0.1, ::1 and localhost only");
    }
    let path = uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned();
    Ok(Place { uri, path })
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
        ] {
            assert_eq!(on_this_machine(url).expect(url).path, path);
        }
        for url in [
            "",
            "/notify",
            "localhost:8080",
            "ftp://127.0.0.1/",
            "http://shop.example/notify",
            "http://127.0.0.1.shop.example/",
            "http://localhost.shop.example/",
            "http://127.0.0.1@shop.example/",
            "http://me@127.0.0.1/",
            "http://10.0.0.1/",
            "http://0.0.0.0/",
            "http://169.254.169.254/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::]/",
            "http://shop.example\\@127.0.0.1/",
        ] {
            assert!(on_this_machine(url).is_err(), "{url}");
        }
    }
}
