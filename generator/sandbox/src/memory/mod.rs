//! What the wallet remembers: payments, refunds, captures, tokens, and the notifications that are still to be sent.
//!
//! It knows no wallet: what an endpoint is for, and what goes into an answer, is told by the names in the model. Endpoints
//! of one API share a memory, whatever their version.
//!
//! | to find | look at |
//! |---|---|
//! | the database | `store` |
//! | what time it is | `clock` |
//! | what an endpoint is for | `role` |
//! | a payment, and how it stands at a time | `payment` |
//! | what the wallet does | `pay`, `inquire`, `cancel`, `movement`, `tokens` |
//! | from what it knows to the fields of an answer | `facts`, `codes` |
//! | what is to be sent to the merchant | `notices` |

mod call;
mod cancel;
mod clock;
mod codes;
mod error;
mod facts;
mod ids;
mod inquire;
mod moment;
mod money;
mod movement;
mod notices;
mod pay;
mod payment;
mod refusal;
mod repeat;
mod role;
mod settings;
mod store;
#[cfg(test)]
pub(super) mod tests;
mod tokens;

use self::call::{Call, Said};
use self::clock::Clock;
use self::facts::{Fact, Facts};
use self::money::Money;
use self::refusal::Stop;
pub(super) use self::role::own_fields;
use self::role::{Role, role};
use self::store::{Reader, Store, Writer};
use countersign_codegen::model::{self, Api, Endpoint, Version};
use serde_json::{Map, Value};
use std::path::Path;
use std::time::SystemTime;

pub(crate) use self::error::MemoryError;
pub(super) use self::moment::later;
pub(crate) use self::notices::NotifyFault;
pub(super) use self::notices::{Notice, Word, endpoint as notice_endpoint};
pub(crate) use self::settings::Settings;
pub(super) use self::settings::scaled;
pub(super) use self::store::Due;

/// The wallet's memory, shared by all threads. What it says stays said: through a restart, and when the process is killed.
pub(crate) struct Memory {
    store: Store,
    settings: Settings,
    clock: Clock,
}

/// What the wallet's memory has to say to a request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Remembered {
    /// Nothing: the endpoint is about nothing that is remembered, and the request is no wrong repeat.
    Nothing,
    /// This is to be answered.
    Answer {
        /// `resultStatus`.
        status: model::Status,
        /// `resultCode`.
        code: String,
        /// `resultMessage`, within 256 characters.
        message: String,
        /// The answer's other fields.
        fields: Map<String, Value>,
    },
}

impl Memory {
    /// Opens a file, or makes it.
    ///
    /// # Errors
    /// When it cannot be opened, is open in another process, is something else, is of another format, or is damaged.
    pub(crate) fn open(path: &Path) -> Result<Self, MemoryError> {
        Self::new(Store::open(path)?)
    }

    /// A memory that lasts as long as the process. It keeps the last 100,000 records (a payment is two).
    ///
    /// # Errors
    /// When the database cannot be made.
    pub(crate) fn in_memory() -> Result<Self, MemoryError> {
        Self::new(Store::in_memory()?)
    }

    fn new(store: Store) -> Result<Self, MemoryError> {
        let clock = Clock::from(store.read(Reader::latest)?);
        Ok(Self { store, settings: Settings::default(), clock })
    }

