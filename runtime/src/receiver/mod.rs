//! Notifications: the wallet calls us.
//!
//! A [`Receiver`] verifies what a wallet sends, gives each notification to a handler, and signs what the handler replies.
//! A whole server, with axum (feature `axum`):
//!
#![cfg_attr(all(feature = "axum", any(feature = "aws-lc", feature = "rust-crypto")), doc = "```no_run")]
#![cfg_attr(not(all(feature = "axum", any(feature = "aws-lc", feature = "rust-crypto"))), doc = "```text")]
//! # mod claro_client {
//! #     pub static API: countersign_runtime::Api = countersign_runtime::Api::new("claro");
//! #     pub mod v1 { pub mod payments {
//! #         use countersign_runtime::{Endpoint, codec::{Decode, Encode, View}};
//! #         #[derive(Debug)]
//! #         pub struct PaymentNotification { pub payment_id: String }
//! #         impl Encode for PaymentNotification { fn encode(&self, _: &mut dyn FnMut(View<'_>)) {} }
//! #         impl Decode for PaymentNotification { fn empty() -> Self { Self { payment_id: String::new() } } }
//! #         impl countersign_runtime::Notification for PaymentNotification {
//! #             const ENDPOINT: &'static Endpoint = &Endpoint::new("v1", "payments/notifyPayment");
//! #             type Answer = Self;
//! #         }
//! #     } }
//! # }
//! use std::{error::Error, fs, io};
//!
//! use claro_client::{API, v1::payments::PaymentNotification};
//! use countersign_runtime::{
//!     receiver::{Notification, Receiver, Reply},
//!     signature::{SigningKey, WalletKey},
//! };
//!
//! /// Usually runs once for a notification, and again after a crash, so it must be idempotent. It runs to its end even if the
//! /// wallet hangs up, and no redelivery is handled meanwhile.
//! async fn paid(notification: Notification<PaymentNotification>) -> io::Result<Reply<PaymentNotification>> {
//!     // Here: find the order, compare the amount with the order's own, and mark it paid. An error, or a panic, makes the
//!     // wallet send the notification again.
//!     println!("payment {} has ended", notification.payment_id);
//!     Ok(Reply::acknowledge())
//! }
//!
//! # async fn serve() -> Result<(), Box<dyn Error>> {
//! let our_key = SigningKey::from_text(&fs::read_to_string("keys/our-private-key.pem")?)?;
//! let wallet_key = WalletKey::from_text(&fs::read_to_string("keys/wallet-public-key.pem")?)?;
//! let receiver = Receiver::new("2022091495540562874792", our_key, wallet_key)
//!     .dialect(API.dialect.clone())
//!     .on_event(|endpoint, event| eprintln!("{endpoint}: {event}"));
//!
//! let app = axum::Router::new().route_service("/claro/notify", receiver.service(paid));
//! axum::serve(tokio::net::TcpListener::bind("0.0.0.0:8080").await?, app).await?;
//! # Ok(())
//! # }
//! ```
//!
//! | with | use |
//! |---|---|
//! | any server that takes a `tower` service | `Receiver::service`, feature `axum` |
//! | axum's extractors (`State`, say) in the handler | `Receiver::layer`, feature `axum` |
//! | no framework | [`Receiver::respond`], from a request to the response |
//! | each step by hand | [`Receiver::receive`] and [`Receiver::answer`] |
//!
//! # How a notification is handled
//!
//! | the notification is | the response is |
//! |---|---|
//! | not verified as recent, for us, and from the wallet | [`Refused`]: HTTP status 400 and the same bytes whatever the cause |
//! | signed, but not an object (JSON or XML), or with a known field repeated | the same |
//! | handled | the handler's reply, signed, with HTTP status 200, as in all rows below |
//! | handled before, with status S | the same response again; the handler is not called |
//! | being handled right now | U, so that the wallet redelivers it |
//! | failed: the handler returned an error, panicked, or was dropped | U, and it is handled again when it comes again |
//!
//! # Delivery is at least once, and never two at once
//!
//! A wallet sends a notification until it gets a response with status S (Antom: up to 8 times within 24 hours). It is
//! marked as seen only after its handler has succeeded, so that none is lost in a crash. In return, after a crash, or
//! when the [`SeenStore`] has lost its entry, a handler may see one twice. Make handlers idempotent: update by the
//! payment's id, never add up.
//!
//! When the wallet hangs up, servers drop the request halfway. The handler still runs to its end, in a task
//! of the tokio runtime (or wherever [`Receiver::spawner`] says), and keeps the notification claimed until then: a
//! redelivery in the meantime gets U, and a later one gets the response that the first could not be given. So a handler
//! needs no task of its own, and no time-out except to stop its own work. A task that may outlive the handler should
//! own the [`Notification`]: no redelivery is handled while it exists.
//!
#![cfg_attr(feature = "axum", doc = "```")]
#![cfg_attr(not(feature = "axum"), doc = "```text")]
//! use countersign_runtime::receiver::{Notification, Reply};
//!
//! async fn paid<N: countersign_runtime::Notification>(notification: Notification<N>) -> Reply<N> {
//!     tokio::spawn(async move {
//!         // The work. It has the whole notification, and not only its body.
//!         drop(notification);
//!     });
//!     Reply::later() // the result is not known yet: the wallet should redeliver
//! }
//! ```
//!
//! The result of such a task is not stored: a redelivery after its end is handled once more.
//!
//! Without tokio and without a spawner, the handler is dropped with its request, and [`Event::Dropped`] says so.
//!
//! # When two notifications are the same
//!
//! Two notifications are the same when these fields are equal: those of their spec's `idempotency_key`, and those that
//! name the call and decide the verdict; see [`SeenKey`]. Without such a key whole bodies are compared: if a wallet
//! words the same event in three ways (another order of fields, a message in another language), it is handled three
//! times. `check` warns of such a spec.
//!
//! # Order
//!
//! Notifications come in any order: a late "pending" may follow a "paid", and [`Notification::signed_at`] is the time
//! of each delivery. Record the state of a payment by these rules, in one transaction, and acknowledge every
//! notification:
//!
//! | known | new | do |
//! |---|---|---|
//! | nothing | anything | keep it |
//! | pending | pending, signed later | keep it |
//! | pending | pending, signed no later | nothing: it is older |
//! | pending | a final state | keep it |
//! | a final state | pending, or the same state | nothing: a final state is never left |
//! | a final state | another final state | a conflict: keep the first, book nothing, and have a person look into it |
//!
//! `tests/examples/notifications.rs` of the repository does this.
//!
//! # Slow senders
//!
//! The size of a body is limited here ([`Receiver::max_body`]), but not the time it takes, because no timer of any
//! async runtime is used: put `tower_http::timeout::RequestBodyTimeoutLayer`, or your server's own limit, in front.

mod background;
mod claim_guard;
mod delivery;
mod event;
#[cfg(feature = "axum")]
mod extract;
#[cfg(feature = "axum")]
mod layer;
mod log;
mod memory_store;
#[cfg(feature = "axum")]
mod no_layer;
mod notification;
mod path;
mod receive;
mod refused;
mod reply;
mod respond;
mod seen_key;
mod seen_store;
#[cfg(feature = "axum")]
mod service;
mod settings;
mod signed_reply;
mod verdict_sink;

pub use event::Event;
#[cfg(feature = "axum")]
pub use layer::NotificationLayer;
pub use memory_store::MemorySeen;
#[cfg(feature = "axum")]
pub use no_layer::NoLayer;
pub use notification::Notification;
pub use path::BadPath;
pub use refused::Refused;
pub use reply::{IntoReply, Reply};
pub use seen_key::SeenKey;
pub use seen_store::{Claim, Seen, SeenStore, StoreError};
#[cfg(feature = "axum")]
pub use service::NotificationService;
pub use settings::Receiver;
pub use verdict_sink::{SignedVerdict, VerdictSink};

pub use crate::settling::{Concerns, Verdict, VerdictStatus};
