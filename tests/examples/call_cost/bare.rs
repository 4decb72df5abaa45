//! The floors: what the libraries cost without us.

use std::{error::Error, hint::black_box};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use countersign_tests::keys;
use tokio::runtime::Runtime;

use super::calls::Calls;

/// RSA by the same library, on text of the same length.
pub(crate) struct Bare {
    pair: RsaKeyPair,
    public: ParsedPublicKey,
    content: Vec<u8>,
}

impl Bare {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let base64: String = keys::MERCHANT.lines().filter(|line| !line.starts_with('-')).collect();
        let pair = RsaKeyPair::from_pkcs8(&STANDARD.decode(base64)?)?;
        let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public_key().as_ref())?;
        Ok(Self { pair, public, content: vec![b'x'; 300] })
    }

    pub(crate) fn sign_and_verify(&self, times: usize) -> Result<(), Box<dyn Error>> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        for _ in 0..times {
            self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &self.content, &mut signature)?;
            self.public.verify_sig(black_box(&self.content), &signature)?;
        }
        Ok(())
    }
}

/// HTTP by the same library, with the same bytes.
pub(crate) struct Http {
    client: reqwest::Client,
    request: http::Request<bytes::Bytes>,
}

impl Http {
    pub(crate) fn new(port: u16, runtime: &Runtime, calls: &Calls) -> Result<Self, Box<dyn Error>> {
        let mut request = runtime.block_on(calls.example())?;
        *request.uri_mut() = format!("http://127.0.0.1:{port}/api/v1/payments/pay").parse()?;
        Ok(Self { client: reqwest::Client::builder().tcp_nodelay(true).build()?, request })
    }

    pub(crate) async fn send(&self, times: usize, at_once: usize) -> Result<(), Box<dyn Error>> {
        let tasks: Vec<_> = (0..at_once)
            .map(|_| {
                let (client, request) = (self.client.clone(), self.request.clone());
                tokio::spawn(async move {
                    for _ in 0..times / at_once {
                        let request = reqwest::Request::try_from(request.clone())?;
                        black_box(client.execute(request).await?.bytes().await?);
                    }
                    Ok::<(), reqwest::Error>(())
                })
            })
            .collect();
        for task in tasks {
            task.await??;
        }
        Ok(())
    }
}
