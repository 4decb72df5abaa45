//! The ledger: payments, refunds, captures, tokens, and the notifications that are still to be sent.
//!
//! It knows no wallet: an endpoint's effect, and the fields that it reads and writes, are declared by `sandbox` in its spec.
//! Endpoints of one API share a ledger, whatever their version.
//!
//! | to find | look at |
//! |---|---|
//! | the database | `store` |
//! | what time it is | `clock` |
//! | values of a request | `call`, `paths` |
//! | a payment, and its status at a given time | `payment` |
//! | what the wallet does | `pay`, `inquire`, `cancel`, `movement`, `tokens` |
//! | the fields and result codes of a response, the words for how it ended | `fields`, `codes`, `end` |
//! | notifications to the merchant | `notifications` |

mod call;
mod cancel;
mod clock;
mod codes;
mod end;
mod error;
mod fields;
mod ids;
mod inquire;
mod moment;
mod money;
mod movement;
mod notification_content;
mod notifications;
mod paths;
mod pay;
mod payment;
mod refusal;
mod repeat;
mod response;
mod settings;
mod store;
#[cfg(test)]
pub(super) mod tests;
mod tokens;

use self::call::{Call, CallResult};
use self::clock::Clock;
use self::movement::Movement;
use self::refusal::Stop;
use self::store::{Reader, Store, Writer};
use countersign_codegen::model::{Api, Endpoint, LedgerRole, Version};
use serde_json::Value;
use std::cell::Cell;
use std::path::Path;
use std::time::SystemTime;

pub(crate) use self::call::NotifyFault;
pub(crate) use self::codes::code_of;
pub(crate) use self::error::LedgerError;
pub(super) use self::moment::later;
pub(super) use self::notification_content::NotificationContent;
pub(super) use self::notifications::{PendingNotification, endpoint as notification_endpoint};
pub(crate) use self::response::LedgerResponse;
pub(crate) use self::settings::Settings;
pub(super) use self::settings::scaled;
pub(super) use self::store::Due;

/// The wallet's ledger, shared by all threads. What a response says survives a restart, and a crash of the process.
pub(crate) struct Ledger {
    store: Store,
    settings: Settings,
    clock: Clock,
}

