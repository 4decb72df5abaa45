//! Tests of the whole, as one program, because linking a program for each file takes longer than most of the tests do.
//!
//! A file that is added is a line here; `generator/tests/imports` finds one that is forgotten. A test that needs a process of
//! its own is a program of its own, in Cargo.toml.

mod actions;
mod blocking;
mod cancelling;
mod connecting;
mod dialects;
mod diff_source;
mod early_responses;
mod encryption;
mod examples;
mod fields;
mod first_call;
mod formats;
mod limits;
mod log;
mod malicious_input;
mod money;
mod monotonic;
mod notifications;
mod observing;
mod openssl;
mod outcomes;
mod packages;
mod readme;
mod request_walk;
mod requests;
mod retries;
mod rotation;
mod security;
mod serialized;
mod settling;
mod shop_client;
mod signing_properties;
mod snippets;
mod time;
mod tls;
mod unclean;
mod values;
mod wire;
