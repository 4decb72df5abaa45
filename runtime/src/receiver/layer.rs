//! A receiver around a service that handles notifications: axum's handlers, say.

use std::{
    error::Error,
    future::poll_fn,
    marker::PhantomData,
    sync::{Arc, Mutex},
};

use axum_core::{body::Body, response::IntoResponse};
use http::{Request, request::Parts};
use tower_layer::Layer;
use tower_service::Service;

use super::{Notification, NotificationService, Receiver, Reply, extract::Slot};
use crate::message;

/// Puts a receiver around a handler that takes a [`Notification`] as an extractor: see [`Receiver::layer`].
pub struct NotificationLayer<N> {
    receiver: Receiver,
    of: PhantomData<fn() -> N>,
}

impl<N> Clone for NotificationLayer<N> {
    fn clone(&self) -> Self {
        Self { receiver: self.receiver.clone(), of: PhantomData }
    }
}

impl Receiver {
    /// A layer of `tower` for one endpoint, for handlers that need more than the notification: axum's `State`, say.
    ///
    /// ```
    /// use axum::{Router, extract::State, routing::post};
    /// use countersign_runtime::receiver::{Notification, Receiver, Reply};
    ///
    /// # type Orders = ();
    /// async fn paid<N: countersign_runtime::Notification>(
    ///     State(orders): State<Orders>,
    ///     notification: Notification<N>,
    /// ) -> Reply<N> {
    ///     // Here: keep it in `orders`.
    ///     Reply::acknowledge()
    /// }
    ///
    /// fn app<N: countersign_runtime::Notification>(receiver: Receiver, orders: Orders) -> Router {
    ///     Router::new().route("/claro/notify", post(paid::<N>).layer(receiver.layer::<N>())).with_state(orders)
    /// }
    /// ```
    ///
    /// It does all that [`Receiver::service`] does. A handler that answers with anything but a [`Reply`] (an error of its
    /// own, or of another extractor) has failed: the wallet is told to send the notification again.
    ///
    /// Put it around the handlers of one kind of notification only; whatever else passes through is refused.
    #[must_use]
    pub fn layer<N: message::Notification>(self) -> NotificationLayer<N> {
        NotificationLayer { receiver: self, of: PhantomData }
    }
}

impl<N, S> Layer<S> for NotificationLayer<N>
where
    N: message::Notification,
    S: Service<Request<Body>, Response: IntoResponse, Error: Into<Box<dyn Error + Send + Sync>>>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send + 'static,
{
    type Service = NotificationService;

    fn layer(&self, handler: S) -> NotificationService {
        NotificationService::new::<N>(self.receiver.clone(), move |receiver, request| {
            let handler = handler.clone();
            let (head, body) = request.into_parts();
            let request = Request::from_parts(head.clone(), body);
            Box::pin(
                receiver.respond(request, move |notification| pass_on::<N, S>(handler, head, notification)),
            )
        })
    }
}

/// Has the request handled, now that it is verified.
async fn pass_on<N, S>(
    mut handler: S,
    mut head: Parts,
    notification: Notification<N>,
) -> Result<Reply<N>, Box<dyn Error + Send + Sync>>
where
    N: message::Notification,
    S: Service<Request<Body>, Response: IntoResponse, Error: Into<Box<dyn Error + Send + Sync>>>,
{
    let body = Body::from(notification.raw_body().bytes().clone());
    head.extensions.insert(Slot(Arc::new(Mutex::new(Some(notification)))));
    poll_fn(|context| handler.poll_ready(context)).await.map_err(Into::into)?;
    let answer = handler.call(Request::from_parts(head, body)).await.map_err(Into::into)?;
    let (mut answer, _) = answer.into_response().into_parts();
    let reply = answer.extensions.remove::<Reply<N>>();
    reply.ok_or_else(|| {
        format!("its handler answered with HTTP status {}, and no reply", answer.status).into()
    })
}
