//! One connection.

use super::Served;
use super::outgoing::{Cut, Outgoing};
use crate::sandbox::explorer;
use crate::sandbox::inside::Inside;
use crate::sandbox::wallet::{Refusal, Reply, Request, Sending};
use bytes::Bytes;
use http::{Response, StatusCode, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
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

/// Serves a connection until it ends.
pub(super) async fn serve<S>(stream: S, served: Served, mut stopped: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let sent = Arc::new(Notify::new());
    let service = {
        let sent = Arc::clone(&sent);
        service_fn(move |request: http::Request<Incoming>| {
            let (served, sent) = (served.clone(), Arc::clone(&sent));
            async move { respond(request, served, sent).await }
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
    served: Served,
    sent: Arc<Notify>,
) -> Result<Response<Outgoing>, Cut> {
    let (head, body) = request.into_parts();
    let (body, wallet) = (read(body).await, served.wallet);
    if let Ok(body) = &body
        && let Some(page) = page(&head, body, &served.inside).await
    {
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
    // Signing is work for a processor and remembering for a disk: others are served meanwhile.
    let work = match body {
        Ok(body) => {
            let request = request(body);
            tokio::task::spawn_blocking(move || wallet.answer(&request))
        }
        Err(refusal) => {
            let request = request(Bytes::new());
            tokio::task::spawn_blocking(move || wallet.refuse(&request, refusal).last())
        }
    };
    send(work.await.map_err(|_| Cut)?, sent).await
}

/// Reads a body of a size and within a time that a request may have.
async fn read(body: Incoming) -> Result<Bytes, Refusal> {
    match timeout(BODY_TIMEOUT, Limited::new(body, MAX_BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let refusal = Refusal::illegal(format!("the body is longer than {MAX_BODY} bytes"));
            Err(refusal.with_status(StatusCode::PAYLOAD_TOO_LARGE))
        }
        Ok(Err(_)) => {
            let refusal = Refusal::illegal("the body ends too early");
            Err(refusal.with_status(StatusCode::BAD_REQUEST))
        }
        Err(_) => {
            let refusal = Refusal::illegal(format!("the body took longer than {BODY_TIMEOUT:?}"));
            Err(refusal.with_status(StatusCode::REQUEST_TIMEOUT))
        }
    }
}

/// Sends an answer in the way that it is to be sent.
async fn send(reply: Reply, sent: Arc<Notify>) -> Result<Response<Outgoing>, Cut> {
    match reply.sending {
        Sending::Delayed(time) => sleep(time).await,
        Sending::Never => {
            sleep(NEVER).await;
            return Err(Cut);
        }
        Sending::CutBefore => return Err(Cut),
        _ => {}
    }
    let body = match reply.sending {
        Sending::CutDuring => Outgoing::half(reply.body),
        Sending::CutAfter => Outgoing::last(reply.body, sent),
        Sending::Padded(blanks) => Outgoing::padded(reply.body, blanks),
        _ => Outgoing::whole(reply.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    Ok(response)
}

/// What is not for the wallet: the explorer's.
async fn page(head: &Parts, body: &Bytes, inside: &Inside) -> Option<Response<Outgoing>> {
    let mut request = http::Request::new(body.clone());
    *request.method_mut() = head.method.clone();
    *request.uri_mut() = head.uri.clone();
    *request.headers_mut() = head.headers.clone();
    explorer::respond(inside, &request).await.map(|response| response.map(Outgoing::whole))
}
