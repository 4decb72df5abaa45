//! From a text that is to be sent to the header that says who wrote it.

use std::time::SystemTime;

use crate::{
    dialect::{AlgorithmLabel, Dialect, KeyVersionPair},
    signature::{Algorithm, Content, SignError, Signature, SignatureHeader, Signer},
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
}

/// The value of the signature header of a message.
pub(crate) async fn signature_header(
    signer: &dyn Signer,
    dialect: &Dialect,
    content: &Content<'_>,
) -> Result<String, SignError> {
    Ok(dialect.signature_header(&signer.sign(content).await?))
}
