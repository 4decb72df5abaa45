//! A wallet on one's own machine, made from a model.

mod memory;
mod notify;
