//! The floors: what the libraries cost without us.

use std::{error::Error, hint::black_box, sync::Arc};

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
        (0..times).try_for_each(|_| self.verify(&self.sign()?))
    }

    fn sign(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &self.content, &mut signature)?;
        Ok(signature)
    }

    fn verify(&self, signature: &[u8]) -> Result<(), Box<dyn Error>> {
        Ok(self.public.verify_sig(black_box(&self.content), signature)?)
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

    /// With `rsa` between the requests, where it is given: the same work as a call's, in the same order.
    pub(crate) async fn send(
        &self,
        times: usize,
        at_once: usize,
        rsa: Option<Arc<Bare>>,
    ) -> Result<(), Box<dyn Error>> {
        let tasks: Vec<_> = (0..at_once)
            .map(|_| {
                let (client, request, rsa) = (self.client.clone(), self.request.clone(), rsa.clone());
                tokio::spawn(async move {
                    for _ in 0..times / at_once {
                        let rsa = rsa.as_deref();
                        let signature = rsa.map(Bare::sign).transpose().map_err(|error| error.to_string())?;
                        let request = reqwest::Request::try_from(request.clone()).map_err(shown)?;
                        black_box(
                            client.execute(request).await.map_err(shown)?.bytes().await.map_err(shown)?,
                        );
                        if let (Some(rsa), Some(signature)) = (rsa, signature) {
                            rsa.verify(&signature).map_err(|error| error.to_string())?;
                        }
                    }
                    Ok::<(), String>(())
                })
            })
            .collect();
        for task in tasks {
            task.await??;
        }
        Ok(())
    }
}

fn shown(error: reqwest::Error) -> String {
    error.to_string()
}
