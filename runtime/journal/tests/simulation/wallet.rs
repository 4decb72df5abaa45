//! A model of the wallet and of the network before it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use countersign_runtime::{
    Clock,
    signature::{
        Algorithm, BoxFuture, Claim, Content, KeyVersion, SignError, Signature, Signer, Verifier,
        VerifyError, sign_with,
    },
    transport::{Limits, Transport, TransportError, TransportFailure},
};
use shop_client::API;

use crate::{time::SimulatedClock, yield_now};

pub(crate) const CLIENT_ID: &str = "2022000000000000000000";

/// Signs and verifies for nothing: signatures are not what is tried here.
#[derive(Clone, Copy)]
pub(crate) struct NoKey;

impl Signer for NoKey {
    fn sign<'a>(&'a self, _: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
        Box::pin(async { Ok(Signature::new(Algorithm::Rsa256, KeyVersion::from(1), vec![1; 8])) })
    }
}

impl Verifier for NoKey {
    fn verify<'a>(&'a self, _: Claim<'a>) -> BoxFuture<'a, Result<(), VerifyError>> {
        Box::pin(async { Ok(()) })
    }
}

/// What the wallet knows of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Processing,
    /// Accepted: the user has a step to take, once a page has shown it, and no inquiry shows the bill before.
    Waiting,
    /// A page has shown the step.
    Shown,
    Paid,
    Refused,
    Withdrawn,
}

/// A request on its way, or the response that waits for it.
struct Flight {
    path: String,
    body: String,
    arrives: Duration,
    response: Option<String>,
    is_done: bool,
}

#[derive(Default)]
struct State {
    bills: BTreeMap<String, Known>,
    /// When the wallet forgets the key of a bill, so that a request with it is a new one.
    remembered_until: BTreeMap<String, Duration>,
    /// How much was taken for a bill, and given back.
    taken: BTreeMap<String, i32>,
    flights: Vec<Flight>,
    notifications: Vec<String>,
    is_trouble: bool,
    /// Whether a bill that is paid can still be withdrawn.
    gives_back: bool,
}

#[derive(Clone)]
pub(crate) struct Wallet(Arc<Mutex<State>>);

impl Wallet {
    pub(crate) fn new() -> Self {
        let gives_back = fastrand::bool();
        Self(Arc::new(Mutex::new(State { gives_back, ..State::default() })))
    }

    fn lock<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap())
    }

    pub(crate) fn set_trouble(&self, is_trouble: bool) {
        self.lock(|state| state.is_trouble = is_trouble);
    }

    /// How much has been taken for a bill. More than one is a second payment.
    pub(crate) fn taken(&self, bill: &str) -> i32 {
        self.lock(|state| state.taken.get(bill).copied().unwrap_or_default())
    }

    /// A page has shown a user the step to take.
    pub(crate) fn show(&self, bill: &str) {
        self.lock(|state| {
            if let Some(known @ Known::Waiting) = state.bills.get_mut(bill) {
                *known = Known::Shown;
            }
        });
    }

    /// Whether a bill waits for a step that no page has shown.
    pub(crate) fn waits(&self, bill: &str) -> bool {
        self.lock(|state| state.bills.get(bill) == Some(&Known::Waiting))
    }

    pub(crate) fn gives_back(&self) -> bool {
        self.lock(|state| state.gives_back)
    }

    /// Handles what has arrived, and ends what is in process.
    pub(crate) fn turn(&self, clock: &SimulatedClock) {
        let now = clock.elapsed();
        self.lock(|state| {
            let arrived = |flight: &Flight| !flight.is_done && flight.arrives <= now;
            while let Some(at) = state.flights.iter().position(arrived) {
                let (path, body) = (state.flights[at].path.clone(), state.flights[at].body.clone());
                let response = state.handle(&path, &body, now);
                if std::env::var_os("SEED").is_some() {
                    println!("{now:?} {path} {body} -> {response}");
                }
                let is_lost = state.is_trouble && fastrand::u32(..6) == 0;
                (state.flights[at].is_done, state.flights[at].response) =
                    (true, (!is_lost).then_some(response));
            }
            let ends = fastrand::u32(..if state.is_trouble { 2000 } else { 50 }) == 0;
            let bill = state
                .bills
                .iter()
                .find(|(_, known)| ends && matches!(known, Known::Processing | Known::Shown));
            if let Some(bill) = bill.map(|(bill, _)| bill.clone()) {
                if fastrand::bool() { state.pay(&bill) } else { state.refuse(&bill) }
            }
        });
    }

    /// A notification that is delivered now: some come late, again, or in another order.
    pub(crate) fn notification(&self, is_trouble: bool) -> Option<String> {
        self.lock(|state| {
            if state.notifications.is_empty() || fastrand::u32(..80) > 0 {
                return None;
            }
            let at = fastrand::usize(..state.notifications.len());
            if is_trouble && fastrand::u32(..4) == 0 {
                return Some(state.notifications[at].clone());
            }
            let notification = state.notifications.swap_remove(at);
            (!is_trouble || fastrand::u32(..4) > 0).then_some(notification)
        })
    }
}

