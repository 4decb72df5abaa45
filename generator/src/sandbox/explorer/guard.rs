//! Who may use the explorer: its own page, opened on this machine.
//!
//! Any web page that is open in the same browser can send requests to loopback. It cannot read answers, as no header
//! allows that, and it cannot change anything, as these checks refuse it. A foreign name that was made to point to
//! 127.0.0.1 (DNS rebinding) is refused by the `Host` header.

use http::{HeaderMap, Request, Uri, header};
use std::net::IpAddr;

/// The header that the page's script sends. Another site can't, without being allowed to first.
pub(super) const OWN_HEADER: &str = "x-countersign-explorer";

/// Why a request is refused.
pub(super) fn refusal<T>(request: &Request<T>, changes: bool) -> Option<&'static str> {
    let Some(authority) = authority(request.headers(), request.uri()) else {
        return Some("the request names no host");
    };
    if !is_loopback(&authority) {
        return Some(
            "the explorer answers only to a loopback address such as http://localhost or http://127.0.0.1",
        );
    }
    let headers = request.headers();
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let origin = text(header::ORIGIN.as_str());
    if origin.is_some_and(|origin| !is_same_origin(origin, &authority)) {
        return Some("the request comes from another web site");
    }
    // A link from elsewhere may open the page, but not more.
    let site = text("sec-fetch-site");
    let own = matches!(site, None | Some("same-origin" | "none"));
    let opens = text("sec-fetch-mode") == Some("navigate") && request.uri().path() == "/";
    if !own && (changes || !opens) {
        return Some("the request comes from another web site");
    }
    let json = text(header::CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("application/json"));
    if changes && !(json && headers.contains_key(OWN_HEADER)) {
        return Some("the request lacks `Content-Type: application/json` or `X-Countersign-Explorer: 1`");
    }
    None
}

/// Host and port that the request was sent to.
fn authority(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok().map(str::to_ascii_lowercase),
        (Some(_), Some(_)) => None,
        (None, _) => uri.authority().map(|authority| authority.as_str().to_ascii_lowercase()),
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    let named = host == "localhost" || host.ends_with(".localhost");
    named || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn is_same_origin(origin: &str, authority: &str) -> bool {
    let rest = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    rest.is_some_and(|rest| rest.eq_ignore_ascii_case(authority))
}
