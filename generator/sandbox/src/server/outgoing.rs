//! The body of an answer, which may end other than it should.

use super::limiter::InFlight;
use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::Notify;

/// A connection is cut on purpose.
#[derive(Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut on purpose")
    }
}

impl std::error::Error for Cut {}

/// How many bytes of blanks go out at a time.
const CHUNK: &[u8] = &[b' '; 16 * 1024];

/// The body of an answer.
pub(super) struct Outgoing {
    bytes: Bytes,
    then: Then,
    /// Keeps the connection open until the body is sent.
    _in_flight: Option<InFlight>,
}

enum Then {
    /// That was all.
    End,
    /// The connection is cut. The length that was announced is that of the whole.
    Cut { announced: u64, flushed: bool },
    /// The connection ends.
    Tell(Arc<Notify>),
    /// So many blanks, of which nothing was announced.
    Blanks(u64),
}

impl Outgoing {
    pub(super) fn whole(bytes: Bytes) -> Self {
        Self { bytes, then: Then::End, _in_flight: None }
    }

    pub(super) fn half(mut bytes: Bytes) -> Self {
        let announced = bytes.len() as u64;
        bytes.truncate(bytes.len() / 2);
        Self { bytes, then: Then::Cut { announced, flushed: false }, _in_flight: None }
    }

    pub(super) fn last(bytes: Bytes, sent: Arc<Notify>) -> Self {
        Self { bytes, then: Then::Tell(sent), _in_flight: None }
    }

    pub(super) fn padded(bytes: Bytes, blanks: u64) -> Self {
        Self { bytes, then: Then::Blanks(blanks), _in_flight: None }
    }

    /// Keeps the connection open until the body is sent.
    pub(super) fn in_flight(mut self, in_flight: Option<InFlight>) -> Self {
        self._in_flight = in_flight;
        self
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        let bytes = std::mem::take(&mut self.bytes);
        if let Then::Tell(sent) = &self.then {
            sent.notify_one();
        }
        if !bytes.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.then {
            Then::End | Then::Tell(_) => Poll::Ready(None),
            // What was written goes out while the body is not ready.
            Then::Cut { flushed: flushed @ false, .. } => {
                *flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Then::Cut { .. } => Poll::Ready(Some(Err(Cut))),
            Then::Blanks(0) => Poll::Ready(None),
            Then::Blanks(left) => {
                let length = CHUNK.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                *left -= length as u64;
                Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(CHUNK).slice(..length)))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty() && matches!(self.then, Then::End)
    }

    fn size_hint(&self) -> SizeHint {
        match self.then {
            Then::End | Then::Tell(_) => SizeHint::with_exact(self.bytes.len() as u64),
            Then::Cut { announced, .. } => SizeHint::with_exact(announced),
            Then::Blanks(_) => SizeHint::default(),
        }
    }
}
