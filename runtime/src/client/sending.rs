//! A call with all its attempts.

use std::time::{Duration, SystemTime};

use bytes::Bytes;

use super::{
    CallOptions, Client,
    end::End,
    observe::{AttemptEnd, CallEnd, InFlight},
    trace::{self, Span},
};
use crate::{
    clock::Stopwatch, descriptor::Handle, endpoint::Endpoint, error::Error, signature::BoxFuture, tree::Tree,
};

impl Client {
    /// Sends a request until there is a response to keep, or no reason to go on.
    ///
    /// The one place where everything is sent, and not generic, so that it is compiled only once. Boxed here, so that a
    /// call's own future stays small.
    pub(crate) fn exchange(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<End, Error>> {
        let Outgoing { endpoint, body, options } = outgoing;
        Box::pin(async move {
            let span = Span::call(&endpoint);
            let watch = Stopwatch::start(&*self.settings.config.clock);
            let (end, attempts) = match body {
                Ok(body) => span.run(attempts(self, &endpoint, &body, &options)).await,
                Err(refusal) => (refused(self, endpoint.clone(), &options, refusal), 0),
            };
            let ended = name(&end);
            span.call_ended(attempts, ended);
            if let Some(observer) = self.observer() {
                observer.call(&CallEnd { endpoint: &endpoint, attempts, took: watch.elapsed(), ended });
            }
            end
        })
    }
}

/// A request that is to be sent.
pub(crate) struct Outgoing {
    pub(crate) endpoint: Handle<Endpoint>,
    pub(crate) body: Result<Bytes, Refusal>,
    pub(crate) options: CallOptions,
}

/// A request that was refused on this side: the error, and the body as far as it could be written. The body has the ids
/// that are needed to settle an earlier call.
pub(crate) struct Refusal {
    pub(crate) error: Error,
    pub(crate) body: Bytes,
}

/// Returns the end of the last attempt, and the number of attempts. Borrows what it needs: an `async fn` holds its
/// arguments twice.
async fn attempts(
    client: &Client,
    endpoint: &Handle<Endpoint>,
    body: &Bytes,
    options: &CallOptions,
) -> (Result<End, Error>, u32) {
    let settings = &*client.settings;
    let policy = options.retry.unwrap_or(settings.config.retry);
    let watch = Stopwatch::start(&*settings.config.clock);
    let has_key = endpoint.idempotency_key.counts(&Tree::from_json(body));
    // A read-only call changes nothing, so it leaves nothing open.
    let repeats = options.repeat && !endpoint.read_only;
    let mut attempts = Attempts {
        client,
        in_flight: InFlight {
            endpoint,
            body,
            observer: client.observer(),
            sent: 0,
            repeats,
            recorded: options.recorded,
        },
        first_sent: None,
        open: None,
        repeats,
        sent: 0,
    };
    loop {
        let timeout = policy.timeout(watch.elapsed(), options.timeout.unwrap_or(settings.config.timeout));
        // The end does not outlive this block, so that the pause does not hold it.
        let delay = {
            let end = attempts.next(options, timeout).await;
            if matches!(end, Ok(End::Responded(..))) {
                settings.budget.give();
            }
            let delay = policy
                .delay(attempts.sent, watch.elapsed())
                .filter(|_| policy.allows(endpoint, has_key, &end) && settings.budget.take());
            let Some(delay) = delay else { return attempts.finish(end) };
            trace::again(name(&end), delay);
            attempts.keep_open(end);
            delay
        };
        settings.config.clock.sleep(delay).await;
    }
}

/// The end of a request that was refused on this side. If it repeats an earlier one, that one may have taken effect.
fn refused(
    client: &Client,
    endpoint: Handle<Endpoint>,
    options: &CallOptions,
    Refusal { error, body }: Refusal,
) -> Result<End, Error> {
    if !options.repeat || endpoint.read_only {
        return Err(error);
    }
    let mut exchange = client.unsent(endpoint, body);
    exchange.recorded = options.recorded;
    Ok(End::NotSent(exchange, error))
}

struct Attempts<'a> {
    client: &'a Client,
    in_flight: InFlight<'a>,
    /// The sending time of the first attempt that may have reached the wallet.
    first_sent: Option<SystemTime>,
    /// The end of the last attempt that may have reached the wallet.
    open: Option<Box<End>>,
    /// Whether the caller says that an earlier call may have taken effect.
    repeats: bool,
    sent: u32,
}

