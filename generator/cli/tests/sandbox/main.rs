//! The sandbox over real HTTP, called by the runtime's own client.
#![cfg(feature = "sandbox")]

mod answers;
mod command;
mod crowd;
mod dialects;
mod every_endpoint;
mod faults;
mod found;
mod keys;
mod killed;
mod letter;
mod malicious_input;
mod paths;
mod refusals;
mod roles;
mod running;
mod scenario;
mod shop;
mod support;
mod tls;
mod wire;
