//! The database: records by kind, API and id, and what is to be sent when.
//!
//! What is written is on disk before [`Store::write`] returns, so that no crash can take back a response.

mod database;
mod open;
mod queue;
mod quiet;
mod tables;
#[cfg(test)]
mod tests;
mod transactions;

pub(crate) use self::queue::Due;
pub(super) use self::tables::{Read, Reader, Writer};
pub(super) use self::transactions::Store;
