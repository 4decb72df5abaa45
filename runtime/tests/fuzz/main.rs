//! Input that is nearly right or right but strange, by the thousand.
//!
//! A failure prints the seed of the input. With `COUNTERSIGN_FUZZ_SEED` only that one is tried;
//! `COUNTERSIGN_FUZZ_SECONDS=600 cargo test --release -p countersign-runtime --all-features --test fuzz -- --nocapture`
//! goes on for ten minutes with inputs that were never tried before.
//!
//! Each target is a file with its tests and with what it makes its inputs of; the choices and the changes are shared.

mod attempts;
mod json;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod messages;
mod mutate;
mod random;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod receiver;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod response;
#[cfg(feature = "formats")]
mod xml;

use attempts::fuzz;
