//! Headers and keys that are nearly right or right but strange, by the thousand.
//!
//! See `runtime/tests/fuzz`, whose choices and changes these tests share, for how to repeat a failure and to go on for longer.

#[path = "../../../tests/fuzz/attempts.rs"]
mod attempts;
mod header;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod keys;
#[path = "../../../tests/fuzz/mutate.rs"]
mod mutate;
#[path = "../../../tests/fuzz/random.rs"]
mod random;

use attempts::fuzz;
