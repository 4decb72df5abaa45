//! Spans and events for `tracing`, with OpenTelemetry's names of HTTP fields. Bodies, headers and keys are never in them.

use super::observe::Abandoned;

#[cfg(feature = "tracing")]
mod with {
    use std::{future::Future, time::Duration};

    use tracing::{Instrument, Level, field::Empty};

    use super::Abandoned;
    use crate::{
        codec::Violation, endpoint::Endpoint, exchange::Exchange, mismatch::Mismatch, settings::Settings,
    };

    /// The span of a call or of one attempt.
    #[derive(Clone)]
    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub(crate) fn call(endpoint: &Endpoint) -> Self {
            Self(tracing::span!(
                Level::INFO,
                "countersign.call",
                otel.kind = "internal",
                countersign.endpoint = %endpoint,
                countersign.attempts = Empty,
                countersign.outcome = Empty,
            ))
        }

        pub(crate) fn attempt(endpoint: &Endpoint, settings: &Settings, number: u32) -> Self {
            let span = tracing::span!(
                Level::INFO,
                "countersign.attempt",
                otel.kind = "client",
                otel.name = %format_args!("POST {endpoint}"),
                http.request.method = "POST",
                url.path = Empty,
                server.address = settings.host.as_str(),
                server.port = settings.port,
                http.request.resend_count = number.saturating_sub(1),
                http.request.body.size = Empty,
                http.response.status_code = Empty,
                http.response.body.size = Empty,
                countersign.trace_id = Empty,
                "error.type" = Empty,
            );
            Self(span)
        }

        /// Not an `async fn`, which would hold the future twice: as its argument, and as what it waits for.
        pub(crate) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
            future.instrument(self.0.clone())
        }

        pub(crate) fn sent(&self, exchange: &Exchange) {
            self.0.record("url.path", exchange.path());
            self.0.record("http.request.body.size", exchange.request.body().len());
        }

        pub(crate) fn attempt_ended(&self, exchange: Option<&Exchange>, ended: &'static str) {
            if let Some(exchange) = exchange {
                if let Some(status) = exchange.status() {
                    self.0.record("http.response.status_code", status.as_u16());
                }
                if let Some(id) = exchange.trace_id() {
                    self.0.record("countersign.trace_id", id);
                }
            }
            if !matches!(ended, "success" | "accepted" | "failed") {
                self.0.record("error.type", ended);
            }
        }

        pub(crate) fn answered(&self, bytes: usize) {
            self.0.record("http.response.body.size", bytes);
        }

        pub(crate) fn call_ended(&self, attempts: u32, ended: &'static str) {
            self.0.record("countersign.attempts", attempts);
            self.0.record("countersign.outcome", ended);
        }
    }

    pub(crate) fn again(ended: &'static str, delay: Duration) {
        tracing::info!(ended, ?delay, "sending the same request again");
    }

    pub(crate) fn abandoned(abandoned: &Abandoned<'_>) {
        tracing::warn!(
            countersign.endpoint = %abandoned.endpoint,
            countersign.attempts = abandoned.attempts,
            countersign.idempotency_key = ?abandoned.idempotency_key,
            countersign.dropped = abandoned.dropped,
            "nobody waits for this call any more, but its request may have gone out: ask the wallet what became of it",
        );
    }

    /// A response that is about a call, and yet about another amount or id.
    pub(crate) fn conflict(endpoint: &Endpoint, mismatch: &Mismatch) {
        tracing::error!(
            countersign.endpoint = %endpoint,
            %mismatch,
            "the wallet's response contradicts the request of this call: it was not applied, and a person has to look",
        );
    }

    /// Logs where a response breaks the wallet's own documents: paths and problems, no values of sensitive fields.
    pub(crate) fn deviations(exchange: &Exchange, deviations: &[Violation]) {
        if let Some(first) = deviations.first() {
            tracing::debug!(
                countersign.endpoint = %exchange.endpoint,
                count = deviations.len(),
                %first,
                "the response breaks the wallet's own documents",
            );
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod with {
    use std::{future::Future, time::Duration};

    use super::Abandoned;
    use crate::{
        codec::Violation, endpoint::Endpoint, exchange::Exchange, mismatch::Mismatch, settings::Settings,
    };

    #[derive(Clone)]
    pub(crate) struct Span;

    impl Span {
        pub(crate) fn call(_: &Endpoint) -> Self {
            Self
        }
        pub(crate) fn attempt(_: &Endpoint, _: &Settings, _: u32) -> Self {
            Self
        }
        pub(crate) fn run<F: Future>(&self, future: F) -> F {
            future
        }
        pub(crate) fn sent(&self, _: &Exchange) {}
        pub(crate) fn attempt_ended(&self, _: Option<&Exchange>, _: &'static str) {}
        pub(crate) fn answered(&self, _: usize) {}
        pub(crate) fn call_ended(&self, _: u32, _: &'static str) {}
    }

    pub(crate) fn again(_: &'static str, _: Duration) {}
    pub(crate) fn abandoned(_: &Abandoned<'_>) {}
    pub(crate) fn conflict(_: &Endpoint, _: &Mismatch) {}
    pub(crate) fn deviations(_: &Exchange, _: &[Violation]) {}
}

pub(crate) use with::{Span, again, deviations};
pub(super) use with::{abandoned, conflict};
