//! Calls that outlive the process.
//!
//! A process can die between the first byte of a payment and its response. This crate writes down in the shop's own database
//! what is about to be sent, in the transaction of the order, and finds out how it ended, on whichever instance: by the
//! response, by asking, or by a notification. Each call ends with one verdict, and your callback applies it in the verdict's
//! own transaction.
//!
#![cfg_attr(feature = "sqlite", doc = "```no_run")]
#![cfg_attr(not(feature = "sqlite"), doc = "```text")]
//! # use countersign_journal::{Ended, Journal};
//! # use claro_client::{money, text, Client, Outcome, v1::payments::{PayRequest, PayRequired}};
//! # mod orders {
//! #     use sqlx::SqliteConnection;
//! #     pub async fn insert(_: &mut SqliteConnection, _: &str) -> sqlx::Result<()> { Ok(()) }
//! #     pub async fn end(_: &mut SqliteConnection, _: &str, _: countersign_journal::Ended) -> sqlx::Result<()> { Ok(()) }
//! # }
//! # async fn checkout(pool: sqlx::SqlitePool, claro: Client, request: PayRequest) -> Result<(), Box<dyn std::error::Error>> {
//! let journal = Journal::new(pool.clone()).on_verdict(|verdict, tx| {
//!     Box::pin(async move { Ok(orders::end(tx, &verdict.reference, verdict.ended).await?) })
//! });
//! journal.migrate().await?;
//!
//! let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
//! orders::insert(&mut tx, "order-1").await?;
//! let entry = journal.record(&mut tx, &claro, &request).reference("order-1").await?;
//! tx.commit().await?; // order and intent, or neither
//!
//! match entry.send().await? { // for the page, not for the books: the callback keeps those
//!     Outcome::Success(response) => println!("paid: {response:?}"),
//!     Outcome::Accepted(response) => println!("the user has a step to take: {response:?}"),
//!     Outcome::Failed(failure) => println!("not paid: {failure}"),
//!     Outcome::Unknown(unknown) => println!("being found out: {unknown}"),
//! }
//! journal.worker().client(&claro).run().await; // on every instance
//! # Ok(())
//! # }
//! ```
//!
//! | to find | look at |
//! |---|---|
//! | what a call goes through | [`State`] |
//! | how it is recorded | [`Journal::record`] |
//! | how open calls end | [`Worker`], [`Journal::close`], [`Journal::end`] |
//! | notifications | [`ReceiverExt::with_journal`] |
//! | what was decided, by what | [`Verdict`], [`EndedBy`] |
//! | sensitive bodies | [`SealingKey`] |
//! | another database library | [`store::Store`], and its conformance test (`testing`, feature of that name) |

mod closing;
mod effect;
mod ended;
mod ending;
mod entry;
mod error;
mod event;
mod hexadecimal;
mod journal;
mod notification;
mod record;
mod seal;
mod seen;
mod sending;
mod settling;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod unmatched;
mod verdict;
mod worker;

pub use ended::{Ended, EndedBy};
pub use entry::Entry;
pub use error::{JournalError, RecordError, SendError};
pub use event::Event;
pub use journal::Journal;
pub use notification::ReceiverExt;
pub use record::Record;
pub use seal::{SealingKey, SealingKeyError};
pub use seen::JournalSeen;
pub use store::{EntryId, EntryInfo, State};
pub use verdict::Verdict;
pub use worker::Worker;

/// A future that can be sent to another thread.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// An error of a callback.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
