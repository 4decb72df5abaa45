//! The forms of the texts in a dialect.

use super::is_segment;

/// What a text may be.
#[derive(Debug)]
pub struct TextForm {
    /// In words: "`""`, or ...".
    pub wanted: &'static str,
    /// One that is not the usual.
    pub example: &'static str,
    /// Whether it is that.
    pub fits: fn(&str) -> bool,
    /// The runtime takes an `Option`, and nothing for an empty text.
    pub optional: bool,
}

/// `.htm`.
pub(super) static SUFFIX: TextForm = TextForm {
    wanted: "`\"\"`, or letters without accents, digits, `-`, `.`, `_` and `~`, at most 64, as in `.htm`",
    example: ".htm",
    fits: |text| {
        text.len() <= 64
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~'))
    },
    optional: false,
};

/// `/api`.
pub(crate) static BASE_PATH: TextForm = TextForm {
    wanted: "`\"\"`, or a path like `/api`: a `/` in front, none at the end",
    example: "/sandbox/api",
    fits: |text| {
        text.is_empty() || text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_segment))
    },
    optional: false,
};

/// `application/json; charset=UTF-8`.
pub(super) static MEDIA_TYPE: TextForm = TextForm {
    wanted: "a media type such as `application/json; charset=UTF-8`, in printable ASCII",
    example: "application/json",
    fits: is_media_type,
    optional: false,
};

/// `application/json`.
pub(super) static ACCEPT: TextForm = TextForm {
    wanted: "`\"\"` for no such header, or media types such as `application/json`, in printable ASCII",
    example: "text/plain",
    fits: |text| {
        text.is_empty() || text.split(',').all(|one| is_media_type(one.trim())) && is_header_value(text)
    },
    optional: true,
};

/// Whether a text can be the value of a header: printable ASCII, no blanks around it.
pub(crate) fn is_header_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 1024
        && text.trim() == text
        && text.chars().all(|c| matches!(c, ' '..='~'))
}

/// Whether a text can be the name of a header: a token of HTTP.
pub(crate) fn is_header_name(name: &str) -> bool {
    let is_of_a_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.len() <= 64 && name.chars().all(is_of_a_token)
}

/// `type/subtype`, and whatever parameters follow.
fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim_end();
    let parts = essence.split_once('/');
    is_header_value(text) && parts.is_some_and(|(kind, rest)| is_header_name(kind) && is_header_name(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_fit_and_others() {
        let table: &[(&TextForm, &[&str], &[&str])] = &[
            (&SUFFIX, &["", ".htm", ".a-b_c~1"], &["/x", ".htm?", " ", "é", ".ht m"]),
            (&BASE_PATH, &["", "/api", "/ams/sandbox/api"], &["api", "/api/", "//api", "/", "/a b"]),
            (
                &MEDIA_TYPE,
                &["application/json", "text/plain; charset=UTF-8"],
                &["", "json", "application/", "/json", "a/b; é", "a/b\n", " a/b", "a b/c"],
            ),
            (
                &ACCEPT,
                &["", "*/*", "text/plain,text/xml", "application/json, text/plain;q=0.5"],
                &[",", "text", "a/b,"],
            ),
        ];
        for (form, good, bad) in table {
            assert!((form.fits)(form.example), "{:?}", form.example);
            for text in *good {
                assert!((form.fits)(text), "{text:?}");
            }
            for text in *bad {
                assert!(!(form.fits)(text), "{text:?}");
            }
        }
    }

    #[test]
    fn headers() {
        assert!(is_header_name("Agent-Token") && is_header_name("original_host"));
        for bad in ["", "a b", "a:", "é", "a\n", "\"a\""] {
            assert!(!is_header_name(bad), "{bad:?}");
        }
        assert!(is_header_value("a b=c;"));
        for bad in ["", " a", "a ", "a\tb", "é", "a\r\nb: c"] {
            assert!(!is_header_value(bad), "{bad:?}");
        }
    }
}
