//! A wallet, without a network: from a request that anybody may have sent to the response.
//!
//! A request passes one file after the other: `routes`, `verify`, `check`, the [ledger](super::ledger), `body`, `write`, which
//! signs with `sign`. A fault is injected at the points that `inject` lists, and nowhere else.

mod body;
mod check;
mod flat;
mod inject;
mod record;
mod refusal;
mod request;
mod response;
mod routes;
mod sign;
#[cfg(test)]
mod tests;
mod verify;
mod wire;
mod write;

#[cfg(test)]
pub(crate) use flat::lay_flat;
pub(crate) use refusal::Refusal;
pub(crate) use request::Request;
pub(crate) use response::{Response, Sending};
pub(crate) use routes::Routes;

use self::check::Checked;
use self::record::{Handled, Injection, Notes, received};
use self::response::Draft;
use self::routes::{Route, Served};
use self::wire::Wire;
use super::ledger::{LedgerError, LedgerResponse};
use super::state::SharedState;
use bytes::Bytes;
use countersign_codegen::model::Status;
use countersign_runtime::encryption::decrypt;
use serde_json::Map;
use std::sync::Arc;

/// Says no more, on purpose: a caller who learns why could find out what other messages say.
const NOT_DECRYPTED: &str = "the body cannot be decrypted: the header `Encrypt`, the body or the key is not the right one; \
                             it has to be encrypted for wallet.encryption.public.pem of the folder of keys, or for \
                             wallet.public.pem where there is no such file";

/// The wallet behind one port.
pub(crate) struct Wallet {
    pub(crate) state: Arc<SharedState>,
    pub(crate) routes: Routes,
}

impl Wallet {
    /// Responds to a request, and logs both.
    pub(crate) fn respond(&self, request: &Request) -> Response {
        let route = self.routes.find(request.path());
        let served = route.map(|route| route.served).or_else(|| self.routes.likely(request.path()));
        let handled = match served {
            Some(served) => self.handle(request, route, served),
            // There is always an API: without one no sandbox starts.
            None => Handled::unsigned(Refusal::new("INVALID_API", "the sandbox has no API"), None),
        };
        self.log(request, route, handled)
    }

    /// Refuses a request that was not received whole, and logs it.
    pub(crate) fn refuse(&self, request: &Request, refusal: Refusal) -> Response {
        let route = self.routes.find(request.path());
        self.log(request, route, Handled::unsigned(refusal, route))
    }

    fn handle(&self, request: &Request, route: Option<Route<'_>>, served: &Served) -> Handled {
        let (keys, wire) = (&self.state.keys, &served.wire);
        if let Err(refusal) = verify::signature(request, wire, keys) {
            return Handled::unsigned(refusal, route);
        }
        let mut notes = Notes::default();
        let (mut draft, refused, injection) = match self.carry_out(request, route, wire, &mut notes) {
            Ok((draft, injection)) => (draft, None, injection),
            Err(refusal) => {
                let refusal = refusal.listed_by(route);
                (Draft::refusal(&refusal), Some(refusal), Injection::default())
            }
        };
        if let Some(flat) = route.and_then(|route| route.endpoint.flat_result.as_ref()) {
            flat::lay_flat(&mut draft.body, flat);
        }
        let response = write::response(draft, request, wire, keys, injection.fault.as_ref());
        Handled { response, notes, refused, injection }
    }

    /// Does what an authenticated request asks for.
    fn carry_out(
        &self,
        request: &Request,
        route: Option<Route<'_>>,
        wire: &Wire,
        notes: &mut Notes,
    ) -> Result<(Draft, Injection), Refusal> {
        verify::time(request, request.at)?;
        let route = route.ok_or_else(|| self.no_endpoint(request.path()))?;
        check::headers(&request.headers, route)?;
        notes.plain = self.decrypted(request, wire)?;
        let text = notes.plain.as_ref().unwrap_or(&request.body);
        let Checked { body, ignored } = check::body(text, route, self.state.strict)?;
        notes.ignored = ignored;
        let (api, endpoint) = (&route.served.api, route.endpoint);
        let fault = self.state.faults.choose(&request.headers, &body, &api.name, endpoint)?;
        if let Some(draft) = inject::instead(fault.as_ref(), route) {
            return Ok((draft, Injection { fault, is_applied: true }));
        }
        let notification = inject::notification(fault.as_ref());
        let result = self.state.ledger.answer(api, endpoint, &body, request.at, notification);
        let result = result.unwrap_or_else(unknown);
        notes.remarks.extend(body::remark(&result));
        let is_notified = notification.is_none() || result.has_faulty_notification();
        let mut body = body::of(route, &body, result, request.at);
        let is_applied = inject::body(fault.as_ref(), &mut body, route) && is_notified;
        Ok((Draft::new(body), Injection { fault, is_applied }))
    }

    /// The decrypted body; `None` if it is not encrypted.
    fn decrypted(&self, request: &Request, wire: &Wire) -> Result<Option<Bytes>, Refusal> {
        match request.headers.get("encrypt") {
            Some(header) => decrypt(&self.state.keys.decryption, header.as_bytes(), &request.body)
                .map(Some)
                .map_err(|_| Refusal::illegal(NOT_DECRYPTED)),
            None if wire.encrypted => Err(Refusal::illegal(
                "the header `Encrypt` is missing: requests to this API are encrypted, and this one is not",
            )),
            None => Ok(None),
        }
    }

    fn no_endpoint(&self, path: &str) -> Refusal {
        let near =
            self.routes.nearest(path).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        let known = "; the specs are as they were at the start: after a new one, start the sandbox again";
        Refusal::new("INVALID_API", format!("there is no endpoint {}{near}{known}", request::shown(path)))
    }

    /// Returns the response with its number in the log.
    fn log(&self, request: &Request, route: Option<Route<'_>>, handled: Handled) -> Response {
        self.state.log.add(|number| received(number, request, route, handled))
    }
}

/// The result when the ledger fails: nobody knows what happened.
fn unknown(error: LedgerError) -> LedgerResponse {
    LedgerResponse::Result {
        status: Status::Unknown,
        code: "UNKNOWN_EXCEPTION".to_owned(),
        message: format!("the sandbox's ledger fails: {error}"),
        fields: Map::new(),
        has_faulty_notification: false,
    }
}
