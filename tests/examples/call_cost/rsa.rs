//! A floor: the RSA operations that a call needs, without us.

use std::{error::Error, hint::black_box};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use countersign_tests::keys;

/// RSA by the same library, on text of the same length.
pub(crate) struct Rsa {
    pair: RsaKeyPair,
    public: ParsedPublicKey,
    content: Vec<u8>,
}

impl Rsa {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let base64: String = keys::MERCHANT.lines().filter(|line| !line.starts_with('-')).collect();
        let pair = RsaKeyPair::from_pkcs8(&STANDARD.decode(base64)?)?;
        let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public_key().as_ref())?;
        Ok(Self { pair, public, content: vec![b'x'; 300] })
    }

    pub(crate) fn sign_and_verify(&self, times: usize) -> Result<(), Box<dyn Error>> {
        (0..times).try_for_each(|_| self.verify(&self.sign()?))
    }

    pub(crate) fn sign(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &self.content, &mut signature)?;
        Ok(signature)
    }

    pub(crate) fn verify(&self, signature: &[u8]) -> Result<(), Box<dyn Error>> {
        Ok(self.public.verify_sig(black_box(&self.content), signature)?)
    }
}
