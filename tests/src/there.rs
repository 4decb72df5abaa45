//! A wallet in the background, and calls to it by each transport.

use std::{error::Error, future::IntoFuture};

use claro_client::Client;
use countersign_runtime::{Call, Outcome, Request, signature::Backend};
use tokio::runtime::{Builder, Runtime};

use crate::Wallet;

/// How a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is awaited.
    Awaited,
    /// It blocks its thread.
    Blocking,
}

impl Way {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::Awaited, Self::Blocking];
}

/// A wallet that is served by a thread of its own, with a client of it.
pub struct There {
    /// The wallet.
    pub wallet: Wallet,
    /// A client of it.
    pub client: Client,
    runtime: Runtime,
}

impl There {
    /// Starts a wallet; see [`Wallet::start`].
    ///
    /// # Errors
    /// When there is no thread, no port or no key for it.
    pub fn start(backend: Backend) -> Result<Self, Box<dyn Error>> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let wallet = runtime.block_on(Wallet::start(backend))?;
        let client = Client::new(wallet.config()?)?;
        Ok(Self { wallet, client, runtime })
    }

    /// What a call comes to.
    ///
    /// # Errors
    /// Those of the call.
    pub fn outcome<Q: Request>(
        &self,
        way: Way,
        call: Call<'_, Q>,
    ) -> Result<Outcome<Q::Response>, countersign_runtime::Error> {
        match way {
            Way::Awaited => self.done(call),
            Way::Blocking => call.wait(),
        }
    }

    /// What a future comes to.
    pub fn done<F: IntoFuture>(&self, future: F) -> F::Output {
        self.runtime.block_on(future.into_future())
    }
}
