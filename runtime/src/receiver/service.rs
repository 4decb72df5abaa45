//! A receiver as a service of `tower`.

use std::{
    convert::Infallible,
    error::Error,
    pin::pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::{Buf, BufMut, Bytes, BytesMut};
use http::{Request, Response, request::Parts};
use http_body::Body;
use http_body_util::{BodyExt, Full};
use tower_service::Service;

use super::{IntoReply, Notification, Receiver, Refused};
use crate::{endpoint::Endpoint, message, signature::BoxFuture};

/// Takes requests, with whatever body, and answers each of them: see [`Receiver::service`].
#[derive(Clone)]
pub struct NotificationService(Arc<Inner>);

struct Inner {
    receiver: Receiver,
    endpoint: &'static Endpoint,
    respond: Box<Respond>,
}

type Respond =
    dyn for<'a> Fn(&'a Receiver, Request<Bytes>) -> BoxFuture<'a, Response<Bytes>> + Send + Sync + 'static;

impl Receiver {
    /// A service of `tower` for one endpoint, for `axum::Router::route_service` or any other server that takes services.
    /// It does all that [`Receiver::respond`] does, and before that reads the body, up to [`Receiver::max_body`].
    ///
    /// In `axum::Router::nest`, which cuts off the beginning of the path, say the whole path by [`Receiver::path`].
    pub fn service<N, F, Fut>(self, handler: F) -> NotificationService
    where
        N: message::Notification,
        F: Fn(Notification<N>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output: IntoReply<N>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        NotificationService::new::<N>(self, move |receiver, request| {
            let handler = Arc::clone(&handler);
            Box::pin(receiver.respond(request, move |notification| handler(notification)))
        })
    }
}

impl NotificationService {
    pub(super) fn new<N: message::Notification>(
        receiver: Receiver,
        respond: impl for<'a> Fn(&'a Receiver, Request<Bytes>) -> BoxFuture<'a, Response<Bytes>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(Inner { receiver, endpoint: N::ENDPOINT, respond: Box::new(respond) }))
    }
}

impl<B> Service<Request<B>> for NotificationService
where
    B: Body<Error: Into<Box<dyn Error + Send + Sync>>, Data: Send> + Send + 'static,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let inner = Arc::clone(&self.0);
        Box::pin(async move {
            let Inner { receiver, endpoint, respond } = &*inner;
            let (head, body) = request.into_parts();
            let answer = match read(receiver, &head, body).await {
                Ok(body) => respond(receiver, Request::from_parts(head, body)).await,
                Err(refused) => receiver.refuse(endpoint, &refused),
            };
            Ok(answer.map(Full::new))
        })
    }
}

/// The body, of which no more is read and held than may be accepted: in one piece, since a flood of tiny pieces would
/// take many times the room of what is in them.
async fn read<B>(receiver: &Receiver, head: &Parts, body: B) -> Result<Bytes, Refused>
where
    B: Body<Error: Into<Box<dyn Error + Send + Sync>>>,
{
    receiver.check_head(head)?;
    let limit = receiver.max_body;
    if body.size_hint().lower() > limit as u64 {
        return Err(Refused::TooLong { limit });
    }
    let (mut body, mut whole) = (pin!(body), BytesMut::new());
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Refused::Cut(error.into().to_string()))?;
        let Ok(data) = frame.into_data() else { continue };
        if data.remaining() > limit - whole.len() {
            return Err(Refused::TooLong { limit });
        }
        whole.put(data);
    }
    Ok(whole.freeze())
}
