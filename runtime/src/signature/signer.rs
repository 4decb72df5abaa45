//! Whoever signs: a key in this process, or a key service.

use super::{Algorithm, Content, SigningKey};
use std::{error::Error, fmt, pin::Pin, sync::Arc};

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Signs what we send.
///
/// [`SigningKey`] is one. Write another for a key that never leaves a key service (KMS, HSM, Vault): give the service
/// [`Content::sha256`] as a digest to be signed with RSASSA-PKCS1-v1_5 and SHA-256, and return the signature's bytes.
///
/// ```
/// use countersign_runtime::signature::{Algorithm, BoxFuture, Content, SignError, Signer};
///
/// struct KeyService;
///
/// impl KeyService {
///     async fn sign_digest(&self, digest: [u8; 32]) -> Result<Vec<u8>, std::io::Error> {
///         Ok(digest.repeat(8)) // here: ask the service
///     }
/// }
///
/// impl Signer for KeyService {
///     fn algorithm(&self) -> Algorithm {
///         Algorithm::Rsa256
///     }
///
///     fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
///         Box::pin(async { self.sign_digest(content.sha256()).await.map_err(SignError::new) })
///     }
/// }
/// ```
pub trait Signer: Send + Sync + 'static {
    /// The algorithm that the header is to name.
    fn algorithm(&self) -> Algorithm;

    /// The signature of the content: its raw bytes, which are encoded later.
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Vec<u8>, SignError>>;
}

impl Signer for SigningKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Rsa256
    }

    /// Ready at once.
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async { SigningKey::sign(self, content) })
    }
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn algorithm(&self) -> Algorithm {
        S::algorithm(self)
    }

    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        S::sign(self, content)
    }
}

/// A signature could not be made. Nothing has been sent.
pub struct SignError(Box<dyn Error + Send + Sync>);

impl SignError {
    /// From the signer's own error, or from a text.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Debug for SignError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SignError").field(&self.0).finish()
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "signing failed: {}", self.0)
    }
}

impl Error for SignError {
    /// The cause's own cause: the cause itself is in the message.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