impl State {
    fn pay(&mut self, bill: &str) {
        self.bills.insert(bill.to_owned(), Known::Paid);
        *self.taken.entry(bill.to_owned()).or_default() += 1;
        self.notify(bill, "SENT");
    }

    fn refuse(&mut self, bill: &str) {
        self.bills.insert(bill.to_owned(), Known::Refused);
        self.notify(bill, "REFUSED");
    }

    fn notify(&mut self, bill: &str, state: &str) {
        let total = r#"{"currency":"USD","value":100}"#;
        self.notifications.push(format!(
            r#"{{"kind":"BILL","requestNo":"{bill}","bill":{{"requestNo":"{bill}","state":"{state}","total":{total}}},"total":{total}}}"#
        ));
    }

    fn handle(&mut self, path: &str, body: &str, now: Duration) -> String {
        let field = |name: &str| body.split(name).nth(1).and_then(|rest| rest.split('"').next());
        let bill = field("\"requestNo\":\"").or_else(|| field("\"customer\":\""));
        if self.is_trouble && fastrand::u32(..12) == 0 {
            // A limit of rates: refused, and not kept.
            return result("F", "REQUEST_TRAFFIC_EXCEED_LIMIT", "");
        }
        match (path.rsplit('/').next(), bill) {
            (Some("send"), Some(bill)) => self.send(bill, now),
            (Some("withdraw"), Some(bill)) => self.withdraw(bill),
            (_, bill) => self.list(bill.unwrap_or_default()),
        }
    }

    fn send(&mut self, bill: &str, now: Duration) -> String {
        let is_new = self.remembered_until.get(bill).is_none_or(|until| *until < now);
        let known = self.bills.get(bill).copied().filter(|known| !is_new || *known == Known::Withdrawn);
        match known {
            Some(Known::Paid) if fastrand::u32(..4) == 0 => result("F", "USED", ""),
            Some(Known::Paid) => result("S", "SUCCESS", &named(bill)),
            Some(Known::Refused | Known::Withdrawn) => result("F", "REFUSED", ""),
            Some(Known::Processing) => result("U", "IN_PROCESS", ""),
            Some(Known::Waiting | Known::Shown) => result("A", "ACCEPT", &named(bill)),
            None if fastrand::u32(..8) == 0 => result("F", "NOT_NOW", ""),
            None => {
                self.remembered_until.insert(bill.to_owned(), now + Duration::from_secs(110));
                match fastrand::u32(..5) {
                    0 => {
                        self.refuse(bill);
                        result("F", "REFUSED", "")
                    }
                    1 => {
                        self.bills.insert(bill.to_owned(), Known::Processing);
                        result("U", "IN_PROCESS", "")
                    }
                    2 => {
                        self.bills.insert(bill.to_owned(), Known::Waiting);
                        result("A", "ACCEPT", &named(bill))
                    }
                    _ => {
                        self.pay(bill);
                        result("S", "SUCCESS", &named(bill))
                    }
                }
            }
        }
    }

