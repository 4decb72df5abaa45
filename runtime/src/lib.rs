//! The runtime of generated clients for signed APIs.
//!
//! Requests are JSON over HTTPS POST with the headers `Signature`, `Client-Id` and `Request-Time`; every response is signed
//! by the wallet. A generated crate (`claro-client`) has the types and one thin method for each endpoint; this crate signs,
//! sends, verifies and reads.
//!
//! | to find | look at |
//! |---|---|
//! | who we are, and the keys | [`Config`], [`signature`] |
//! | what a call came to | [`Outcome`], [`Error`] |
//! | how an open call ended | [`Client::settle`], [`Settled`] |
//! | what fields hold | [`Text`], [`Received`], [`List`], [`Int`], [`DateTime`], [`Sensitive`] |
//! | amounts of money | [`Money`], [`Currency`] |
//! | encrypted bodies | the module `encryption` (feature of the same name) |
//! | notifications | [`receiver`] |
//! | HTTP of one's own | [`transport::Transport`] |
//! | what a wallet does differently | [`Dialect`] |
//! | when a request is sent again | [`RetryPolicy`] |
//! | metrics and traces | [`Observer`], and the feature `tracing` |
//! | generated types in JSON, YAML and so on of one's own | `WithSensitive`, and the feature `serde` |
//! | tests without a network | `testing`, with the feature of that name |

mod api;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod cause;
mod client;
mod clock;
#[doc(hidden)]
pub mod codec;
mod condition;
mod config;
mod config_error;
mod decimal;
mod descriptor;
mod dialect;
#[cfg(feature = "encryption")]
pub mod encryption;
mod endpoint;
mod error;
mod exchange;
mod flat_result;
mod format;
mod headers;
mod key;
mod message;
mod mismatch;
mod outcome;
mod reading;
pub mod receiver;
mod result;
mod settings;
mod settling;
pub mod signature;
#[cfg(feature = "sources")]
mod sources;
mod stored_request;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transport;
mod tree;
mod untyped;
mod value;
mod verify;

pub use api::Api;
pub use body::{Unverified, Verified};
pub use call::{Call, CallFuture};
pub use cause::Cause;
pub use client::{
    Abandoned, AttemptEnd, CallEnd, Client, Conflict, FailedBy, Found, Observer, OpenCall, RetryPolicy,
    Settle, Settleable, Settled, Unsettled,
};
pub use clock::{Clock, SystemClock};
#[cfg(feature = "serde")]
pub use codec::serialization::WithSensitive;
pub use codec::{Problem, ReadError, Scalars, Violation, Violations};
pub use condition::Condition;
pub use config::Config;
pub use config_error::ConfigError;
pub use descriptor::{DescriptorList, Handle, Pairs, Texts};
pub use dialect::{Dialect, UnsignedResponses};
pub use endpoint::{AcceptedCode, Closing, Endpoint, FlatResult, IdempotencyKey, Settling};
pub use error::{Error, NotSent, Unauthenticated};
pub use exchange::Exchange;
pub use message::{
    Action, ApiClient, Closable, Headers, Notification, Request, Response, ResultCode, SettledBy,
};
pub use mismatch::Mismatch;
pub use outcome::{Failure, Outcome, Unknown, VerifiedResponse};
pub use receiver::Receiver;
pub use result::{Status, WalletResult};
pub use settling::{FieldPair, Ids, ListEntry, NotFound, StatusMapping, VerdictRule};
/// Requests and responses as JSON text: to keep a request before it is sent, say, and send the same one again after a crash.
///
/// `read_strict` is for what is to be sent and refuses whatever breaks the spec; `read` is for what a wallet sent, and
/// lists where it does.
pub mod json {
    pub use crate::codec::{from_json as read, from_json_strict as read_strict, to_json as write};
}
pub use signature::{AlgorithmLabel, KeyVersionPair, RequestTime, VerifyError};
#[cfg(feature = "sources")]
#[doc(hidden)]
pub use sources::sources;
pub use stored_request::StoredRequest;
pub use untyped::{AnyRequest, UntypedCode, UntypedResponse};
pub use value::{
    AdditionalFields, Currency, Date, DateTime, Decimal, Form, FormError, Int, Json, JsonError, JsonNumber,
    JsonText, List, Money, MoneyError, Nullable, OpenEnum, OutOfRange, Received, ReceivedUnlimited,
    Sensitive, Text, TooLong, TooMany, UnlimitedText, Unlisted, Unparsed, as_str, from_text,
};
#[doc(hidden)]
pub use value::{literal, money};
