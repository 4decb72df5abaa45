//! A signed request, as bytes.

use countersign_runtime::RequestTime;
use countersign_runtime::signature::{
    Content, ContentTemplate, KeyVersion, Separator, SignatureEncoding, SignatureHeader, SigningKey,
};
use std::time::SystemTime;

/// A request whose every part can be wrong.
pub(crate) struct Letter {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) signed_path: Option<String>,
    pub(crate) client_id: String,
    pub(crate) time: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) template: ContentTemplate,
    pub(crate) version: u32,
    pub(crate) without: Vec<&'static str>,
}

impl Letter {
    /// A right one of that client id.
    pub(crate) fn of(client_id: &str, path: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            method: "POST",
            path: path.to_owned(),
            signed_path: None,
            client_id: client_id.to_owned(),
            time: RequestTime::Rfc3339Millis.write(SystemTime::now()),
            headers: Vec::new(),
            body: body.into(),
            template: ContentTemplate::Standard,
            version: 1,
            without: Vec::new(),
        }
    }

    /// The bytes of the request.
    pub(crate) fn bytes(&self, key: &str) -> Vec<u8> {
        let key = SigningKey::from_text(key).expect("a key");
        let path = self.signed_path.as_ref().unwrap_or(&self.path);
        let content = match self.template {
            ContentTemplate::SixPart => {
                Content::six_part(path, &self.client_id, "id-1", &self.time, &self.body)
            }
            _ => Content::new(path, &self.client_id, &self.time, &self.body),
        };
        let signature = SignatureHeader::write(
            "RSA256",
            Some(&KeyVersion::from(self.version)),
            &key.sign(&content).expect("signed"),
            SignatureEncoding::Base64UrlEncoded,
            Separator::CommaSpace,
        );
        let mut head = format!("{} {} HTTP/1.1\r\nhost: sandbox\r\n", self.method, self.path);
        let length = self.body.len().to_string();
        let own = [
            ("Client-Id", self.client_id.as_str()),
            ("Request-Time", &self.time),
            ("Signature", &signature),
            ("Content-Length", &length),
            ("Connection", "close"),
        ];
        for (name, value) in own.iter().filter(|(name, _)| !self.without.contains(name)) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        [head.as_bytes(), b"\r\n", &self.body].concat()
    }
}
