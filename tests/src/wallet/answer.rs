//! From what the wallet wants to say to what goes out.

use std::{
    collections::VecDeque,
    convert::Infallible,
    error::Error,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use hyper::body::{Body, Frame, SizeHint};
use serde_json::{Value, json};

use super::{
    Fault,
    payments::result,
    signing::{Envelope, Keys, header_time, signature},
};
use crate::keys;

/// More than any client reads.
const TOO_LARGE: usize = 2 * 1024 * 1024;

/// Signs an answer to a request for `path`, with whatever is to go wrong.
pub(super) async fn respond(
    keys: &Keys,
    path: &str,
    body: Vec<u8>,
    fault: Option<Fault>,
) -> Result<Response<Pieces>, Box<dyn Error + Send + Sync>> {
    match fault {
        Some(Fault::NeverAnswers) => match std::future::pending::<Infallible>().await {},
        Some(Fault::CutBefore) => return Err("cut".into()),
        Some(Fault::ErrorPage) => {
            return plain(StatusCode::BAD_GATEWAY, "<html><h1>502 Bad Gateway</h1></html>");
        }
        Some(Fault::UnsignedFailure) => {
            let body = json!({ "result": result("F", "SIGNATURE_INVALID") });
            return plain(StatusCode::OK, &body.to_string());
        }
        Some(Fault::Redirect) => {
            let mut answer = plain(StatusCode::FOUND, "")?;
            answer
                .headers_mut()
                .insert(header::LOCATION, HeaderValue::from_static("/api/v1/payments/elsewhere"));
            return Ok(answer);
        }
        _ => {}
    }
    let body = said(body, fault)?;
    let mut answer = signed(keys, path, body, fault)?;
    if fault == Some(Fault::TamperedBody) {
        answer.body_mut().replace(r#""resultStatus":"A""#, r#""resultStatus":"S""#);
    }
    Ok(answer)
}

/// An answer without any header of the protocol.
pub(super) fn plain(
    status: StatusCode,
    body: &str,
) -> Result<Response<Pieces>, Box<dyn Error + Send + Sync>> {
    Ok(Response::builder().status(status).body(Pieces::whole(body.as_bytes().to_vec()))?)
}

/// The body, with what the wallet itself says wrong.
fn said(body: Vec<u8>, fault: Option<Fault>) -> Result<Vec<u8>, serde_json::Error> {
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut value: Value = serde_json::from_slice(&body)?;
        change(&mut value);
        serde_json::to_vec(&value)
    };
    match fault {
        // Without a step for the user to take, which would mean that the call is accepted.
        Some(Fault::StatusUnknown) => changed(&|body| {
            body["result"] = result("U", "PAYMENT_IN_PROCESS");
            body["actionForm"] = Value::Null;
        }),
        Some(Fault::StatusFailed) => changed(&|body| body["result"] = result("F", "USER_BALANCE_NOT_ENOUGH")),
        Some(Fault::StatusUnlisted) => changed(&|body| body["result"] = result("X", "SOMETHING_NEW")),
        Some(Fault::NoResult) => changed(&|body| body["result"] = Value::Null),
        Some(Fault::TwoResults) => {
            let (first, second) = (result("S", "SUCCESS"), result("F", "PROCESS_FAIL"));
            Ok(format!(r#"{{"result":{first},"result":{second}}}"#).into_bytes())
        }
        Some(Fault::NotJson) => Ok(b"success".to_vec()),
        Some(Fault::TooLarge | Fault::TooLargeChunked) => {
            changed(&|body| body["extendInfo"] = "x".repeat(TOO_LARGE).into())
        }
        _ => Ok(body),
    }
}

fn signed(
    keys: &Keys,
    path: &str,
    body: Vec<u8>,
    fault: Option<Fault>,
) -> Result<Response<Pieces>, Box<dyn Error + Send + Sync>> {
    const TEN_MINUTES: Duration = Duration::from_secs(600);
    let now = SystemTime::now();
    let time = match fault {
        Some(Fault::StaleTime) => header_time(now - TEN_MINUTES),
        Some(Fault::EarlyTime) => header_time(now - Duration::from_secs(120)),
        Some(Fault::FutureTime) => header_time(now + TEN_MINUTES),
        Some(Fault::GarbageTime) => "just now".to_owned(),
        _ => header_time(now),
    };
    let client_id =
        if fault == Some(Fault::AnotherClient) { "2022000000000000000001" } else { keys::CLIENT_ID };
    let signed_path = if fault == Some(Fault::AnotherPath) { "/api/v1/payments/refund" } else { path };
    let key = if fault == Some(Fault::AnotherKey) { &keys.another } else { &keys.own };
    let envelope = Envelope { path: signed_path, client_id, time: &time };
    let signature = match fault {
        Some(Fault::GarbageSignature) => HeaderValue::from_static("algorithm=RSA256, signature=not*base64"),
        _ => signature(key, &envelope, &body)?,
    };

    let mut answer = Response::builder()
        .header(header::CONTENT_TYPE, "application/json; charset=UTF-8")
        .header("Client-Id", client_id)
        .header("Trace-Id", "0ba604b415744");
    if fault != Some(Fault::NoTime) {
        answer = answer.header("Response-Time", time);
    }
    if fault == Some(Fault::TwoSignatures) {
        answer = answer.header("Signature", signature.clone());
    }
    if fault != Some(Fault::NoSignature) {
        answer = answer.header("Signature", signature);
    }
    Ok(answer.body(match fault {
        Some(Fault::CutInside) => Pieces::cut(body),
        Some(Fault::TooLargeChunked) => Pieces::chunked(body),
        _ => Pieces::whole(body),
    })?)
}

/// A body that comes piece by piece, and perhaps not to its end.
pub(super) struct Pieces {
    pieces: VecDeque<Bytes>,
    /// Announced by `Content-Length`.
    length: Option<u64>,
    /// What follows the last piece.
    end: End,
}

enum End {
    Good,
    /// First the pieces are sent, then the connection is cut.
    Flush,
    Cut,
}

impl Pieces {
    fn whole(body: Vec<u8>) -> Self {
        Self { length: Some(body.len() as u64), pieces: VecDeque::from([Bytes::from(body)]), end: End::Good }
    }

    fn cut(mut body: Vec<u8>) -> Self {
        let length = Some(body.len() as u64);
        body.truncate(body.len() / 2);
        Self { length, pieces: VecDeque::from([Bytes::from(body)]), end: End::Flush }
    }

    fn chunked(body: Vec<u8>) -> Self {
        let pieces = body.chunks(16 * 1024).map(Bytes::copy_from_slice).collect();
        Self { length: None, pieces, end: End::Good }
    }

    fn replace(&mut self, from: &str, to: &str) {
        for piece in &mut self.pieces {
            *piece = String::from_utf8_lossy(piece).replace(from, to).into();
        }
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        match self.end {
            End::Good => Poll::Ready(None),
            End::Flush => {
                self.end = End::Cut;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Cut => Poll::Ready(Some(Err(io::Error::other("cut")))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}
