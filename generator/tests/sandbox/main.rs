//! The sandbox over real HTTP, called by the runtime's own client.
#![cfg(feature = "sandbox")]

mod answers;
#[cfg(feature = "cli")]
mod command;
#[cfg(feature = "cli")]
mod crowd;
mod dialects;
mod faults;
mod hostile;
mod keys;
#[cfg(feature = "cli")]
mod killed;
mod letter;
mod refusals;
#[cfg(feature = "cli")]
mod running;
mod scenario;
mod support;
mod tls;
