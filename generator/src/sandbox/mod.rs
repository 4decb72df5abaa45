//! A wallet on your own machine.

// The server is not here yet: only the tests use it.
#[cfg_attr(not(test), allow(dead_code, unused_imports))]
pub(crate) mod explorer;
