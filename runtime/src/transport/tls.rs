//! The library that does the cryptography of TLS.

use super::TransportError;

/// Makes sure that rustls has a library: the one that the program has installed, or else AWS-LC, or else ring.
#[cfg(feature = "aws-lc")]
pub(super) fn set_up() -> Result<(), TransportError> {
    // reqwest takes AWS-LC by itself.
    Ok(())
}

/// Makes sure that rustls has a library. ring is installed for the whole process, as rustls itself does when it chooses.
#[cfg(all(not(feature = "aws-lc"), feature = "rust-crypto"))]
pub(super) fn set_up() -> Result<(), TransportError> {
    // An error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(())
}

/// Makes sure that rustls has a library. Without one, reqwest would panic.
#[cfg(not(any(feature = "aws-lc", feature = "rust-crypto")))]
pub(super) fn set_up() -> Result<(), TransportError> {
    if rustls::crypto::CryptoProvider::get_default().is_some() {
        return Ok(());
    }
    Err(TransportError::new(
        super::TransportFailure::NotSent,
        "no library for TLS is chosen: turn on the feature `aws-lc` or `rust-crypto`, or install a \
         `rustls::crypto::CryptoProvider` before",
    ))
}
