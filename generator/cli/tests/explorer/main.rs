//! The explorer of a real sandbox: what it answers, and its page in a headless Chromium.
#![cfg(all(feature = "docs", feature = "sandbox"))]

mod answers;
mod browser;
mod driver;
mod encrypted;
mod form;
mod hostile;
mod lines;
mod live;
mod remote;
mod sending;
mod support;
#[allow(unreachable_pub, reason = "public in the library of `tests`")]
#[path = "../../../../tests/src/tools.rs"]
mod tools;
mod views;
