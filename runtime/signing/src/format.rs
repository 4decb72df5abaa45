//! How the headers of a signed message are written.

use crate::{Algorithm, RequestTime, Separator, Signature, SignatureEncoding, SignatureHeader};
use std::time::SystemTime;

/// How the headers of a message that we sign are written. Of a message that we receive every form is read.
///
/// The default is what most wallets document: times as RFC 3339 with milliseconds, `algorithm=RSA256, keyVersion=1,
/// signature=...`, and the signature as URL-encoded base64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeaderFormat {
    request_time: RequestTime,
    response_time: Option<RequestTime>,
    separator: Separator,
    signature_encoding: SignatureEncoding,
    algorithm_label: AlgorithmLabel,
    key_version: KeyVersionPair,
}

impl HeaderFormat {
    /// The default format.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            request_time: RequestTime::Rfc3339Millis,
            response_time: None,
            separator: Separator::CommaSpace,
            signature_encoding: SignatureEncoding::Base64UrlEncoded,
            algorithm_label: AlgorithmLabel::Short,
            key_version: KeyVersionPair::Shown,
        }
    }

    /// The form of `Request-Time`.
    #[must_use]
    pub const fn with_request_time(mut self, form: RequestTime) -> Self {
        self.request_time = form;
        self
    }

    /// The form of `Response-Time`; that of `Request-Time` unless it is set.
    #[must_use]
    pub const fn with_response_time(mut self, form: RequestTime) -> Self {
        self.response_time = Some(form);
        self
    }

    /// The text between the pairs of the signature header.
    #[must_use]
    pub const fn with_separator(mut self, separator: Separator) -> Self {
        self.separator = separator;
        self
    }

    /// How the signature's bytes become text.
    #[must_use]
    pub const fn with_signature_encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.signature_encoding = encoding;
        self
    }

    /// How the signature header spells RSA256.
    #[must_use]
    pub const fn with_algorithm_label(mut self, label: AlgorithmLabel) -> Self {
        self.algorithm_label = label;
        self
    }

    /// Whether the signature header names the version of our key.
    #[must_use]
    pub const fn with_key_version(mut self, pair: KeyVersionPair) -> Self {
        self.key_version = pair;
        self
    }

    /// The text between the pairs of the signature header.
    #[must_use]
    pub const fn separator(&self) -> Separator {
        self.separator
    }

    /// Returns the value of the header `Request-Time` for a time.
    pub(crate) fn request_time(&self, time: SystemTime) -> String {
        self.request_time.write(time)
    }

    /// Returns the value of the header `Response-Time` for a time.
    pub(crate) fn response_time(&self, time: SystemTime) -> String {
        self.response_time.unwrap_or(self.request_time).write(time)
    }

    /// Returns the value of the header `Signature` for a signature.
    pub(crate) fn signature(&self, signature: &Signature) -> String {
        let label = match (signature.algorithm, self.algorithm_label) {
            (Algorithm::Rsa256, AlgorithmLabel::Long) => "SHA256withRSA",
            (algorithm, _) => algorithm.label(),
        };
        let version = matches!(self.key_version, KeyVersionPair::Shown).then_some(&signature.key_version);
        SignatureHeader::write(label, version, &signature.bytes, self.signature_encoding, self.separator)
    }
}

/// How the signature header spells RSA256. Both are read, in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AlgorithmLabel {
    /// `RSA256`.
    #[default]
    Short,
    /// `SHA256withRSA`, as Rebell and Toka write it.
    Long,
}

/// Whether the signature header names the version of our key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyVersionPair {
    /// `keyVersion=1`.
    #[default]
    Shown,
    /// No `keyVersion`, which means our newest key.
    LeftOut,
}
