//! Calls by the generated client.

use std::{error::Error, sync::Arc, time::Duration};

use claro_client::{
    Client, Config, Outcome,
    signature::{SigningKey, WalletKey},
    v1::payments::PayRequest,
};
use countersign_runtime::signature::Signer;
use countersign_tests::{keys, requests};
use stats_alloc::Region;

use super::http::Http;

pub(crate) struct Calls {
    client: Client,
    request: Arc<PayRequest>,
}

impl Calls {
    pub(crate) fn new(port: u16) -> Result<Self, Box<dyn Error>> {
        Self::signed_by(port, SigningKey::from_text(keys::MERCHANT)?)
    }

    pub(crate) fn signed_by(port: u16, signer: impl Signer) -> Result<Self, Box<dyn Error>> {
        let theirs = WalletKey::from_text(keys::WALLET_PUBLIC)?;
        // The server signs its response once, at the start.
        let config = Config::new(format!("http://127.0.0.1:{port}"), keys::CLIENT_ID, signer, theirs)
            .response_lead(Duration::from_secs(300))
            .timeout(Duration::from_secs(60));
        Ok(Self { client: Client::new(config)?, request: Arc::new(requests::pay()) })
    }

    pub(crate) async fn send(&self, calls: usize, at_once: usize) -> Result<(), Box<dyn Error>> {
        let tasks: Vec<_> = (0..at_once)
            .map(|_| {
                let (client, request) = (self.client.clone(), Arc::clone(&self.request));
                tokio::spawn(async move {
                    for _ in 0..calls / at_once {
                        match client.v1().payments().pay(&request).await {
                            Ok(Outcome::Accepted(_)) => {}
                            other => return Err(format!("{other:?}")),
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        for task in tasks {
            task.await??;
        }
        Ok(())
    }

    /// A request as it is sent.
    pub(crate) async fn example(&self) -> Result<http::Request<bytes::Bytes>, Box<dyn Error>> {
        let outcome = self.client.v1().payments().pay(&self.request).await?;
        Ok(outcome.exchange().request().clone())
    }
}

/// Allocations of one call, and of one bare exchange.
pub(crate) fn allocations(port: u16) -> Result<(usize, usize), Box<dyn Error>> {
    const CALLS: usize = 200;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let calls = Calls::new(port)?;
    let http = Http::new(port, &runtime, &calls)?;
    runtime.block_on(async {
        calls.send(CALLS, 1).await?;
        http.send(CALLS, 1, None).await?;
        let region = Region::new(super::ALLOCATOR);
        calls.send(CALLS, 1).await?;
        let ours = region.change().allocations / CALLS;
        let region = Region::new(super::ALLOCATOR);
        http.send(CALLS, 1, None).await?;
        Ok((ours, region.change().allocations / CALLS))
    })
}
