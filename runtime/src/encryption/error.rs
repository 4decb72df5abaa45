use std::{error::Error, fmt};

/// A body could not be encrypted, because the library failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncryptionError(pub(super) ());

impl fmt::Display for EncryptionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AWS-LC could not encrypt the body with this key: is the machine out of memory?")
    }
}

impl Error for EncryptionError {}

impl From<aws_lc_rs::error::Unspecified> for EncryptionError {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self(())
    }
}

/// A body could not be decrypted. It says no more, on purpose: who learns why a message of his was refused can find out
/// what other messages say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecryptionError(pub(super) ());

impl fmt::Display for DecryptionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "the body could not be decrypted: the header `Encrypt`, the body or the key is not the right one; is the \
             decryption key the private half of the key that the wallet encrypts for?",
        )
    }
}

impl Error for DecryptionError {}
