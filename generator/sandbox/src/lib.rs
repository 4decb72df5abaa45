//! A wallet on one's own machine: a real HTTP server that answers straight from the specs.
//!
//! It verifies who calls and when, checks the body against the spec, responds as the wallet would, signs, and injects
//! faults on demand. There is no generated code in it, and no wallet behind it.
//!
//! In a test, on a free port, with keys that are made for the process:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # std::fs::create_dir_all(folder.path().join("demo/v1/payments"))?;
//! # std::fs::write(folder.path().join("demo/api.yaml"), "format: 1\nname: demo\ntitle: Demo\nbase_path: /api\n")?;
//! # std::fs::write(folder.path().join("demo/v1/payments/pay.yaml"), "path: payments/pay\nversion: v1\nsummary: Pay.\nrequest: {}\n")?;
//! # let specs = folder.path();
//! use countersign_sandbox::{Fault, Sandbox, Settings};
//!
//! let sandbox = Sandbox::start(Settings::new(specs).api("demo"))?;
//! let (url, client_id) = (sandbox.url(), sandbox.client_id());
//! let (our_key, wallet_key) = (sandbox.merchant_key(), sandbox.wallet_key());
//! # assert!(url.starts_with("http://127.0.0.1:") && !client_id.is_empty());
//! # assert!(our_key.contains("PRIVATE") && wallet_key.contains("PUBLIC"));
//! // .. make a client of them, and call.
//! sandbox.fault("v1/payments/pay", Fault::Timeout)?;
//! // .. call again; then look at what came.
//! assert!(sandbox.received().is_empty());
//! # Ok(())
//! # }
//! ```

mod access;
mod addresses;
mod command_line;
mod example;
mod explorer;
mod fault;
mod handle;
mod instance;
mod keys;
mod ledger;
mod log;
mod notify;
mod quote;
mod server;
mod settings;
mod start;
mod start_error;
mod state;
mod wallet;

pub use example::ReadyCall;
pub use fault::{BadFault, Fault, FaultDoc, FaultRule, When};
pub use handle::Sandbox;
pub use instance::Port;
pub use log::{Answered, Received};
pub use settings::Settings;
pub use start_error::StartError;
