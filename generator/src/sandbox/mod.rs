//! A wallet on one's own machine, made from a model.

#[allow(dead_code, reason = "the server that asks it is a branch of its own")]
mod memory;
#[allow(dead_code, reason = "the server that runs it is a branch of its own")]
mod notify;