impl Attempts<'_> {
    async fn next(&mut self, options: &CallOptions, timeout: Duration) -> Result<End, Error> {
        self.sent += 1;
        let (client, number) = (self.client, self.sent);
        let InFlight { endpoint, body, .. } = self.in_flight;
        let watch = Stopwatch::start(&*client.settings.config.clock);
        let span = Span::attempt(endpoint, &client.settings, number);
        let (sent, first_sent) = (&mut self.in_flight.sent, &mut self.first_sent);
        let attempt = async {
            let exchange = client.signed(endpoint, body, options, number).await?;
            if options.send_only_if.as_ref().is_some_and(|check| !check()) {
                return Err(Error::Withheld);
            }
            span.sent(&exchange);
            *sent = number;
            let first_sent = *first_sent.get_or_insert_with(|| client.settings.config.clock.now());
            client.exchanged(exchange, first_sent, timeout, options.blocking, &span).await
        };
        let end = span.run(attempt).await;
        let exchange = end.as_ref().ok().map(End::exchange);
        let ended = name(&end);
        span.attempt_ended(exchange, ended);
        if let Some(observer) = client.observer() {
            let status = exchange.and_then(|exchange| exchange.status());
            let trace_id = exchange.and_then(|exchange| exchange.trace_id());
            let took = watch.elapsed();
            observer.attempt(&AttemptEnd { endpoint, number, took, status, trace_id, ended });
        }
        end
    }

    /// Records what the last attempt left open: it may have taken effect, also while we wait for the next one.
    fn keep_open(&mut self, end: Result<End, Error>) {
        match end {
            Ok(end) => self.open = Some(Box::new(end)),
            Err(_) if self.open.is_none() => (self.in_flight.sent, self.first_sent) = (0, None),
            Err(_) => {}
        }
    }

    fn finish(mut self, end: Result<End, Error>) -> (Result<End, Error>, u32) {
        // Nothing is in flight any more.
        (self.in_flight.sent, self.in_flight.repeats) = (0, false);
        let InFlight { endpoint, body, .. } = self.in_flight;
        let mut end = match (end, self.open.take()) {
            (Ok(mut end), open) => {
                end.exchange_mut().uncertain = self.repeats || open.is_some() && !endpoint.read_only;
                Ok(end)
            }
            // An attempt that was never sent does not change what an earlier one left open.
            (Err(error), Some(open)) => Ok(End::RetryNotSent(open, error)),
            (Err(error), None) if self.repeats => {
                let exchange = error.exchange().cloned().map(Box::new);
                let exchange = exchange.unwrap_or_else(|| self.client.unsent(endpoint.clone(), body.clone()));
                Ok(End::NotSent(exchange, error))
            }
            (Err(error), None) => Err(error),
        };
        // The call is read-only, so an unauthenticated response is harmless.
        if endpoint.read_only {
            end = end.and_then(End::or_unauthenticated);
        }
        match &mut end {
            Ok(end) => {
                let exchange = end.exchange_mut();
                (exchange.attempts, exchange.repeats) = (self.sent, self.repeats);
                exchange.recorded = self.in_flight.recorded;
            }
            Err(Error::NotSent(not_sent)) => not_sent.exchange.attempts = self.sent,
            Err(_) => {}
        }
        (end, self.sent)
    }
}

/// The name of an end, out of a small fixed set, for logs and metrics.
fn name(end: &Result<End, Error>) -> &'static str {
    match end {
        Ok(end) => end.name(),
        Err(error) => error.name(),
    }
}

#[cfg(all(test, feature = "aws-lc", feature = "testing"))]
mod tests {
    use super::*;
    use crate::{api::Api, testing::ScriptedWallet};

    static API: Api = Api::new("shop");
    static PAY: Endpoint = Endpoint::new("v1", "pay");

    #[test]
    fn a_call_in_flight_takes_a_few_kilobytes() {
        let wallet = ScriptedWallet::new().unwrap();
        let client = Client::new(&API, wallet.config()).unwrap();
        let body = Ok(Bytes::from_static(b"{}"));
        let call =
            client.exchange(Outgoing { endpoint: (&PAY).into(), body, options: CallOptions::default() });
        let size = size_of_val(&*call);
        println!("a call in flight: {size} bytes");
        assert!(size <= 3072, "{size} bytes: a large value is held across an `await`");
    }
}
