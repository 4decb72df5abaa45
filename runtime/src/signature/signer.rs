//! Whoever signs: a key in this process, or a key service.

use super::{Algorithm, Content, KeyVersion};
use std::{error::Error, fmt, pin::Pin, sync::Arc};

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Signs what we send.
///
/// [`SigningKey`](super::SigningKey) is one, and [`RotatingSigner`](super::RotatingSigner) changes between several. Write another for a key that never leaves a key service (KMS, HSM, Vault): give the service
/// [`Content::sha256`] as a digest to be signed with RSASSA-PKCS1-v1_5 and SHA-256, and return the signature's bytes.
///
/// ```
/// use countersign_runtime::signature::{Algorithm, BoxFuture, Content, KeyVersion, SignError, Signature, Signer};
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
///     fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
///         Box::pin(async {
///             let bytes = self.sign_digest(content.sha256()).await.map_err(SignError::new)?;
///             Ok(Signature::new(Algorithm::Rsa256, KeyVersion::from(1), bytes))
///         })
///     }
/// }
/// ```
pub trait Signer: Send + Sync + 'static {
    /// The signature of the content, and which key made it.
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>>;
}

/// A signature that we made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signature {
    /// The algorithm that the header is to name.
    pub algorithm: Algorithm,
    /// The version of our key, as the wallet's console shows it.
    pub key_version: KeyVersion,
    /// The raw bytes, which are encoded later.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// From its parts.
    pub fn new(algorithm: Algorithm, key_version: KeyVersion, bytes: Vec<u8>) -> Self {
        Self { algorithm, key_version, bytes }
    }
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
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
