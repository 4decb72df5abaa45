//! A wallet on your own machine.

pub(crate) mod explorer;
