//! A notification as an extractor of axum, and a reply as its response.

use std::sync::{Arc, Mutex, PoisonError};

use axum_core::{
    body::Body,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};

use super::{NoLayer, Notification, Refused, Reply, log};
use crate::message;

/// Carries a verified notification from the layer to the extractor. Only this crate can put one into a request.
pub(super) struct Slot<N>(pub(super) Arc<Mutex<Option<Notification<N>>>>);

impl<N> Clone for Slot<N> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Takes the notification that [`Receiver::layer`](super::Receiver::layer) has verified; once for a request.
impl<N: message::Notification, S: Send + Sync> FromRequestParts<S> for Notification<N> {
    type Rejection = NoLayer;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, NoLayer> {
        let slot = head.extensions.remove::<Slot<N>>();
        let notification = slot.and_then(|slot| slot.0.lock().unwrap_or_else(PoisonError::into_inner).take());
        notification.ok_or_else(|| {
            log::no_layer(N::ENDPOINT, &NoLayer);
            NoLayer
        })
    }
}

/// HTTP status 500 and the body of [`Refused::answer`]: the wallet is asked to send the notification again, without the reason.
impl IntoResponse for NoLayer {
    fn into_response(self) -> Response {
        unsigned()
    }
}

/// The answer of a handler without a layer around it.
fn unsigned() -> Response {
    let (mut head, body) = Refused::answer().into_parts();
    head.status = StatusCode::INTERNAL_SERVER_ERROR;
    Response::from_parts(head, Body::from(body))
}

/// For [`Receiver::layer`](super::Receiver::layer) to sign. Without it, the wallet gets HTTP status 500 and is told to send
/// the notification again.
impl<N: 'static> IntoResponse for Reply<N> {
    fn into_response(self) -> Response {
        let mut answer = unsigned();
        answer.extensions_mut().insert(self);
        answer
    }
}
