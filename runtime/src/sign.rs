//! From a text that is to be sent to the header that says who wrote it.

use crate::{
    endpoint::Dialect,
    signature::{Content, KeyVersion, SignError, SignatureHeader, Signer},
};

/// The value of the signature header of a message, as the wallet's dialect has it.
pub(crate) async fn signature_header(
    signer: &dyn Signer,
    key_version: Option<&KeyVersion>,
    dialect: Dialect,
    content: &Content<'_>,
) -> Result<String, SignError> {
    let signature = signer.sign(content).await?;
    Ok(SignatureHeader::write(
        signer.algorithm(),
        key_version,
        &signature,
        dialect.signature_encoding,
        dialect.header_separator,
    ))
}
