//! From a text that is to be sent to the header that says who wrote it.

use std::time::SystemTime;

use http::{HeaderMap, HeaderValue};

use crate::{
    dialect::{AlgorithmLabel, Dialect, KeyVersionPair},
    headers::{CLIENT_ID, RESPONSE_TIME, SIGNATURE},
    signature::{Algorithm, Content, ContentTemplate, SignError, Signature, SignatureHeader, Signer},
};

impl Dialect {
    /// The value of the header `Signature` for a signature, as this dialect writes it.
    #[must_use]
    pub fn signature_header(&self, signature: &Signature) -> String {
        let label = match (signature.algorithm, self.algorithm_label) {
            (Algorithm::Rsa256, AlgorithmLabel::Long) => "SHA256withRSA",
            (algorithm, _) => algorithm.label(),
        };
        let version = matches!(self.key_version, KeyVersionPair::Shown).then_some(&signature.key_version);
        SignatureHeader::write(
            label,
            version,
            &signature.bytes,
            self.signature_encoding,
            self.header_separator,
        )
    }

    /// The value of the header `Request-Time` for a time, as this dialect writes it.
    #[must_use]
    pub fn time_header(&self, time: SystemTime) -> String {
        self.request_time.write(time)
    }

    /// The value of the header `Response-Time` for a time, as this dialect writes it.
    #[must_use]
    pub fn response_time_header(&self, time: SystemTime) -> String {
        self.response_time.unwrap_or(self.request_time).write(time)
    }
}

/// The value of the signature header of a message.
pub(crate) async fn signature_header(
    signer: &dyn Signer,
    dialect: &Dialect,
    content: &Content<'_>,
) -> Result<String, SignError> {
    Ok(dialect.signature_header(&signer.sign(content).await?))
}

/// An answer to a request, as it is signed.
pub(crate) struct SignedAnswer<'a> {
    pub(crate) dialect: &'a Dialect,
    /// The path of the request, with its query if it has one.
    pub(crate) path: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) at: SystemTime,
    pub(crate) body: &'a [u8],
}

impl SignedAnswer<'_> {
    /// The headers that say whose answer a body is.
    pub(crate) async fn headers(&self, signer: &dyn Signer) -> Result<HeaderMap, SignError> {
        let time = self.dialect.response_time_header(self.at);
        let content = match self.dialect.content {
            ContentTemplate::Standard => Content::new(self.path, self.client_id, &time, self.body),
            ContentTemplate::SixPart => Content::six_part_answer(self.client_id, &time, self.body),
        };
        let signature = signature_header(signer, self.dialect, &content).await?;
        let mut headers = HeaderMap::new();
        for (name, value) in [(CLIENT_ID, self.client_id), (RESPONSE_TIME, &*time), (SIGNATURE, &*signature)]
        {
            headers.insert(name, HeaderValue::from_str(value).map_err(SignError::new)?);
        }
        Ok(headers)
    }
}
