//! The `Content-Type` header.

/// The parsed header; empty when there is none.
#[derive(Default)]
pub(super) struct ContentType {
    /// `application/json`, in lower case.
    media_type: String,
    /// `utf-8`, as it stands there.
    charset: Option<String>,
}

impl ContentType {
    /// Takes any bytes: what can't be understood is a media type that nobody knows.
    pub(super) fn parse(header: &[u8]) -> Self {
        let text = String::from_utf8_lossy(header);
        let mut parts = text.split(';');
        let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
            .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned());
        Self { media_type, charset: charset.filter(|charset| !charset.is_empty()) }
    }

    pub(super) fn charset(&self) -> Option<&str> {
        self.charset.as_deref()
    }

    pub(super) fn is_json(&self) -> bool {
        matches!(self.media_type.as_str(), "" | "application/json" | "text/json")
            || self.media_type.ends_with("+json")
    }

    pub(super) fn is_xml(&self) -> bool {
        matches!(self.media_type.as_str(), "application/xml" | "text/xml")
            || self.media_type.ends_with("+xml")
    }

    /// The media type for an error.
    pub(super) fn shown(&self) -> String {
        shortened(&self.media_type)
    }
}

/// Text of a header, cut after 64 characters.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(64).collect()
}
