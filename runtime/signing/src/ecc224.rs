//! ECC224, as far as anyone can know it.

use super::{
    KeyError, SignError,
    der::{Half, expect_p224},
    raw_key::{PrivateKey, PublicKey},
};
use p224::{
    PublicKey as Point, SecretKey,
    ecdsa::{
        Signature, SigningKey, VerifyingKey,
        signature::hazmat::{PrehashSigner, PrehashVerifier},
    },
    pkcs8::{DecodePrivateKey, DecodePublicKey},
};

/// The assumptions about ECC224: ECDSA on the curve secp224r1 (P-224), and the settings here.
///
/// Wallets document the name `ECC224` and nothing else: no curve, no digest, no encoding of the signature, and no public
/// SDK implements it. The curve follows from the number; SHA-256 and DER, which is what Java's `SHA256withECDSA` makes,
/// are a guess. **Ask the wallet before you use it**, and set here what it says.
///
/// Signatures that are received may have either encoding, whatever is set. The arithmetic is the `p224` crate's, in constant
/// time; it wipes a private key when it is dropped.
///
/// ```
/// use countersign_signing::{Ecc224, Ecc224Digest, Ecc224Encoding, SigningKey};
/// # let text = include_str!("../keys/p224.pem");
///
/// let assumed = Ecc224::default().digest(Ecc224Digest::Sha224).encoding(Ecc224Encoding::Fixed);
/// let key = SigningKey::ecc224_from_text(text, assumed)?;
/// # Ok::<(), countersign_signing::KeyError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ecc224 {
    pub(super) digest: Ecc224Digest,
    encoding: Ecc224Encoding,
}

/// The digest of the content that ECC224 signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ecc224Digest {
    /// SHA-256, of which ECDSA takes the first 224 bits.
    #[default]
    Sha256,
    /// SHA-224.
    Sha224,
}

/// How the two numbers of an ECC224 signature are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ecc224Encoding {
    /// DER: about 62 bytes.
    #[default]
    Der,
    /// `r` and `s` with 28 bytes each, as in IEEE P1363.
    Fixed,
}

impl Ecc224 {
    /// The bytes of a signature in [`Ecc224Encoding::Fixed`].
    pub const FIXED_LENGTH: usize = 56;

    /// The digest that is signed: SHA-256 unless it is set.
    #[must_use]
    pub fn digest(mut self, digest: Ecc224Digest) -> Self {
        self.digest = digest;
        self
    }

    /// How our signatures are written: as DER unless it is set.
    #[must_use]
    pub fn encoding(mut self, encoding: Ecc224Encoding) -> Self {
        self.encoding = encoding;
        self
    }
}

pub(super) struct Private {
    key: SigningKey,
    encoding: Ecc224Encoding,
}

impl Private {
    /// From PKCS#8 or SEC 1.
    pub(super) fn new(der: &[u8], assumed: Ecc224) -> Result<Self, KeyError> {
        expect_p224(der, Half::Private)?;
        let key = SecretKey::from_pkcs8_der(der).or_else(|_| SecretKey::from_sec1_der(der));
        let key = SigningKey::from(key.map_err(|_| KeyError::Damaged)?);
        Ok(Self { key, encoding: assumed.encoding })
    }
}

impl PrivateKey for Private {
    fn sign(&self, digest: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature: Signature = self
            .key
            .sign_prehash(digest)
            .map_err(|_| SignError::new("the library could not sign with this key"))?;
        Ok(match self.encoding {
            Ecc224Encoding::Der => signature.to_der().as_bytes().to_vec(),
            Ecc224Encoding::Fixed => signature.to_bytes().to_vec(),
        })
    }
}

pub(super) struct Public(VerifyingKey);

impl Public {
    /// From SubjectPublicKeyInfo.
    pub(super) fn new(der: &[u8]) -> Result<Self, KeyError> {
        expect_p224(der, Half::Public)?;
        Point::from_public_key_der(der).map(|key| Self(key.into())).map_err(|_| KeyError::Damaged)
    }
}

impl PublicKey for Public {
    fn verifies(&self, digest: &[u8], signature: &[u8]) -> bool {
        read(signature).is_some_and(|signature| self.0.verify_prehash(digest, &signature).is_ok())
    }
}

/// A signature in either encoding. Of 56 bytes it is the fixed one: DER has so few once in 2^48 signatures.
///
/// The library reads canonical DER only: nothing after the end, no needless zeros, no long form of a length. For `(r, s)`
/// there still is `(r, n - s)`, which ECDSA takes for the same: Java and OpenSSL make the one or the other by chance, so
/// neither can be refused. Nothing here takes a signature's bytes for the message's identity.
fn read(bytes: &[u8]) -> Option<Signature> {
    if bytes.len() == Ecc224::FIXED_LENGTH {
        return Signature::from_slice(bytes).ok();
    }
    Signature::from_der(bytes).ok()
}
