//! Signs, by a key in this process or a key service.

use super::{
    Content, ContentDigest, HeaderParams, Message, SignError, Signature, SignedHeaders, SigningKey, Unsigned,
    offload,
};
use std::{pin::Pin, sync::Arc};

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
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not sign",
    label = "expected our own `SigningKey`, or another `Signer`",
    note = "our private key signs (`SigningKey::from_file`, `from_text`), the wallet's public key only verifies"
)]
pub trait Signer: Send + Sync + 'static {
    /// The signature of the content, and which key made it.
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>>;
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
        S::sign(self, content)
    }
}

/// Signs on one of the runtime's threads for blocking work, inside a tokio runtime with one thread (and with the feature
/// `reqwest`): no other task waits then. That costs 20 to 30 us a signature, beside 0.2 to 1.2 ms for the signature itself.
impl Signer for SigningKey {
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
        let (key, digest): (Self, ContentDigest) = (self.clone(), self.digest(content));
        Box::pin(offload::run(move || key.sign_digest(&digest)))
    }
}

/// Signs a message as [`sign`](super::sign) does, by any signer.
///
/// # Errors
/// The errors of [`sign`](super::sign), and whenever the signer fails.
pub async fn sign_with<'a>(
    signer: &dyn Signer,
    message: &Message<'a>,
    params: &HeaderParams<'_>,
) -> Result<SignedHeaders<'a>, SignError> {
    let unsigned = Unsigned::new(message, params)?;
    let signature = signer.sign(unsigned.content()).await?;
    unsigned.into_signed(&signature)
}
