//! The journal on real databases: SQLite always, and Postgres where `JOURNAL_POSTGRES_URL` names a database.

#![expect(
    clippy::unwrap_used,
    reason = "tests: their functions run on each database, and only what calls them is marked"
)]

mod closing;
#[cfg(feature = "testing")]
mod conformance;
mod databases;
mod effects;
mod flow;
mod notifications;
#[cfg(feature = "testing")]
mod races;
mod readme;
#[cfg(feature = "postgres")]
mod round_trips;
mod sealed;
mod shop;
mod unmatched;
