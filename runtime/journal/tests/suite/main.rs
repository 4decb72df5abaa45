//! The journal on real databases: SQLite always, and Postgres where `JOURNAL_POSTGRES_URL` names a database.

mod closing;
mod databases;
mod flow;
mod notifications;
mod shop;
