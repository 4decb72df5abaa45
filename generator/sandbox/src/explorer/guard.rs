//! Who may use the explorer: its own page, opened on this machine or with the token of the URL that was printed.
//!
//! A request comes from this machine if its peer and its `Host` are both loopback addresses: anybody can write a `Host`.
//!
//! Any web page that is open in the same browser can send requests to loopback. It cannot read answers, as no header
//! allows that, and it cannot change anything, as these checks refuse it. A foreign name that was made to point to
//! 127.0.0.1 (DNS rebinding) is refused by the `Host` header.

use crate::access::Access;
use http::{HeaderMap, Request, Uri, header};
use std::net::IpAddr;

/// The header that the page's script sends. Another site can't, without being allowed to first.
pub(super) const OWN_HEADER: &str = "x-countersign-explorer";

/// Why a request is refused. All paths of the explorer go through here.
pub(super) fn refusal<T>(
    request: &Request<T>,
    peer: IpAddr,
    access: &Access,
    changes: bool,
) -> Option<&'static str> {
    let Some(authority) = authority(request.headers(), request.uri()) else {
        return Some("the request names no host");
    };
    let is_here = peer.to_canonical().is_loopback() && is_loopback(&authority);
    if !is_here && !access.is_in(request) {
        return Some(
            "the explorer is open on this machine, at a loopback address such as http://localhost or http://127.0.0.1; \
             elsewhere, open the URL with the token that the sandbox printed when it was started",
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

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "127.0.0.1";
    const ELSEWHERE: &str = "192.0.2.7";

    fn access() -> Access {
        Access::new(4040, false).expect("a token")
    }

    /// Whether it is let in.
    fn passes(peer: &str, host: &str, path: &str, cookie: &str, access: &Access) -> bool {
        let request = Request::get(path).header("host", host).header("cookie", cookie);
        let request = request.body(()).expect("a request");
        refusal(&request, peer.parse().expect("an address"), access, false).is_none()
    }

    const PATHS: [&str; 6] =
        ["/", "/-/app.js", "/-/apis.json", "/-/received?after=0", "/-/faults", "/-/check"];

    #[test]
    fn this_machine_is_a_loopback_peer_that_asks_for_a_loopback_host() {
        let access = access();
        for path in PATHS {
            for (peer, host, is_let_in) in [
                (HERE, "127.0.0.1:4040", true),
                ("::1", "[::1]:4040", true),
                ("::ffff:127.0.0.1", "localhost:4040", true),
                // Anybody can write a `Host`.
                (ELSEWHERE, "localhost", false),
                (ELSEWHERE, "127.0.0.1:4040", false),
                ("::ffff:192.0.2.7", "127.0.0.1:4040", false),
                // A foreign name may point to this machine.
                (HERE, "evil.example", false),
                (HERE, "192.0.2.1:4040", false),
            ] {
                assert_eq!(passes(peer, host, path, "", &access), is_let_in, "{peer} {host} {path}");
            }
        }
    }

    #[test]
    fn the_token_opens_everything_from_everywhere() {
        let access = access();
        let url = access.url("");
        let token = url.strip_prefix("/?token=").expect("a token");
        assert!(passes(ELSEWHERE, "wallet.example", &url, "", &access));
        assert!(passes(ELSEWHERE, "wallet.example", &format!("/?a=b&token={token}"), "", &access));
        let (cookie, other) = (format!("a=b; countersign-4040={token}"), format!("countersign-4041={token}"));
        for path in PATHS {
            assert!(passes(ELSEWHERE, "192.0.2.1:4040", path, &cookie, &access), "{path}");
            for wrong in [&other, "countersign-4040=", &cookie[..cookie.len() - 1], &format!("{cookie}x")] {
                assert!(!passes(ELSEWHERE, "192.0.2.1:4040", path, wrong, &access), "{path} {wrong}");
            }
            let in_url = format!("{path}?token={}", token.to_lowercase());
            assert!(!passes(ELSEWHERE, "192.0.2.1:4040", &in_url, "", &access), "{in_url}");
        }
        // Only the page takes it from a URL, so that it is in no other one.
        assert!(!passes(ELSEWHERE, "192.0.2.1", &format!("/-/received?token={token}"), "", &access));
        assert!(!passes(ELSEWHERE, "192.0.2.1", &url, "", &self::access()), "the token of another run");
        assert!(!format!("{access:?}").contains(token));
    }

    #[test]
    fn with_a_token_other_sites_are_refused_all_the_same() {
        let access = access();
        let cookie = access.cookie().expect("a cookie");
        let cookie = cookie.to_str().expect("text").split(';').next().expect("a pair");
        let request = |origin: &str| {
            let request = Request::post("/-/call").header("host", "192.0.2.1:4040").header("cookie", cookie);
            let request = request.header("origin", origin).header("content-type", "application/json");
            let request = request.header(OWN_HEADER, "1").body(()).expect("a request");
            refusal(&request, ELSEWHERE.parse().expect("an address"), &access, true)
        };
        assert_eq!(request("http://192.0.2.1:4040"), None);
        assert!(request("http://evil.example").is_some_and(|why| why.contains("another web site")));
    }
}
