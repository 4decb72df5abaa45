//! For the tests of programs that use a generated client: a wallet that responds as it is told, without a network, and a
//! clock that does not wait.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use countersign_runtime::{Status, testing::{Reply, ScriptedWallet}, transport::TransportFailure};
//!
//! let wallet = ScriptedWallet::new()?;
//! wallet.then(Reply::lost(TransportFailure::TimedOut)); // the first request gets no response
//! wallet.then(Reply::signed(r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"paymentStatus":"PROCESSING"}"#));
//! let config = wallet.config(); // for `claro_client::Client::new`
//! # let _ = config;
//! // .. call it; then look at what it was sent:
//! assert!(wallet.seen().is_empty());
//! # Ok(())
//! # }
//! ```

mod clock;
mod reply;
mod wallet;

pub use self::{clock::ManualClock, reply::Reply, wallet::ScriptedWallet};
