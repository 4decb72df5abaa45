//! A wallet: from a request that anyone may have sent to the answer, without a network.

mod caller;
mod check;
mod misbehave;
mod plausible;
mod refusal;
mod reply;
mod routes;
mod success;
#[cfg(test)]
mod tests;
mod wire;

pub(crate) use refusal::Refusal;
pub(crate) use reply::{Reply, Sending};
pub(crate) use routes::{Route, Routes};

use self::check::Checked;
use self::reply::Answer;
use self::wire::Wire;
use super::fault::{Fault, Faults};
use super::keys::Keys;
use super::log::{Log, Received};
use super::memory::{Memory, MemoryError, NotifyFault, Remembered};
use bytes::Bytes;
use countersign_codegen::model::{Api, Status};
use countersign_runtime::encryption::decrypt;
use http::{HeaderMap, Method};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::SystemTime;

/// Says no more, on purpose: who learns why can find out what other messages say.
const NOT_DECRYPTED: &str = "the body cannot be decrypted: the header `Encrypt`, the body or the key is not the right one; \
                             it has to be encrypted for wallet.encryption.public.pem of the folder of keys, or for \
                             wallet.public.pem where there is no such file";

/// What all ports of a sandbox share.
pub(crate) struct House {
    pub(crate) apis: Vec<Arc<Api>>,
    pub(crate) keys: Keys,
    pub(crate) memory: Arc<Memory>,
    pub(crate) faults: Faults,
    /// Fields that the spec lacks are refused.
    pub(crate) strict: bool,
    pub(crate) log: Log,
}

/// The wallet behind one port.
pub(crate) struct Wallet {
    pub(crate) house: Arc<House>,
    pub(crate) routes: Routes,
}

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) at: SystemTime,
    pub(crate) method: Method,
    /// Path and query: what is signed.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Request {
    /// The value of a header that may be there once.
    fn header(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.headers.get_all(name).iter();
        let (value, second) = (values.next(), values.next());
        if second.is_some() {
            return Err(Refusal::illegal(format!("the header `{name}` is there more than once")));
        }
        let text = value.map(|value| std::str::from_utf8(value.as_bytes())).transpose();
        text.map_err(|_| Refusal::illegal(format!("the header `{name}` is not UTF-8 text")))
    }

    /// Without the query.
    fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// Notes about a request for the log, whatever its response is.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// The body, when it was encrypted and could be decrypted.
    pub(crate) plain: Option<Bytes>,
    /// Where there are fields that the spec lacks and that were ignored.
    pub(crate) ignored: Vec<String>,
}

/// What has become of a request until the answer is sealed.
struct Judged {
    reply: Reply,
    noted: Noted,
    refused: Option<Refusal>,
    fault: Option<Fault>,
}

impl Judged {
    fn unsigned(refusal: Refusal) -> Self {
        let reply = Reply::unsigned(&refusal);
        Self { reply, noted: Noted::default(), refused: Some(refusal), fault: None }
    }
}

impl Wallet {
    /// Answers a request, and takes it down in the log.
    pub(crate) fn answer(&self, request: &Request) -> Reply {
        let route = self.routes.find(request.path());
        let wire = route
            .map(|route| route.served)
            .or_else(|| self.routes.likely(request.path()))
            .map(|served| &served.wire);
        let judged = match wire {
            Some(wire) => self.judged(request, route, wire),
            // There is always an API: without one no sandbox starts.
            None => Judged::unsigned(Refusal::new("INVALID_API", "the sandbox has no API")),
        };
        self.noted(request, route, judged)
    }

    /// Takes down a request that was refused before it was whole.
    pub(crate) fn refuse(&self, request: &Request, refusal: Refusal) -> Reply {
        self.noted(request, self.routes.find(request.path()), Judged::unsigned(refusal))
    }

    fn judged(&self, request: &Request, route: Option<Route<'_>>, wire: &Wire) -> Judged {
        if let Err(refusal) = caller::authenticate(request, wire, &self.house.keys) {
            return Judged::unsigned(refusal);
        }
        let mut noted = Noted::default();
        let (answer, refused, fault) = match self.carried_out(request, route, wire, &mut noted) {
            Ok((body, fault)) => (Answer::new(body), None, fault),
            Err(refusal) => (Answer::refusal(&refusal), Some(refusal), None),
        };
        let reply = misbehave::seal(answer, request, route, wire, &self.house.keys, fault.as_ref());
        Judged { reply, noted, refused, fault }
    }

    /// Does what an authenticated request asks for.
    fn carried_out(
        &self,
        request: &Request,
        route: Option<Route<'_>>,
        wire: &Wire,
        noted: &mut Noted,
    ) -> Result<(Map<String, Value>, Option<Fault>), Refusal> {
        caller::check_time(request, request.at)?;
        let route = route.ok_or_else(|| self.no_api(request.path()))?;
        noted.plain = self.decrypted(request, wire)?;
        let body = noted.plain.as_ref().unwrap_or(&request.body);
        let Checked { body, ignored } = check::body(body, route, self.house.strict)?;
        noted.ignored = ignored;
        let fault = self.house.faults.choose(&request.headers, &body, &route.served.api.name, route.endpoint);
        let fault = fault.map_err(Refusal::illegal)?;
        if let Some(answer) = fault.as_ref().and_then(|fault| misbehave::instead(fault, route)) {
            return Ok((answer, fault));
        }
        let notified = fault.as_ref().and_then(notified_wrongly);
        let (api, memory) = (&route.served.api, &self.house.memory);
        let remembered = memory.answer(api, route.endpoint, &body, request.at, notified);
        let answer = success::body(route, &body, remembered.unwrap_or_else(forgotten), request.at);
        Ok((answer, fault))
    }

    /// What was encrypted; `None` for a body that is not.
    fn decrypted(&self, request: &Request, wire: &Wire) -> Result<Option<Bytes>, Refusal> {
        match request.headers.get("encrypt") {
            Some(header) => decrypt(&self.house.keys.decryption, header.as_bytes(), &request.body)
                .map(Some)
                .map_err(|_| Refusal::illegal(NOT_DECRYPTED)),
            None if wire.encrypted => Err(Refusal::illegal(
                "the header `Encrypt` is missing: requests to this API are encrypted, and this one is not",
            )),
            None => Ok(None),
        }
    }

    fn no_api(&self, path: &str) -> Refusal {
        let near =
            self.routes.nearest(path).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        Refusal::new("INVALID_API", format!("there is no endpoint {}{near}", caller::shown(path)))
    }

    /// The reply with its number in the log.
    fn noted(&self, request: &Request, route: Option<Route<'_>>, judged: Judged) -> Reply {
        let Judged { reply, noted, refused, fault } = judged;
        self.house.log.add(|number| {
            let reply = reply.traced(request.at, number);
            (Received::new(number, request, route, &reply, noted, refused, fault), reply)
        })
    }
}

/// What a fault does to the notification about a request.
fn notified_wrongly(fault: &Fault) -> Option<NotifyFault> {
    match fault {
        Fault::DuplicateNotification => Some(NotifyFault::Duplicate),
        Fault::LateNotification(time) => Some(NotifyFault::Late(*time)),
        _ => None,
    }
}

/// The answer of a wallet whose memory fails: nobody knows what happened.
fn forgotten(error: MemoryError) -> Remembered {
    Remembered::Answer {
        status: Status::Unknown,
        code: "UNKNOWN_EXCEPTION".to_owned(),
        message: format!("the sandbox's memory fails: {error}"),
        fields: Map::new(),
    }
}
