//! One connection.

use super::budget::{Budget, SMALL_BODY, Share};
use super::limiter::{InFlight, Slot};
use super::outgoing::{Cut, Outgoing};
use crate::explorer;
use crate::instance::Instance;
use crate::wallet::{self, Refusal, Request, Sending, Wallet};
use bytes::{Bytes, BytesMut};
use http::{Response, StatusCode, request::Parts};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

/// For a request's headers, from the first byte on or since the last answer, and for the handshake of TLS.
pub(super) const HEADER_TIMEOUT: Duration = Duration::from_secs(30);
/// For a request's body.
const BODY_TIMEOUT: Duration = Duration::from_secs(15);
/// For what is going on when a connection is to end.
const END_TIMEOUT: Duration = Duration::from_secs(5);
/// A connection that is older is ended, so that nobody keeps one by reading slowly.
const MAX_AGE: Duration = Duration::from_secs(15 * 60);
/// How long an answer that never comes is waited for.
const NEVER: Duration = Duration::from_secs(120);

const MAX_HEADERS: usize = 64;
const MAX_HEADER_BYTES: usize = 32 * 1024;
const MAX_BODY: usize = 1024 * 1024;

/// The wallet behind a port, and what it shares with others.
#[derive(Clone)]
pub(super) struct Served {
    pub(super) instance: Arc<Instance>,
    pub(super) wallet: Arc<Wallet>,
    pub(super) budget: Arc<Budget>,
}

/// Serves a connection from that address until it ends.
pub(super) async fn serve<S>(
    stream: S,
    peer: IpAddr,
    served: Served,
    slot: &Arc<Slot>,
    mut stopped: watch::Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let sent = Arc::new(Notify::new());
    let service = {
        let sent = Arc::clone(&sent);
        service_fn(move |request: http::Request<Incoming>| {
            let (served, slot, sent) = (served.clone(), Arc::clone(slot), Arc::clone(&sent));
            async move { respond(request, peer, served, slot, sent).await }
        })
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // Errors are those of the other side, or faults on purpose: there is nobody to tell.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = sent.notified() => {}
        _ = stopped.wait_for(|stopped| *stopped) => {}
        () = sleep(MAX_AGE) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(END_TIMEOUT, connection).await;
}

async fn respond(
    request: http::Request<Incoming>,
    peer: IpAddr,
    served: Served,
    slot: Arc<Slot>,
    sent: Arc<Notify>,
) -> Result<Response<Outgoing>, Cut> {
    let (head, body) = request.into_parts();
    let Served { instance, wallet, budget } = served;
    let body = read(body, &budget).await;
    let page = match &body {
        Ok((body, _)) => page(&head, body, peer, &instance, &budget).await,
        Err(refusal) => explorer::refuse(head.uri.path(), refusal.status, &refusal.message)
            .map(|page| page.map(Outgoing::whole)),
    };
    if let Some(page) = page {
        return Ok(page);
    }
    let request = |body: Bytes| Request {
        at: SystemTime::now(),
        method: head.method,
        // The target may be in absolute form: host and scheme are not signed.
        target: head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers: head.headers,
        body,
    };
    // Whoever is cut off from here on would not know whether there was a payment.
    let mut in_flight = slot.in_flight();
    // Signing is work for a processor and remembering for a disk: others are served meanwhile.
    let work = match body {
        Ok((body, large)) => {
            let work = budget.work(body.len()).await;
            let request = request(body);
            tokio::task::spawn_blocking(move || {
                let _until_done = (large, work);
                wallet.respond(&request)
            })
        }
        Err(refusal) => {
            let request = request(Bytes::new());
            tokio::task::spawn_blocking(move || wallet.refuse(&request, refusal).last())
        }
    };
    let response = work.await.map_err(|_| Cut)?;
    if response.is_signed() {
        in_flight.set_merchant();
    }
    send(response, in_flight, &slot, sent).await
}

/// A body, and its share if it is large.
type Body = (Bytes, Share);

/// Reads a body of a size and within a time that a request may have.
async fn read(body: Incoming, budget: &Budget) -> Result<Body, Refusal> {
    timeout(BODY_TIMEOUT, read_all(body, budget)).await.unwrap_or_else(|_| {
        let refusal = Refusal::illegal(format!("the body took longer than {BODY_TIMEOUT:?}"));
        Err(refusal.with_status(StatusCode::REQUEST_TIMEOUT))
    })
}

async fn read_all(mut body: Incoming, budget: &Budget) -> Result<Body, Refusal> {
    let (mut bytes, mut large) = (BytesMut::new(), None);
    while let Some(frame) = body.frame().await {
        let frame = frame
            .map_err(|_| Refusal::illegal("the body ends too early").with_status(StatusCode::BAD_REQUEST))?;
        // Trailers are nothing to a wallet.
        let data = frame.into_data().unwrap_or_default();
        let length = bytes.len() + data.len();
        if length > MAX_BODY {
            let refusal = Refusal::illegal(format!("the body is longer than {MAX_BODY} bytes"));
            return Err(refusal.with_status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        if length > SMALL_BODY && large.is_none() {
            large = budget.large_body().await;
        }
        bytes.extend_from_slice(&data);
    }
    Ok((bytes.freeze(), large))
}

/// Sends a response in the way that it is to be sent.
async fn send(
    response: wallet::Response,
    in_flight: InFlight,
    slot: &Arc<Slot>,
    sent: Arc<Notify>,
) -> Result<Response<Outgoing>, Cut> {
    let in_flight = match response.sending {
        Sending::Delayed(time) => {
            drop(in_flight);
            sleep(time).await;
            Some(slot.in_flight())
        }
        Sending::Never => {
            drop(in_flight);
            sleep(NEVER).await;
            return Err(Cut);
        }
        Sending::CutBefore => return Err(Cut),
        Sending::Padded(_) => None,
        _ => Some(in_flight),
    };
    let body = match response.sending {
        Sending::CutDuring => Outgoing::half(response.body),
        Sending::CutAfter => Outgoing::last(response.body, sent),
        Sending::Padded(blanks) => Outgoing::padded(response.body, blanks),
        _ => Outgoing::whole(response.body),
    };
    let mut sent = Response::new(body.in_flight(in_flight));
    *sent.status_mut() = response.status;
    *sent.headers_mut() = response.headers;
    Ok(sent)
}

/// Responds if the request is for the explorer.
async fn page(
    head: &Parts,
    body: &Bytes,
    peer: IpAddr,
    instance: &Instance,
    budget: &Budget,
) -> Option<Response<Outgoing>> {
    if !explorer::is_path(head.uri.path()) {
        return None;
    }
    let _until_done = budget.page().await;
    let mut request = http::Request::new(body.clone());
    *request.method_mut() = head.method.clone();
    *request.uri_mut() = head.uri.clone();
    *request.headers_mut() = head.headers.clone();
    explorer::respond(instance, peer, &request).await.map(|response| response.map(Outgoing::whole))
}
