//! How the URL path of an endpoint is made of its parts.

use super::{TextForm, is_segment};

/// The template of most wallets.
pub(crate) const USUAL_TEMPLATE: &str = "{base_path}/{version}/{path}";
const BASE: &str = "{base_path}";
const VERSION: &str = "{version}";
const PATH: &str = "{path}";

/// `path_template`: the base path first, the version before the path, and fixed text between them.
pub(crate) static TEMPLATE: TextForm = TextForm {
    wanted: "a path with `{path}` in it, before that `{version}`, and `{base_path}` at the very front, each at most once, \
             as in `{base_path}/{version}/{path}` or `{base_path}/{path}.do`",
    example: "{base_path}/{path}",
    fits: |text| {
        let tail = tail(text);
        let (version, path) = (tail.find(VERSION), tail.find(PATH));
        let in_order = path.is_some_and(|path| version.is_none_or(|version| version < path));
        let filled = tail.replacen(VERSION, "v1", 1).replacen(PATH, "p", 1);
        let segments = filled.strip_prefix('/').map(|rest| rest.split('/').all(is_segment));
        in_order && segments == Some(true)
    },
    optional: false,
};

/// `url_path`: what may stand in a URL as it is, so that the path that is signed is the path that is sent.
pub(crate) static URL_PATH: TextForm = TextForm {
    wanted: "a path like `/v1/pay.do`: a `/` in front, then letters without accents, digits and `-._~:@!$+,;=`, at most 512",
    example: "/v1/pay.do",
    fits: |text| {
        let legal = |c: char| c.is_ascii_alphanumeric() || "-._~:@!$+,;=".contains(c);
        let segment =
            |part: &str| !part.starts_with(['.', ':']) && !part.is_empty() && part.chars().all(legal);
        let path = text.strip_suffix('/').unwrap_or(text);
        text.len() <= 512 && path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(segment))
    },
    optional: false,
};

/// Whether the base path has a place in it.
pub(crate) fn has_base_path(template: &str) -> bool {
    template.starts_with(BASE)
}

/// Returns what stands behind the base path, of an endpoint.
pub(crate) fn filled(template: &str, version: &str, path: &str) -> String {
    tail(template).replacen(VERSION, version, 1).replacen(PATH, path, 1)
}

fn tail(template: &str) -> &str {
    template.strip_prefix(BASE).unwrap_or(template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        for good in [
            USUAL_TEMPLATE,
            TEMPLATE.example,
            "/{path}",
            "/open/{version}.x/{path}/call",
            "{base_path}/a-{path}.do",
        ] {
            assert!((TEMPLATE.fits)(good), "{good}");
        }
        for bad in [
            "",
            "{path}",
            "{base_path}",
            "{base_path}{path}",
            "/{version}",
            "/{path}/{version}",
            "/{path}/{path}",
            "/{base_path}/{path}",
            "/{path}/{base_path}",
            "/{name}/{path}",
            "/{path}/",
            "//{path}",
            "/{path",
            "/a b/{path}",
        ] {
            assert!(!(TEMPLATE.fits)(bad), "{bad}");
        }
        assert_eq!(filled(USUAL_TEMPLATE, "v1", "payments/pay"), "/v1/payments/pay");
        assert_eq!(filled("/a/{path}.do", "v1", "payments/pay"), "/a/payments/pay.do");
    }

    #[test]
    fn url_paths() {
        for good in [URL_PATH.example, "/", "/a/", "/v1/customers:search", "/_a", "/a/-b"] {
            assert_eq!((URL_PATH.fits)(good), good != "/", "{good}");
        }
        for bad in ["", "a", "//a", "/a//b", "/../a", "/a?b", "/a b", "/é", "/a%20b", "/{a}"] {
            assert!(!(URL_PATH.fits)(bad), "{bad}");
        }
    }
}
