//! Typed Rust clients for signed APIs, generated from YAML endpoint definitions.
//!
//! This is the library behind the `countersign` command. It reads a folder of specs, checks them, and writes one crate
//! per API. What it writes depends on the specs alone.
//!
//! # In a build script
//!
//! In `Cargo.toml`: `[build-dependencies] countersign-codegen = { version = "0.1" }`; in `build.rs`:
//!
//! ```no_run
//! # fn build() {
//! match countersign_codegen::Generator::new("specs").out_dir("generated").generate() {
//!     Ok(summary) => {
//!         for path in &summary.inputs {
//!             println!("cargo::rerun-if-changed={}", path.display());
//!         }
//!     }
//!     Err(error) => {
//!         for line in error.to_string().lines() {
//!             println!("cargo::error={line}");
//!         }
//!     }
//! }
//! # }
//! ```
//!
//! # The way of the data
//!
//! Each module imports only those before it in this list: [`diagnostics`] are findings and their printers, [`spec`] turns
//! YAML into a syntax tree that keeps every place, [`model`] turns that into the checked API, [`rules`] are the checks
//! over both, [`mod@format`] lays out spec files, [`emit`] turns a model into files, [`openapi`] turns an OpenAPI document
//! into spec files, [`diff`] compares two models, and [`output`] brings files to disk. Apart from reading specs, `output`
//! alone touches the disk.

pub mod diagnostics;
pub mod diff;
pub mod emit;
mod error;
pub mod format;
mod generator;
pub mod model;
pub mod openapi;
pub mod output;
pub mod rules;
pub mod spec;

pub use error::{Drift, Error};
pub use generator::{ApiSummary, Generator, Summary};
