//! From a text that is to be sent to the header that says who wrote it.

use crate::{
    dialect::{AlgorithmLabel, Dialect, KeyVersionPair},
    signature::{Algorithm, Content, SignError, SignatureHeader, Signer},
};

/// The value of the signature header of a message, as the wallet's dialect has it.
pub(crate) async fn signature_header(
    signer: &dyn Signer,
    dialect: &Dialect,
    content: &Content<'_>,
) -> Result<String, SignError> {
    let signature = signer.sign(content).await?;
    let label = match (signature.algorithm, dialect.algorithm_label) {
        (Algorithm::Rsa256, AlgorithmLabel::Long) => "SHA256withRSA",
        (algorithm, _) => algorithm.label(),
    };
    let version = matches!(dialect.key_version, KeyVersionPair::Shown).then_some(&signature.key_version);
    Ok(SignatureHeader::write(
        label,
        version,
        &signature.bytes,
        dialect.signature_encoding,
        dialect.header_separator,
    ))
}