impl Ledger {
    /// Opens the ledger in a file, or creates it.
    ///
    /// # Errors
    /// When the file cannot be opened, is open in another process, is not a ledger, has another format, or is damaged.
    pub(crate) fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::new(Store::open(path)?)
    }

    /// Creates a ledger that lasts as long as the process. It keeps the last 100,000 records (a payment is two).
    ///
    /// # Errors
    /// When the database cannot be made.
    pub(crate) fn in_memory() -> Result<Self, LedgerError> {
        Self::new(Store::in_memory()?)
    }

    fn new(store: Store) -> Result<Self, LedgerError> {
        let clock = Clock::from(store.read(Reader::latest)?);
        Ok(Self { store, settings: Settings::default(), clock })
    }

    /// Replaces the settings.
    #[must_use]
    pub(crate) fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Carries out a request that is known to fit its spec. What it changes is on disk when this returns; that blocks the
    /// thread for as long as the disk takes. The fault applies to the notification that this request causes, if
    /// any.
    ///
    /// # Errors
    /// When the database does not work. The request was not carried out then.
    pub(crate) fn answer(
        &self,
        api: &Api,
        endpoint: &Endpoint,
        request: &Value,
        now: SystemTime,
        fault: Option<NotifyFault>,
    ) -> Result<LedgerResponse, LedgerError> {
        let version = api.versions.iter().find(|version| version.name == endpoint.version);
        let Some(version) = version else { return Ok(LedgerResponse::Untracked) };
        let now = self.clock.show(now);
        let is_fault_applied = Cell::new(false);
        let call =
            Call { api, version, endpoint, request, now, settings: &self.settings, fault, is_fault_applied };
        let Some(sandbox) = &endpoint.sandbox else { return self.other(&call) };
        let moved = |movement| self.change(|writer| movement::make(&call, writer, movement));
        let result = match sandbox.role {
            LedgerRole::Ask => self.read(|reader| inquire::payment(&call, reader)),
            LedgerRole::AskRefund => self.read(|reader| inquire::refund(&call, reader)),
            LedgerRole::User => self.read(|reader| tokens::user(&call, reader)),
            LedgerRole::Pay => self.change(|writer| pay::pay(&call, writer)),
            LedgerRole::Cancel => self.change(|writer| cancel::cancel(&call, writer)),
            LedgerRole::Refund => moved(Movement::Refund),
            LedgerRole::Capture => moved(Movement::Capture),
            LedgerRole::Void => moved(Movement::Void),
            LedgerRole::ApplyToken => self.change(|writer| tokens::apply(&call, writer)),
            LedgerRole::CancelToken => self.change(|writer| tokens::cancel(&call, writer)),
            LedgerRole::Prepare => self.change(|writer| tokens::prepare(&call, writer)),
            LedgerRole::NotifyPayment
            | LedgerRole::NotifyRefund
            | LedgerRole::NotifyCapture
            | LedgerRole::NotifyVoid => return self.other(&call),
        }?;
        Ok(call.response(&result))
    }

    /// Returns the first queued notifications and when they are due. They stay queued until they are removed.
    pub(super) fn notifications(&self, most: usize) -> Result<Vec<(Due, PendingNotification)>, LedgerError> {
        self.store.read(|reader| reader.queued(most))
    }

    /// Makes the notifications due that an earlier run could not send.
    pub(super) fn resume_kept(&self) -> Result<(), LedgerError> {
        let now = self.time();
        self.write(|writer| writer.resume_kept(now))
    }

    /// The current time of the ledger, in milliseconds since 1970.
    pub(super) fn time(&self) -> i64 {
        self.clock.show(SystemTime::now())
    }

    /// Waits until a new notification is queued.
    pub(super) async fn new_notification(&self) {
        self.store.queued().await;
    }

    /// Returns the content of a notification as of now.
    pub(super) fn content(
        &self,
        notice: &PendingNotification,
        endpoint: &Endpoint,
        version: &Version,
    ) -> Result<NotificationContent, LedgerError> {
        let now = self.time();
        self.store.read(|reader| notification_content::content(reader, notice, endpoint, version, now))
    }

    /// Removes a notification from the queue.
    pub(super) fn settle(&self, due: Due) -> Result<(), LedgerError> {
        self.write(|writer| writer.dequeue::<PendingNotification>(due).map(drop))
    }

    /// Moves a notification to another time. Does nothing if it was removed or moved already.
    pub(super) fn reschedule(
        &self,
        due: Due,
        at: i64,
        changed: &PendingNotification,
    ) -> Result<(), LedgerError> {
        self.write(|writer| match writer.dequeue::<PendingNotification>(due)? {
            Some(_) => writer.enqueue(Due { at, ..due }, changed),
            None => Ok(()),
        })
    }

    /// Records the key of a request that changes nothing else, so that an inconsistent repeat is detected.
    fn other(&self, call: &Call<'_>) -> Result<LedgerResponse, LedgerError> {
        let Some(key) = repeat::key(&call.endpoint.idempotency_key, call.request) else {
            return Ok(LedgerResponse::Untracked);
        };
        self.write(|writer| match repeat::first(call, writer, &key, || Ok(())) {
            Ok(()) => Ok(LedgerResponse::Untracked),
            Err(Stop::Refused(refusal)) => Ok(call.response(&CallResult::Refused(refusal))),
            Err(Stop::Failed(error)) => Err(error),
        })
    }

    fn read(
        &self,
        work: impl FnOnce(&Reader) -> Result<CallResult, Stop>,
    ) -> Result<CallResult, LedgerError> {
        self.store.read(|reader| with_refusal(work(reader)))
    }

    fn change(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<CallResult, Stop>,
    ) -> Result<CallResult, LedgerError> {
        self.write(|writer| with_refusal(work(writer)))
    }

    /// Writes in a transaction that also stores the clock's latest time, from which the next process continues.
    fn write<T>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        self.store.write(|writer| {
            writer.keep_latest(self.clock.latest())?;
            work(writer)
        })
    }
}

/// Turns a refusal into a result; only failures remain errors.
fn with_refusal(result: Result<CallResult, Stop>) -> Result<CallResult, LedgerError> {
    result.or_else(|stop| match stop {
        Stop::Refused(refusal) => Ok(CallResult::Refused(refusal)),
        Stop::Failed(error) => Err(error),
    })
}