    /// With other settings.
    #[must_use]
    pub(crate) fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Answers a request that is known to fit its spec. What it changes is on disk when this returns; that blocks the
    /// thread for as long as the disk takes. A fault befalls the notification that this very request brings about, if it
    /// does.
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
    ) -> Result<Remembered, MemoryError> {
        let version = api.versions.iter().find(|version| version.name == endpoint.version);
        let Some(version) = version else { return Ok(Remembered::Nothing) };
        let now = self.clock.show(now);
        let call = Call { api, version, endpoint, request, now, settings: &self.settings, fault };
        let Some(role) = role(endpoint) else { return self.other(&call) };
        let said = match role {
            Role::InquirePayment => self.look(|reader| inquire::payment(&call, reader)),
            Role::InquireRefund => self.look(|reader| inquire::refund(&call, reader)),
            Role::UserInfo => self.look(|reader| tokens::user(&call, reader)),
            Role::Pay => self.change(|writer| pay::pay(&call, writer)),
            Role::Cancel => self.change(|writer| cancel::cancel(&call, writer)),
            Role::Move(movement) => self.change(|writer| movement::make(&call, writer, movement)),
            Role::ApplyToken => self.change(|writer| tokens::apply(&call, writer)),
            Role::CancelToken => self.change(|writer| tokens::cancel(&call, writer)),
            Role::Prepare => self.change(|writer| tokens::prepare(&call, writer)),
        }?;
        Ok(call.answer(&said))
    }

    /// The first notifications that are to be sent, and when. They stay until they are taken away.
    pub(super) fn notices(&self, most: usize) -> Result<Vec<(Due, Notice)>, MemoryError> {
        self.store.read(|reader| reader.queued(most))
    }

    /// What was kept for a later run, because it could not be sent in an earlier one, is to be sent now.
    pub(super) fn take_up(&self) -> Result<(), MemoryError> {
        let now = self.time();
        self.write(|writer| writer.take_up(now))
    }

    /// The time by which notifications are due, in milliseconds since 1970.
    pub(super) fn time(&self) -> i64 {
        self.clock.show(SystemTime::now())
    }

    /// Returns when there is something new to be sent.
    pub(super) async fn new_notice(&self) {
        self.store.queued().await;
    }

    /// What a notification says now.
    pub(super) fn word(
        &self,
        notice: &Notice,
        endpoint: &Endpoint,
        version: &Version,
    ) -> Result<Word, MemoryError> {
        let now = self.time();
        self.store.read(|reader| notices::word(reader, notice, endpoint, version, now))
    }

    /// A notification is not to be sent again.
    pub(super) fn settle(&self, due: Due) -> Result<(), MemoryError> {
        self.write(|writer| writer.dequeue::<Notice>(due).map(drop))
    }

    /// A notification is to be sent at another time. Nothing happens if it was taken away or put off already.
    pub(super) fn put_off(&self, due: Due, at: i64, changed: &Notice) -> Result<(), MemoryError> {
        self.write(|writer| match writer.dequeue::<Notice>(due)? {
            Some(_) => writer.enqueue(Due { at, ..due }, changed),
            None => Ok(()),
        })
    }

    /// Of other requests it is only remembered that they came, if anything in them tells that they are repeats.
    fn other(&self, call: &Call<'_>) -> Result<Remembered, MemoryError> {
        let Some(key) = repeat::key(&call.endpoint.idempotency_key, call.request) else {
            return Ok(Remembered::Nothing);
        };
        self.write(|writer| match repeat::first(call, writer, &key, || Ok(())) {
            Ok(()) => Ok(Remembered::Nothing),
            Err(Stop::Refused(refusal)) => Ok(call.answer(&Said::Refused(refusal))),
            Err(Stop::Failed(error)) => Err(error),
        })
    }

    fn look(&self, work: impl FnOnce(&Reader) -> Result<Said, Stop>) -> Result<Said, MemoryError> {
        self.store.read(|reader| said(work(reader)))
    }

    fn change(&self, work: impl FnOnce(&Writer<'_>) -> Result<Said, Stop>) -> Result<Said, MemoryError> {
        self.write(|writer| said(work(writer)))
    }

    /// With what is written, the time is kept: the next process goes on from it.
    fn write<T>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T, MemoryError>) -> Result<T, MemoryError> {
        self.store.write(|writer| {
            writer.keep_latest(self.clock.latest())?;
            work(writer)
        })
    }
}

/// To refuse is to say something, too.
fn said(result: Result<Said, Stop>) -> Result<Said, MemoryError> {
    result.or_else(|stop| match stop {
        Stop::Refused(refusal) => Ok(Said::Refused(refusal)),
        Stop::Failed(error) => Err(error),
    })
}
