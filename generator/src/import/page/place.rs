//! Paths of endpoints in texts: `POST https://host/api/v1/payments/pay`.

use crate::spec::{is_segment, is_version};
use regex_lite::Regex;
use std::sync::LazyLock;

/// The place of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PagePath {
    /// Before the version: `/api`.
    pub(super) base: String,
    /// `v1`.
    pub(super) version: String,
    /// `payments/pay`.
    pub(super) path: String,
}

static PATH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?:^|[\s"'(\[:=>])(?:https?://[^/\s]+|\{[^}\s]*\}|\$\{[^}\s]*\})?((?:/[A-Za-z0-9._~-]+)*?)/?(v[0-9]{1,4})/([A-Za-z0-9._~/-]+)"#).ok()
});

impl PagePath {
    /// The first path of a text.
    pub(super) fn find(text: &str) -> Option<Self> {
        if text.len() > 1_000 {
            return None;
        }
        let plain = text.replace('`', " ");
        let captures = PATH.as_ref()?.captures(&plain)?;
        let part = |group: usize| captures.get(group).map_or("", |found| found.as_str());
        let path = part(3).trim_end_matches(['/', '.']).to_owned();
        let found = Self { base: part(1).to_owned(), version: part(2).to_owned(), path };
        let sound = is_version(&found.version)
            && found.path.split('/').all(is_segment)
            && found.base.split('/').skip(1).all(is_segment);
        sound.then_some(found)
    }

    /// The same, where the text is short and about the path.
    pub(super) fn named_by(text: &str) -> Option<Self> {
        let words = text.split_whitespace().count();
        let lower = text.to_lowercase();
        let marks = ["post ", "path", "url", "endpoint", "uri", "ruta", "/v"];
        let about = words <= 3 || (words <= 14 && marks.iter().any(|mark| lower.contains(mark)));
        about.then(|| Self::find(text)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let table = [
            ("POST /v1/tables/reserve", Some(("", "v1", "tables/reserve"))),
            ("v1/tables/cancel", Some(("", "v1", "tables/cancel"))),
            ("POST `https://host.example/ams/api/v1/payments/pay`", Some(("/ams/api", "v1", "payments/pay"))),
            ("pay: /v2/payments/pay.", Some(("", "v2", "payments/pay"))),
            ("{base}/v1/a", Some(("", "v1", "a"))),
            ("see dev1/2", None),
            ("no path", None),
        ];
        for (text, expected) in table {
            let found = PagePath::find(text);
            let parts = found
                .as_ref()
                .map(|found| (found.base.as_str(), found.version.as_str(), found.path.as_str()));
            assert_eq!(parts, expected, "{text}");
        }
    }
}
