//! One delivery of a notification: handled unless it was handled before, whatever happens in between.

use std::{
    error::Error,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::Arc,
    task::Poll,
};

use bytes::Bytes;

use super::{Event, Seen, SeenKey, SeenStore, claim_guard::ClaimGuard, log, reply::Said, settings::Hook};
use crate::{endpoint::Endpoint, result::Status, signature::BoxFuture};

/// The result of a handler.
pub(super) type Handled = Result<Said, Box<dyn Error + Send + Sync>>;
/// A handler with its notification. It is called with the right to handle it.
pub(super) type Handler = Box<dyn FnOnce(ClaimGuard) -> BoxFuture<'static, Handled> + Send>;

/// A verified notification without its content. It owns all of its data, so that it can outlive the request.
pub(super) struct Delivery {
    pub(super) endpoint: &'static Endpoint,
    pub(super) key: SeenKey,
    pub(super) seen: Arc<dyn SeenStore>,
    pub(super) hook: Option<Hook>,
}

impl Delivery {
    fn tell(&self, event: Event<'_>) {
        if let Some(hook) = &self.hook {
            hook(self.endpoint, event);
        }
    }

    /// Returns the body of the answer. The claim is given back unless it is finished, even if this future is dropped.
    pub(super) async fn handle_once(self, handler: Handler) -> Bytes {
        match self.seen.begin(&self.key).await {
            Ok(Seen::First(claim)) => self.handle(ClaimGuard::new(claim), handler).await,
            Ok(Seen::Done(answer)) => {
                self.tell(Event::Repeated);
                answer
            }
            Ok(Seen::InProgress) => {
                self.tell(Event::InProgress);
                Said::later().body
            }
            Err(error) => {
                self.tell(Event::StoreFailed(&error));
                Said::later().body
            }
        }
    }

    async fn handle(&self, hold: ClaimGuard, handler: Handler) -> Bytes {
        let open = Open(Some(self));
        let share = hold.clone();
        let handled = unless_it_panics(async move { handler(share).await }).await;
        open.ended();
        let said = match handled {
            Some(Ok(said)) => said,
            Some(Err(error)) => {
                self.tell(Event::Failed(&*error));
                return Said::later().body;
            }
            None => {
                self.tell(Event::Panicked);
                return Said::later().body;
            }
        };
        if said.status == Status::Success {
            // The work is done, and the wallet need not send it again, even if we can't remember that.
            if let Err(error) = hold.finish(said.body.clone()).await {
                self.tell(Event::StoreFailed(&error));
            }
        }
        self.tell(Event::Handled(&said.status));
        said.body
    }
}

/// Reports a handler that is dropped before its end.
struct Open<'a>(Option<&'a Delivery>);

impl Open<'_> {
    fn ended(mut self) {
        self.0 = None;
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if let Some(delivery) = self.0 {
            log::dropped(delivery.endpoint, &delivery.key);
            delivery.tell(Event::Dropped(&delivery.key));
        }
    }
}

/// Returns the future's value, or `None` if it panics. Shared state is left as it is by any panic that ends a task, and the
/// future is not polled again.
async fn unless_it_panics<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}
