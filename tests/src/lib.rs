//! Tests of the whole: generated client, runtime, and a real HTTP server on the other side.
//!
//! The server is a small [`Wallet`]. It verifies each request and signs each answer, and it misbehaves on demand: see
//! [`Fault`]. Everything stays on this machine.

pub mod answers;
pub mod expected;
pub mod keys;
pub mod process;
pub mod requests;
mod there;
pub mod tools;
mod wallet;

pub use there::{There, Way};
pub use wallet::{Fault, Seen, Step, Wallet};
