//! A floor: HTTP by the same library, with the same bytes, without us.

use std::{error::Error, hint::black_box, sync::Arc};

use tokio::runtime::Runtime;

use super::{calls::Calls, rsa::Rsa};

/// Sends one request again and again.
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
        rsa: Option<Arc<Rsa>>,
    ) -> Result<(), Box<dyn Error>> {
        let tasks: Vec<_> = (0..at_once)
            .map(|_| {
                let (client, request, rsa) = (self.client.clone(), self.request.clone(), rsa.clone());
                tokio::spawn(async move {
                    for _ in 0..times / at_once {
                        let rsa = rsa.as_deref();
                        let signature = rsa.map(Rsa::sign).transpose().map_err(|error| error.to_string())?;
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
