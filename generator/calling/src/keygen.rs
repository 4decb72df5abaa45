//! New keys.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::{Engine, engine::general_purpose::STANDARD};
use p224::SecretKey;
use p224::pkcs8::{EncodePrivateKey, EncodePublicKey};
use pkcs8::pkcs5::pbes2::Parameters;
use pkcs8::{PrivateKeyInfo, SecretDocument};
use std::fmt;
use zeroize::Zeroizing;

/// What kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA with 2048 bits: what wallets ask for.
    Rsa2048,
    /// RSA with 3072 bits.
    Rsa3072,
    /// RSA with 4096 bits: signing takes six times as long as with 2048.
    Rsa4096,
    /// On the curve secp224r1, for ECC224. No wallet documents what it means by that: ask first.
    P224,
}

/// Both halves of a new key. The private one is wiped when this is dropped, and never shown by `Debug`.
pub struct NewKey {
    private: Zeroizing<Vec<u8>>,
    encrypted: bool,
    public: Vec<u8>,
}

/// A key could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeygenError {
    /// The library failed: the machine has no source of chance, say.
    Library,
    /// The passphrase is empty.
    EmptyPassphrase,
}

impl fmt::Display for KeygenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Library => "the key could not be made: does this machine have a source of random numbers?",
            Self::EmptyPassphrase => "the passphrase is empty",
        })
    }
}

impl std::error::Error for KeygenError {}

impl fmt::Debug for NewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewKey")
    }
}

impl NewKey {
    /// Makes a key.
    ///
    /// # Errors
    /// When the library fails.
    pub fn generate(kind: KeyKind) -> Result<Self, KeygenError> {
        let (private, public) = match kind {
            KeyKind::Rsa2048 => rsa(KeySize::Rsa2048),
            KeyKind::Rsa3072 => rsa(KeySize::Rsa3072),
            KeyKind::Rsa4096 => rsa(KeySize::Rsa4096),
            KeyKind::P224 => p224(),
        }
        .ok_or(KeygenError::Library)?;
        Ok(Self { private, encrypted: false, public })
    }

    /// Protects the private half by a passphrase: PBES2 with AES-256 in CBC mode and PBKDF2 with 600,000 rounds of
    /// HMAC-SHA-256, which OpenSSL and Java read.
    ///
    /// # Errors
    /// When the passphrase is empty, and when the library fails.
    pub fn encrypted(self, passphrase: &str) -> Result<Self, KeygenError> {
        if passphrase.is_empty() {
            return Err(KeygenError::EmptyPassphrase);
        }
        let private = encrypt(&self.private, passphrase).ok_or(KeygenError::Library)?;
        Ok(Self { private, encrypted: true, ..self })
    }

    /// The private half as PEM: PKCS#8.
    #[must_use]
    pub fn private_pem(&self) -> Zeroizing<String> {
        pem(&self.private, if self.encrypted { "ENCRYPTED PRIVATE KEY" } else { "PRIVATE KEY" })
    }

    /// The private half as one line of base64: PKCS#8.
    #[must_use]
    pub fn private_base64(&self) -> Zeroizing<String> {
        base64(&self.private)
    }

    /// The public half as PEM: SubjectPublicKeyInfo.
    #[must_use]
    pub fn public_pem(&self) -> String {
        pem(&self.public, "PUBLIC KEY").to_string()
    }

    /// The public half as one line of base64: SubjectPublicKeyInfo, as most consoles take it.
    #[must_use]
    pub fn public_base64(&self) -> String {
        base64(&self.public).to_string()
    }
}

type Halves = Option<(Zeroizing<Vec<u8>>, Vec<u8>)>;

fn rsa(size: KeySize) -> Halves {
    let pair = KeyPair::generate(size).ok()?;
    // Wiped by the library when it is dropped.
    let private: Pkcs8V1Der<'_> = pair.as_der().ok()?;
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().ok()?;
    Some((Zeroizing::new(private.as_ref().to_vec()), public.as_ref().to_vec()))
}

fn p224() -> Halves {
    let mut number = Zeroizing::new([0; 28]);
    // A number that is no key comes up once in 2^112.
    let key = loop {
        aws_lc_rs::rand::fill(number.as_mut_slice()).ok()?;
        if let Ok(key) = SecretKey::from_slice(number.as_slice()) {
            break key;
        }
    };
    let private = key.to_pkcs8_der().ok()?;
    let public = key.public_key().to_public_key_der().ok()?;
    Some((Zeroizing::new(private.as_bytes().to_vec()), public.as_bytes().to_vec()))
}

fn encrypt(der: &[u8], passphrase: &str) -> Option<Zeroizing<Vec<u8>>> {
    const ROUNDS: u32 = 600_000;
    let (mut salt, mut vector) = ([0; 16], [0; 16]);
    aws_lc_rs::rand::fill(&mut salt).ok()?;
    aws_lc_rs::rand::fill(&mut vector).ok()?;
    let parameters = Parameters::pbkdf2_sha256_aes256cbc(ROUNDS, &salt, &vector).ok()?;
    let key = PrivateKeyInfo::try_from(der).ok()?;
    let document: SecretDocument = key.encrypt_with_params(parameters, passphrase).ok()?;
    Some(Zeroizing::new(document.as_bytes().to_vec()))
}

/// Large enough never to move: a move would leave a copy behind.
fn base64(der: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(der.len().div_ceil(3) * 4));
    STANDARD.encode_string(der, &mut text);
    text
}

fn pem(der: &[u8], label: &str) -> Zeroizing<String> {
    let base64 = base64(der);
    let mut text =
        Zeroizing::new(String::with_capacity(base64.len() + base64.len() / 64 + 2 * label.len() + 64));
    text.push_str(&format!("-----BEGIN {label}-----\n"));
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}
