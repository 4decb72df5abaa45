//! Logs of the receiver, by `tracing`. Everything else is told to [`Receiver::on_event`](super::Receiver::on_event).

#[cfg(feature = "tracing")]
mod with {
    use crate::{endpoint::Endpoint, receiver::SeenKey};

    pub(crate) fn dropped(endpoint: &Endpoint, key: &SeenKey) {
        tracing::warn!(
            countersign.endpoint = %endpoint,
            countersign.idempotency_key = %key,
            "the handler of a notification was dropped before its end: it is handled again when the wallet sends it again",
        );
    }

    #[cfg(feature = "axum")]
    pub(crate) fn no_layer(endpoint: &Endpoint, error: &crate::receiver::no_layer::NoLayer) {
        tracing::error!(countersign.endpoint = %endpoint, %error, "a notification was not handled");
    }
}

#[cfg(not(feature = "tracing"))]
mod with {
    use crate::{endpoint::Endpoint, receiver::SeenKey};

    pub(crate) fn dropped(_: &Endpoint, _: &SeenKey) {}

    #[cfg(feature = "axum")]
    pub(crate) fn no_layer(_: &Endpoint, _: &crate::receiver::no_layer::NoLayer) {}
}

pub(super) use with::*;
