//! Calls of endpoints straight from specs, without generated code: for the command line and the sandbox's page.
//!
//! [`Caller`] signs, sends, verifies and explains; a [`Report`] is everything that is known of one call. Around it:
//! bodies from [examples](example_body) and [single values](assign), [violations] of the spec, [`verify`] for
//! signatures that do not hold, [`keygen`] for keys, [`postman`] for collections.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use countersign_calling::{Caller, Options, apis};
//! use countersign_runtime::{Config, signature::{SigningKey, WalletKey}};
//!
//! let (ours, theirs) = (SigningKey::from_file("merchant.pem")?, WalletKey::from_file("wallet.public.pem")?);
//! let caller = Caller::new(apis("specs", &["claro"])?, Config::new("https://wallet.example", "2022...", ours, theirs))?;
//! let body = serde_json::json!({ "paymentRequestId": "1" });
//! let report = caller.call("claro", "v1/payments/inquiryPayment", &body, &Options::default()).await?;
//! println!("{}", report.outcome.name());
//! # Ok(())
//! # }
//! ```

mod advice;
mod body;
mod call_line;
mod caller;
mod cause;
mod curl;
mod descriptor;
#[doc(hidden)]
pub mod dialect;
mod ended;
mod example;
mod find;
mod inquiry;
mod json;
pub mod keygen;
mod keys;
mod options;
mod paths;
pub mod postman;
#[doc(hidden)]
pub mod printable;
mod profile;
mod redact;
mod report;
mod request;
mod rust;
mod set;
mod shell;
mod sign;
mod spec_client;
pub mod verify;
mod violation;

pub use advice::Next;
pub use body::Body;
#[doc(hidden)]
pub use body::{pretty, rounded};
pub use caller::{Caller, apis};
pub use curl::curl;
pub use ended::Ended;
pub use example::example_body;
#[doc(hidden)]
pub use find::is_served;
pub use find::{NotFound, find_api, find_endpoint};
#[doc(hidden)]
pub use json::refusal;
pub use keys::{decryption_key, signing_key, wallet_key};
pub use options::Options;
pub use profile::{Profile, ProfileError};
pub use redact::{HIDDEN, hidden};
pub use report::{ReceivedResponse, Report, ResultReport};
#[doc(hidden)]
pub use request::FAULT;
pub use request::{Prepared, Refused};
pub use rust::rust_snippet;
pub use set::{SetError, assign, remove};
pub use shell::quoted;
pub use sign::{Signed, sign};
pub use spec_client::SpecClient;
pub use violation::{Violation, header_violations, violations};
