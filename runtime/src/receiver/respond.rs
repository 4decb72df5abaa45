//! From a request to its answer, whatever happens in between.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::{
    Event, IntoReply, Notification, Receiver, Refused, Reply, SignedVerdict, StoreError, Verdict,
    VerdictSink, VerdictStatus,
    background::{self, Detachable},
    delivery::{Delivery, Handler},
};
use crate::{codec::has_sensitive, endpoint::Endpoint, message};

impl Receiver {
    /// Answers a request: verifies it, gives the notification to the handler unless it was handled before, and signs the
    /// reply. There is always an answer; what went wrong is told to [`Receiver::on_event`].
    ///
    /// The URI's path and query must be those of the request line, before any decoding; see [`Receiver::path`] otherwise.
    ///
    /// When the future is dropped because the wallet has hung up, the handler goes on to its end on the
    /// [`Receiver::spawner`], and what it says is the answer to the wallet's next attempt. Without a spawner the handler is
    /// dropped at an `.await` of its own, and the notification counts as not handled.
    pub async fn respond<N, F, Fut>(&self, request: Request<Bytes>, handler: F) -> Response<Bytes>
    where
        N: message::Notification,
        F: FnOnce(Notification<N>) -> Fut + Send + 'static,
        Fut: Future<Output: IntoReply<N>> + Send + 'static,
    {
        let mut notification = match self.receive::<N>(request).await {
            Ok(notification) => notification,
            Err(refused) => return self.refuse(N::ENDPOINT, &refused),
        };
        let path = notification.path().to_owned();
        let delivery = self.delivery(N::ENDPOINT, &notification);
        let sink = self.verdicts.clone().map(|sink| (sink, self.client_id.clone()));
        let handler: Handler = Box::new(move |hold| {
            notification.hold = Some(hold);
            Box::pin(async move {
                if taken(sink, &notification).await? {
                    return Ok(Reply::<N>::acknowledge().complete()?);
                }
                Ok(handler(notification).await.into_reply()?.complete()?)
            })
        });
        self.deliver(&path, delivery, handler).await
    }

    pub(super) fn refuse(&self, endpoint: &'static Endpoint, refused: &Refused) -> Response<Bytes> {
        self.tell(endpoint, Event::Refused(refused));
        Refused::answer()
    }

    fn delivery<N>(&self, endpoint: &'static Endpoint, notification: &Notification<N>) -> Delivery {
        Delivery { endpoint, key: *notification.key(), seen: self.seen.clone(), hook: self.hook.clone() }
    }

    async fn deliver(&self, path: &str, delivery: Delivery, handler: Handler) -> Response<Bytes> {
        let endpoint = delivery.endpoint;
        let spawner = self.spawner.clone().or_else(background::tokio);
        let body = Detachable::new(Box::pin(delivery.handle_once(handler)), spawner).await;
        match self.sign(path, body).await {
            Ok(answer) => answer,
            Err(error) => {
                self.tell(endpoint, Event::NotSigned(&error));
                Refused::answer()
            }
        }
    }
}

/// Gives a final verdict to the sink, if there are both, and says whether it was taken.
async fn taken<N: message::Notification>(
    sink: Option<(Arc<dyn VerdictSink>, String)>,
    notification: &Notification<N>,
) -> Result<bool, StoreError> {
    let is_final = |verdict: &&Verdict| verdict.status() != VerdictStatus::Pending;
    let (Some((sink, client_id)), Some(verdict)) = (sink, notification.verdict().filter(is_final)) else {
        return Ok(false);
    };
    let body = notification.plain_body();
    let is_sensitive = has_sensitive(&notification.body);
    let said =
        SignedVerdict { client_id: &client_id, notification: N::ENDPOINT, verdict, body, is_sensitive };
    sink.take(&said).await
}
