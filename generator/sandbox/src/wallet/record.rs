//! What the log records of a request.

use super::refusal::Refusal;
use super::request::Request;
use super::response::Response;
use super::routes::Route;
use crate::fault::Fault;
use crate::log::{Answered, Received};
use bytes::Bytes;

/// Notes about a request, whatever its response is.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The body, if it was encrypted and could be decrypted.
    pub(super) plain: Option<Bytes>,
    /// Where there are fields that the spec lacks and that were ignored.
    pub(super) ignored: Vec<String>,
    /// What else the log says.
    pub(super) remarks: Vec<String>,
}

/// A request that was handled.
pub(super) struct Handled {
    pub(super) response: Response,
    pub(super) notes: Notes,
    pub(super) refused: Option<Refusal>,
    pub(super) injection: Injection,
}

/// The fault that was asked for with a request.
#[derive(Debug, Default)]
pub(super) struct Injection {
    pub(super) fault: Option<Fault>,
    /// Whether there was something to apply it to.
    pub(super) is_applied: bool,
}

impl Handled {
    /// Refused, without a signature.
    pub(super) fn unsigned(refusal: Refusal, route: Option<Route<'_>>) -> Self {
        let refusal = refusal.listed_by(route);
        let flat = route.and_then(|route| route.endpoint.flat_result.as_ref());
        let response = Response::unsigned(&refusal, flat);
        Self { response, notes: Notes::default(), refused: Some(refusal), injection: Injection::default() }
    }
}

/// Returns the record of a request with that number in the log, and the response, which bears the number too.
pub(super) fn received(
    number: u64,
    request: &Request,
    route: Option<Route<'_>>,
    handled: Handled,
) -> (Received, Response) {
    let Handled { response, notes, refused, injection } = handled;
    let (fault, idle_fault) = match injection {
        Injection { fault, is_applied: true } => (fault, None),
        Injection { fault, is_applied: false } => (None, fault),
    };
    let response = response.traced(request.at, number);
    let answer = || Answered {
        status: response.status.as_u16(),
        headers: response.headers.clone(),
        body: response.body.clone(),
        plain_body: response.plain.clone(),
        flat: route
            .and_then(|route| route.endpoint.flat_result.as_ref())
            .map(|flat| [flat.status.clone(), flat.code.clone()]),
    };
    let received = Received {
        number,
        at: request.at,
        took: request.at.elapsed().unwrap_or_default(),
        api: route.map(|route| route.served.api.name.clone()),
        endpoint: route.map(|route| route.name()),
        method: request.method.to_string(),
        path: request.target.clone(),
        headers: request.headers.clone(),
        body: request.body.clone(),
        plain_body: notes.plain,
        ignored: notes.ignored,
        remarks: notes.remarks,
        refused: refused.map(|refusal| (refusal.code.to_owned(), refusal.message)),
        fault,
        idle_fault,
        answer: response.is_sent().then(answer),
    };
    (received, response)
}
