//! The sandbox over real HTTP, called by the runtime's own client.
#![cfg(feature = "sandbox")]

mod answers;
#[cfg(feature = "cli")]
mod command;
mod dialects;
mod faults;
mod hostile;
mod keys;
mod refusals;
mod scenario;
mod support;
mod tls;
