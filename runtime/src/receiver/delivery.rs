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

use super::{Event, Seen, SeenKey, SeenStore, hold::Hold, log, reply::Said, settings::Hook};
use crate::{endpoint::Endpoint, result::Status, signature::BoxFuture};

/// What a handler came to.
pub(super) type Handled = Result<Said, Box<dyn Error + Send + Sync>>;
/// A handler that has its notification, and gets the right to handle it.
pub(super) type Handler = Box<dyn FnOnce(Hold) -> BoxFuture<'static, Handled> + Send>;

/// A verified notification, by what is needed besides its content. It owns all of that, so that it can outlive the request.
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

    /// Returns what to answer. The claim is given back by every way out that does not finish it, being dropped included.
    pub(super) async fn handle_once(self, handler: Handler) -> Bytes {
        match self.seen.begin(&self.key).await {
            Ok(Seen::First(claim)) => self.handle(Hold::new(claim), handler).await,
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

    async fn handle(&self, hold: Hold, handler: Handler) -> Bytes {
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

/// Tells when a handler was dropped before its end.
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
