//! Why a key cannot be used.

use std::{error::Error, fmt};

/// A key cannot be used. No variant and no message holds any of the key's text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is empty.
    Empty,
    /// The text is neither PEM nor base64.
    NotBase64,
    /// The end of the text is missing.
    Truncated,
    /// The text holds more than one PEM block.
    Several {
        /// How many there are.
        count: usize,
    },
    /// Something follows the key.
    MoreThanAKey {
        /// How many bytes.
        bytes: usize,
    },
    /// It can be decoded, but what comes out is no key.
    NotAKey,
    /// A public key where the private one is needed.
    PublicKey,
    /// A private key where the public one is needed.
    PrivateKey,
    /// A certificate.
    Certificate,
    /// A private key protected by a passphrase.
    Encrypted,
    /// A private key protected by a passphrase in the way of old OpenSSL versions (`Proc-Type: 4,ENCRYPTED`).
    LegacyEncrypted,
    /// A passphrase was given, but the key is not protected by one.
    NotEncrypted,
    /// The passphrase is not the one of this key.
    WrongPassphrase,
    /// The key is encrypted in a way that is not supported, or that would take for ever to decrypt.
    UnsupportedEncryption,
    /// A key in the format of OpenSSH.
    OpenSsh,
    /// A key on an elliptic curve where an RSA key is needed.
    EllipticCurve,
    /// Another key than one on the curve P-224, where ECC224 needs one.
    NotP224 {
        /// The kind of key that it is instead.
        found: &'static str,
    },
    /// A key for another algorithm than RSA.
    NotRsa {
        /// The kind of key that it is instead.
        found: &'static str,
    },
    /// An RSA key that is too small or too large.
    Size {
        /// The size of its modulus in bits.
        bits: usize,
    },
    /// An RSA key whose public exponent is not safe.
    Exponent,
    /// A key whose numbers do not fit together.
    Damaged,
    /// This program was built without a back end.
    NoBackend,
    /// Not a single key was given.
    NoKey,
    /// The source of the key is not there, or can't be read.
    Unreadable {
        /// The source, for example "the file `key.pem`".
        place: String,
        /// The system's error.
        why: String,
    },
    /// The text of a file or variable is no key.
    Inside {
        /// The source, for example "the file `key.pem`".
        place: String,
        /// The problem with it.
        error: Box<KeyError>,
    },
}

impl KeyError {
    /// The smallest RSA key, in bits.
    pub const MIN_BITS: usize = 2048;
    /// The largest RSA key, in bits.
    pub const MAX_BITS: usize = 8192;

    /// Says where the key came from.
    pub(super) fn inside(self, place: String) -> Self {
        Self::Inside { place, error: Box::new(self) }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Empty => "the key is empty: was the file or variable that it comes from filled in?",
            Self::NotBase64 => {
                "the key is neither PEM (`-----BEGIN ...`) nor base64: give the key's text itself, not a file name"
            }
            Self::Truncated => {
                "the end of the key is missing: copy all of it, with the BEGIN and END lines if it has them"
            }
            Self::Several { count } => {
                return write!(
                    formatter,
                    "the text holds {count} PEM blocks: give the one key that is needed"
                );
            }
            Self::MoreThanAKey { bytes } => {
                return write!(formatter, "{bytes} bytes follow the key: was something pasted twice?");
            }
            Self::NotAKey => {
                "this is not a key: expected PKCS#8 or PKCS#1 for a private key, SubjectPublicKeyInfo or PKCS#1 for a \
                 public key, as PEM or base64"
            }
            Self::PublicKey => {
                "this is a public key, but signing needs the private key: the one whose public half was uploaded to the \
                 wallet's console"
            }
            Self::PrivateKey => {
                "this is a private key, but checking signatures needs the wallet's public key, which the wallet's console \
                 shows"
            }
            Self::Certificate => {
                "this is a certificate (or a request for one), not a key: get its public key with `openssl x509 -in \
                 certificate.pem -noout -pubkey`"
            }
            Self::Encrypted => {
                "the private key is encrypted: load it with `SigningKey::from_encrypted_text` (feature `encrypted-keys`), \
                 or decrypt it with `openssl pkey -in encrypted.pem -out key.pem`, and keep the result where only this \
                 program can read it"
            }
            Self::LegacyEncrypted => {
                "the private key is encrypted in the way of old OpenSSL versions (`Proc-Type: 4,ENCRYPTED`), which is weak \
                 and not supported: convert it with `openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out key.pem`"
            }
            Self::NotEncrypted => {
                "a passphrase was given, but this key is not encrypted: load it with `SigningKey::from_text`, or is it \
                 the wrong file?"
            }
            Self::WrongPassphrase => {
                "the passphrase is not the one of this key (or the key was damaged): a line break at the end of a \
                 passphrase counts, too"
            }
            Self::UnsupportedEncryption => {
                "the private key is encrypted in a way that is not supported (PBES2 with AES in CBC mode is, with scrypt \
                 or with PBKDF2 and SHA-2, at a reasonable cost): convert it with `openssl pkcs8 -topk8 -v2 aes-256-cbc \
                 -v2prf hmacWithSHA256 -in old.pem -out key.pem`"
            }
            Self::OpenSsh => {
                "this key is in OpenSSH's format: convert a copy of the private key with `ssh-keygen -p -m PKCS8 -f copy`, \
                 a public key with `ssh-keygen -e -m PKCS8 -f key.pub`"
            }
            Self::EllipticCurve => {
                return write!(
                    formatter,
                    "this is an elliptic-curve key, but RSA256 needs an RSA key; {NEW_KEY}. Only when the wallet asked \
                     for ECC224, load it with `ecc224_from_text` (feature `ecc224`), which needs to be told what the \
                     wallet means by it"
                );
            }
            Self::NotP224 { found } => {
                return write!(
                    formatter,
                    "this is {found}, but ECC224 is taken for ECDSA on the curve secp224r1: a key for that is made with \
                     `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp224r1 -out key.pem`, an RSA key is \
                     loaded with `from_text`"
                );
            }
            Self::NotRsa { found } => {
                return write!(formatter, "this is {found}, but RSA256 needs an RSA key; {NEW_KEY}");
            }
            Self::Size { bits } => {
                let (min, max) = (Self::MIN_BITS, Self::MAX_BITS);
                return write!(
                    formatter,
                    "the RSA key has {bits} bits, but {min} to {max} are allowed; {NEW_KEY}"
                );
            }
            Self::Exponent => {
                return write!(
                    formatter,
                    "the RSA key's public exponent is not safe (65537 is usual); {NEW_KEY}"
                );
            }
            Self::Damaged => {
                "the key is damaged: its parts do not fit together; copy it again from where it was made"
            }
            Self::NoBackend => {
                "this program was built without RSA: turn on the feature `aws-lc` or `rust-crypto`"
            }
            Self::NoKey => "there is not a single wallet key, so that every response would be refused",
            Self::Unreadable { place, why } => return write!(formatter, "{place} has no key to read: {why}"),
            Self::Inside { place, error } => return write!(formatter, "{place}: {error}"),
        };
        formatter.write_str(text)
    }
}

const NEW_KEY: &str =
    "make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem`";

impl Error for KeyError {}
