//! From the model to files. Each kind of output is a pure function of the model.

pub mod docs;
pub mod openapi;
pub mod rust;
mod snippet;
pub mod specs;

pub use snippet::HIDDEN;
pub use snippet::snippet;