    /// Also blocks a bill that the wallet does not know yet.
    fn withdraw(&mut self, bill: &str) -> String {
        match self.bills.get(bill).copied() {
            Some(Known::Paid) if !self.gives_back => result("F", "TOO_LATE", ""),
            Some(Known::Refused) => result("F", "TOO_LATE", ""),
            known => {
                if known == Some(Known::Paid) {
                    *self.taken.entry(bill.to_owned()).or_default() -= 1;
                }
                self.bills.insert(bill.to_owned(), Known::Withdrawn);
                result("S", "SUCCESS", &named(bill))
            }
        }
    }

    /// The bills of a customer: here each bill has one of its own.
    fn list(&self, bill: &str) -> String {
        if self.is_trouble && fastrand::u32(..6) == 0 {
            return result("U", "LATER", "");
        }
        let Some(known) = self.bills.get(bill) else { return result("F", "NO_BILLS", "") };
        let state = match known {
            Known::Processing => "NEW",
            Known::Waiting | Known::Shown => return result("F", "NO_BILLS", ""),
            Known::Paid => "SENT",
            Known::Refused => "REFUSED",
            Known::Withdrawn => "WITHDRAWN",
        };
        let total = r#"{"currency":"USD","value":100}"#;
        let bills = format!(r#","bills":[{{"requestNo":"{bill}","state":"{state}","total":{total}}}]"#);
        result("S", "SUCCESS", &bills)
    }
}

fn named(bill: &str) -> String {
    format!(r#","requestNo":"{bill}""#)
}

fn result(status: &str, code: &str, more: &str) -> String {
    format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}","resultMessage":""}}{more}}}"#)
}

/// The network between an instance and the wallet. A request that has left arrives, whatever becomes of its sender.
#[derive(Clone)]
pub(crate) struct Network {
    pub(crate) wallet: Wallet,
    pub(crate) clock: SimulatedClock,
}

impl Transport for Network {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let path = request.uri().path().to_owned();
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        let sent_at = self.clock.elapsed();
        Box::pin(async move {
            let failed = |failure| Err(TransportError::new(failure, "the network"));
            let is_trouble = self.wallet.lock(|state| state.is_trouble);
            if is_trouble && fastrand::u32(..10) == 0 {
                return failed(TransportFailure::NotSent);
            }
            let is_lost = is_trouble && fastrand::u32(..10) == 0;
            let delay = if is_trouble { fastrand::u64(..6000) } else { fastrand::u64(..100) };
            let at = self.wallet.lock(|state| {
                let arrives = sent_at + Duration::from_millis(delay);
                let (path, body) = (path.clone(), body);
                state.flights.push(Flight { path, body, arrives, response: None, is_done: is_lost });
                state.flights.len() - 1
            });
            loop {
                yield_now().await;
                if let Some(body) = self.wallet.lock(|state| state.flights[at].response.take()) {
                    return Ok(signed(&path, body, &self.clock).await);
                }
                if self.clock.elapsed() > sent_at + limits.timeout {
                    return failed(TransportFailure::TimedOut);
                }
            }
        })
    }
}

async fn signed(path: &str, body: String, clock: &SimulatedClock) -> http::Response<Bytes> {
    let message = API.dialect.response(path, body.as_bytes());
    let params = API.dialect.header_params(CLIENT_ID, clock.now());
    let headers = sign_with(&NoKey, &message, &params).await.unwrap().headers;
    let mut response = http::Response::new(Bytes::from(body));
    response.headers_mut().extend(headers);
    response
}
