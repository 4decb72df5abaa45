//! The path that a request was sent to, when there is only one way to understand it.

use std::fmt;

use http::Uri;

/// The reason why a path is refused.
///
/// A signature holds for one spelling of a path. Servers and proxies, though, map several spellings to one route, and each
/// in its own way; so only paths that all of them read alike are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadPath {
    /// It is no path that begins with `/`: the target is `*`, a host alone, of another scheme than HTTP, or has user
    /// information in it.
    Form,
    /// An empty segment: `//`.
    EmptySegment,
    /// A segment `.` or `..`.
    DotSegment,
    /// A character that has no business to be percent-encoded (`.`, `/`, `\`, `%`, or a control character), or a `%` that
    /// encodes nothing.
    Encoded,
    /// A character that a path must not have: `\`, `#`, or one that is not ASCII.
    Character,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "not a path that begins with `/`",
            Self::EmptySegment => "`//` in the path",
            Self::DotSegment => "`.` or `..` as a segment of the path",
            Self::Encoded => "a percent-encoded character in the path that stands for itself elsewhere",
            Self::Character => "a character that a path must not have",
        })
    }
}

impl std::error::Error for BadPath {}

/// The path and query that were signed for a request to `uri`. A `path` that the user gives is taken for the one that
/// the wallet called, whatever a proxy made of it.
pub(super) fn signed(uri: &Uri, path: Option<&str>) -> Result<String, BadPath> {
    let path = match path {
        Some(path) => path,
        None => seen(uri)?,
    };
    Ok(uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
}

/// Returns the path of the request, if it is unambiguous.
fn seen(uri: &Uri) -> Result<&str, BadPath> {
    // In absolute form (`POST http://shop.example/notify`), as proxies and HTTP/2 have it, the path is the same.
    let is_http = matches!(uri.scheme_str(), None | Some("http" | "https"));
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    if !is_http || has_user {
        return Err(BadPath::Form);
    }
    check(uri.path())?;
    Ok(uri.path())
}

/// Whether there is only one way to understand the path, which has no query.
pub(super) fn check(path: &str) -> Result<(), BadPath> {
    if !path.starts_with('/') || path.contains('?') {
        return Err(BadPath::Form);
    }
    if path.bytes().any(|byte| !byte.is_ascii_graphic() || matches!(byte, b'\\' | b'#')) {
        return Err(BadPath::Character);
    }
    if path.contains("//") {
        return Err(BadPath::EmptySegment);
    }
    // Some servers cut off what follows a `;` before they resolve the dots.
    let is_dots = |segment: &str| matches!(segment.split(';').next(), Some("." | ".."));
    if path.split('/').any(is_dots) {
        return Err(BadPath::DotSegment);
    }
    if path.split('%').skip(1).all(encodes_harmless) { Ok(()) } else { Err(BadPath::Encoded) }
}

/// Whether a `%` before this text encodes a character that means nothing to servers.
fn encodes_harmless(after: &str) -> bool {
    let digits = after.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
    byte.is_some_and(|byte| !byte.is_ascii_control() && !matches!(byte, b'.' | b'/' | b'\\' | b'%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_it_is_spelled() {
        for (target, path) in [
            ("/notify", "/notify"),
            ("/", "/"),
            ("/a/b/?shop=7&next=//x/../%2e", "/a/b/?shop=7&next=//x/../%2e"),
            ("/a%20b/%C3%A9/~c/...", "/a%20b/%C3%A9/~c/..."),
            ("/notify?", "/notify?"),
            ("http://shop.example/notify?shop=7", "/notify?shop=7"),
            ("https://shop.example:8443", "/"),
        ] {
            let uri: Uri = target.parse().unwrap();
            assert_eq!(signed(&uri, None).as_deref(), Ok(path), "{target}");
        }
    }

    #[test]
    fn a_path_that_can_be_understood_in_two_ways_is_not_taken() {
        for (target, problem) in [
            ("*", BadPath::Form),
            ("shop.example:443", BadPath::Form),
            ("ftp://shop.example/notify", BadPath::Form),
            ("http://user@shop.example/notify", BadPath::Form),
            ("//notify", BadPath::EmptySegment),
            ("/a//notify", BadPath::EmptySegment),
            ("/notify//", BadPath::EmptySegment),
            ("http://shop.example//notify", BadPath::EmptySegment),
            ("/./notify", BadPath::DotSegment),
            ("/a/../notify", BadPath::DotSegment),
            ("/a/..;x=1/notify", BadPath::DotSegment),
            ("/notify/..", BadPath::DotSegment),
            ("/a/%2e%2e/notify", BadPath::Encoded),
            ("/a/%2E/notify", BadPath::Encoded),
            ("/a%2fnotify", BadPath::Encoded),
            ("/a%5Cnotify", BadPath::Encoded),
            ("/%252e/notify", BadPath::Encoded),
            ("/notify%00", BadPath::Encoded),
            ("/notify%", BadPath::Encoded),
            ("/notify%2", BadPath::Encoded),
            ("/notify%zz", BadPath::Encoded),
            ("/notify%+2", BadPath::Encoded),
            ("/notifé", BadPath::Character),
        ] {
            let uri: Uri = target.parse().unwrap();
            assert_eq!(signed(&uri, None), Err(problem), "{target}");
        }
        assert_eq!(check("/a\\notify"), Err(BadPath::Character));
        assert_eq!(check("notify"), Err(BadPath::Form));
        assert_eq!(check("/notify?shop=7"), Err(BadPath::Form));
    }

    #[test]
    fn another_path_takes_the_place_of_the_one_we_see() {
        let at = |target: &str| signed(&target.parse().unwrap(), Some("/public/notify"));
        assert_eq!(at("/notify?shop=7").as_deref(), Ok("/public/notify?shop=7"));
        for strange in [
            "https://shop.example//notify?shop=7",
            "//notify?shop=7",
            "/a/../notify?shop=7",
            "/a%2Fnotify?shop=7",
            "/%2e%2e/notify?shop=7",
            "/?shop=7",
        ] {
            assert_eq!(at(strange).as_deref(), Ok("/public/notify?shop=7"), "{strange}");
        }
        assert_eq!(at("*").as_deref(), Ok("/public/notify"));
    }
}
