//! From other people's documents to spec files.

pub mod page;
