//! The Rust that `countersign docs` and the explorer show for the examples of the specs: that it compiles is the test.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign snippets` writes them anew.
#![allow(dead_code, deprecated, reason = "it is compiled, and not run")]

include!("snippets/examples.rs");
