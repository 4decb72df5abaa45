//! Tests of the command and of what it generates, as one program, because linking a program for each file takes longer than
//! most of the tests do.
//!
//! A file that is added is a line here; `generator/tests/imports` finds one that is forgotten. Larger ones, and those that are
//! run alone, are programs of their own, in Cargo.toml.

mod advice;
#[path = "support/asked.rs"]
mod asked;
mod broken;
mod call;
mod calling;
#[path = "support/cli.rs"]
mod cli;
mod cli_errors;
mod command;
mod concurrent_runs;
mod crash_safety;
mod diff;
mod docs;
mod emitted;
mod encrypted;
mod explain;
mod fmt;
mod formats;
mod group_features;
mod import_page;
mod init;
mod journal;
mod keygen;
mod malicious_input;
mod model;
mod names;
mod new;
mod older;
mod openapi;
mod output;
mod paths;
mod readme;
mod record;
mod recursion;
mod reference;
mod schema;
mod settings;
mod shared_types;
mod shell;
mod support;
mod unclean;
mod vendored;
mod verify;
#[path = "support/wallet.rs"]
mod wallet;
mod wallet_keys;
mod watch;
