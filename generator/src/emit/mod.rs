//! From the model to files. Each kind of output is a pure function of the model.

pub mod docs;
pub mod openapi;
pub mod rust;
pub mod specs;
