//! Typed Rust clients for signed APIs, generated from YAML endpoint definitions.
//!
//! This is the library behind the `countersign` command. It reads a folder of specs, checks them, and writes one crate
//! per API. What it writes depends on the specs and the settings alone.
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
//! # Inside
//!
//! The modules that are not shown here serve the command and its sibling crates; they may change in any release. Each
//! imports only those before it in this list: [`diagnostics`] has findings and their printers, `spec` turns YAML into a
//! syntax tree that keeps every place, `model` turns that into the checked API, `rules` checks both, `format` lays out spec
//! files, `emit` turns a model into files, `openapi` turns an OpenAPI document into spec files, `diff` compares two models,
//! and `output` writes files to disk. Apart from reading specs, only `output` touches the disk.

pub mod diagnostics;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod emit;
mod error;
#[doc(hidden)]
pub mod format;
mod generator;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod openapi;
#[doc(hidden)]
pub mod output;
mod relative;
#[doc(hidden)]
pub mod rules;
mod runtime;
#[doc(hidden)]
pub mod spec;

pub use error::{Drift, Error};
pub use generator::{ApiSummary, Generator, Summary};
pub use output::{Change, OutputError};
#[doc(hidden)]
pub use relative::{absolute, relative};
pub use runtime::{GitReference, RuntimeSource, Vendored, VendoredSummary};
pub use spec::FolderError;
