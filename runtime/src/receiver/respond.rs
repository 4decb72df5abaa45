//! From a request to its answer, whatever happens in between.

use std::{
    error::Error,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
};

use bytes::Bytes;
use http::{Request, Response};

use super::{Event, IntoReply, Notification, Receiver, Refused, Seen, SeenKey, reply::Said};
use crate::{
    endpoint::{self, Endpoint},
    result::Status,
    signature::BoxFuture,
};

type Handled = Result<Said, Box<dyn Error + Send + Sync>>;

/// A verified notification, by what is needed besides its content.
struct Delivery {
    endpoint: &'static Endpoint,
    key: SeenKey,
    path: String,
}

impl Receiver {
    /// Answers a request: verifies it, gives the notification to the handler unless it was handled before, and signs the
    /// reply. There is always an answer; what went wrong is told to [`Receiver::on_event`].
    ///
    /// The URI's path and query must be those of the request line, before any decoding; see [`Receiver::path`] otherwise.
    ///
    /// Dropping the future drops the handler, at an `.await` of its own; the notification counts as not handled then.
    pub async fn respond<N, F, Fut>(&self, request: Request<Bytes>, handler: F) -> Response<Bytes>
    where
        N: endpoint::Notification,
        F: FnOnce(Notification<N>) -> Fut + Send,
        Fut: Future<Output: IntoReply<N>> + Send,
    {
        match self.receive::<N>(request).await {
            Ok(notification) => {
                let delivery = Delivery {
                    endpoint: N::ENDPOINT,
                    key: *notification.key(),
                    path: notification.path().to_owned(),
                };
                let work = async move { Ok(handler(notification).await.into_reply()?.said) };
                self.deliver(&delivery, Box::pin(work)).await
            }
            Err(refused) => self.refuse(N::ENDPOINT, &refused),
        }
    }

    pub(super) fn refuse(&self, endpoint: &'static Endpoint, refused: &Refused) -> Response<Bytes> {
        self.tell(endpoint, Event::Refused(refused));
        Refused::answer()
    }

    async fn deliver(&self, delivery: &Delivery, work: BoxFuture<'_, Handled>) -> Response<Bytes> {
        let body = self.handle_once(delivery, work).await;
        match self.sign(&delivery.path, body).await {
            Ok(answer) => answer,
            Err(error) => {
                self.tell(delivery.endpoint, Event::NotSigned(&error));
                Refused::answer()
            }
        }
    }

    /// What to answer. The claim is given back by every way out that does not finish it, being dropped included.
    async fn handle_once(&self, delivery: &Delivery, work: BoxFuture<'_, Handled>) -> Bytes {
        let tell = |event: Event<'_>| self.tell(delivery.endpoint, event);
        let claim = match self.seen.begin(&delivery.key).await {
            Ok(Seen::First(claim)) => claim,
            Ok(Seen::Done(answer)) => {
                tell(Event::Repeated);
                return answer;
            }
            Ok(Seen::InProgress) => {
                tell(Event::InProgress);
                return Said::later().body;
            }
            Err(error) => {
                tell(Event::StoreFailed(&error));
                return Said::later().body;
            }
        };
        let said = match unless_it_panics(work).await {
            Some(Ok(said)) => said,
            Some(Err(error)) => {
                tell(Event::Failed(&*error));
                return Said::later().body;
            }
            None => {
                tell(Event::Panicked);
                return Said::later().body;
            }
        };
        if said.status == Status::Success {
            // The work is done, and the wallet need not send it again, even if we can't remember that.
            if let Err(error) = claim.finish(said.body.clone()).await {
                tell(Event::StoreFailed(&error));
            }
        }
        tell(Event::Handled(&said.status));
        said.body
    }
}

/// The future's value, or nothing when it panics. Whatever it shares with others is no less sound than with a panic that
/// ends its task; the future itself is not polled again.
async fn unless_it_panics<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}
