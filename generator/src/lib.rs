//! Typed Rust clients for signed APIs, generated from YAML endpoint definitions.
//!
//! This is the library behind the `countersign` command. It reads a folder of specs, checks them, and writes one crate
//! per API. What it writes depends on the specs and the settings alone.
//!
//! # When to generate
//!
//! Before cargo builds. What is generated is a whole crate, and cargo reads the manifests of all crates before it runs a build
//! script: the build script of a program cannot make a crate that the program depends on. Nor can its files be included from
//! `OUT_DIR` as a module: they name each other by `crate::`. So generated crates are checked in, as their specs are, and made
//! anew by `countersign generate`, or by a program of your workspace (often called `xtask`):
//!
//! ```no_run
//! use countersign_codegen::Generator;
//!
//! fn main() -> Result<(), countersign_codegen::Error> {
//!     let summary = Generator::new("specs").out_dir("generated").generate()?;
//!     println!("{} files changed", summary.changed());
//!     Ok(())
//! }
//! ```
//!
//! A test of any crate of the workspace finds out when specs and crates differ:
//!
//! ```
//! # fn main() -> Result<(), countersign_codegen::Error> {
//! # let folder = tempfile::tempdir().expect("a folder");
//! # std::fs::create_dir_all(folder.path().join("specs/demo")).expect("a folder");
//! # std::fs::write(folder.path().join("specs/demo/api.yaml"), "format: 1\nname: demo\ntitle: Demo\n").expect("a file");
//! # let root = folder.path();
//! # countersign_codegen::Generator::new(root.join("specs")).out_dir(root.join("generated")).generate()?;
//! // let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
//! let generator = countersign_codegen::Generator::new(root.join("specs")).out_dir(root.join("generated"));
//! if let Err(difference) = generator.verify() {
//!     panic!("{difference}");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! So does a build script, in the place of the test. It is the one of a crate that uses the generated ones, and only looks:
//!
//! ```no_run
//! # fn build() {
//! match countersign_codegen::Generator::new("../specs").out_dir("../generated").verify() {
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
//! # Features
//!
//! Two features serve the command and are on by default: `docs` writes the reference of APIs as HTML, `import-page` reads a
//! wallet's web page. A build script, an `xtask` or a test builds faster without them:
//!
//! ```toml
//! countersign-codegen = { version = "0.1", default-features = false }
//! ```
//!
//! # Inside
//!
//! The modules that are not shown here serve the command and its sibling crates; they may change in any release. Each
//! imports only those before it in this list: [`diagnostics`] has findings and their printers, `spec` turns YAML into a
//! syntax tree that keeps every place, `model` turns that into the checked API, `rules` checks both, `format` lays out spec
//! files, `emit` turns a model into files, `openapi` turns an OpenAPI document into spec files, and `import` a web page, `diff`
//! compares two models, and `output` writes files to disk. Apart from reading specs, only `output` touches the disk.

pub mod diagnostics;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod emit;
mod error;
#[doc(hidden)]
pub mod format;
mod generator;
#[cfg(feature = "import-page")]
#[doc(hidden)]
pub mod import;
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
