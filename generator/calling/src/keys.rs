//! Keys from files, whatever they are of.

use countersign_runtime::encryption::DecryptionKey;
use countersign_runtime::signature::{Ecc224, KeyError, SigningKey, WalletKey};
use zeroize::Zeroizing;

/// The private key in a text: RSA, or on the curve P-224 for ECC224 as [`Ecc224`] assumes it; decrypted with the pass
/// phrase when it is protected by one.
///
/// # Errors
/// [`KeyError`] says what the text is instead. It holds nothing of the text.
pub fn signing_key(text: &str, passphrase: Option<&str>) -> Result<SigningKey, KeyError> {
    match (SigningKey::from_text(text), passphrase) {
        (Err(KeyError::EllipticCurve), _) => SigningKey::ecc224_from_text(text, Ecc224::default()),
        (Err(KeyError::Encrypted), Some(passphrase)) => {
            match SigningKey::from_encrypted_text(text, passphrase) {
                Err(KeyError::EllipticCurve) => {
                    SigningKey::ecc224_from_der(&decrypted(text, passphrase)?, Ecc224::default())
                }
                other => other,
            }
        }
        (other, _) => other,
    }
}

/// The private key in a text that answers are decrypted with: RSA, protected by the passphrase or not.
///
/// # Errors
/// As [`signing_key`].
pub fn decryption_key(text: &str, passphrase: Option<&str>) -> Result<DecryptionKey, KeyError> {
    match (DecryptionKey::from_text(text), passphrase) {
        (Err(KeyError::Encrypted), Some(passphrase)) => {
            DecryptionKey::from_der(&decrypted(text, passphrase)?)
        }
        (other, _) => other,
    }
}

/// What a passphrase protects, as DER.
fn decrypted(text: &str, passphrase: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let begin = text.find("-----BEGIN").unwrap_or_default();
    let pem = text.get(begin..).unwrap_or_default();
    let (_, document) = pkcs8::Document::from_pem(pem).map_err(|_| KeyError::NotAKey)?;
    let info =
        pkcs8::EncryptedPrivateKeyInfo::try_from(document.as_bytes()).map_err(|_| KeyError::NotAKey)?;
    let key = info.decrypt(passphrase).map_err(|_| KeyError::WrongPassphrase)?;
    Ok(Zeroizing::new(key.as_bytes().to_vec()))
}

/// The public key in a text: RSA, or on the curve P-224 for ECC224 as [`Ecc224`] assumes it.
///
/// # Errors
/// [`KeyError`] says what the text is instead.
pub fn wallet_key(text: &str) -> Result<WalletKey, KeyError> {
    match WalletKey::from_text(text) {
        Err(KeyError::EllipticCurve) => WalletKey::ecc224_from_text(text, Ecc224::default()),
        other => other,
    }
}
