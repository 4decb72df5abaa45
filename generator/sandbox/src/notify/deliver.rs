//! Sending one notification, and noting what came of it.

use super::acknowledgement::{Check, NotAcknowledged};
use super::target::{Target, local_target};
use super::{Notifier, Outcome, PAUSE, schedule, sign};
use crate::ledger::{
    Due, LedgerError, NotificationContent, PendingNotification, later, notification_endpoint,
};
use crate::quote::quote;
use bytes::Bytes;
use countersign_codegen::model::{Api, Scalars};
use countersign_runtime::signature::SignError;
use countersign_runtime::transport::{Limits, TransportError};
use http::Request;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// At most so long until a ledger that does not work is asked again.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// What an exchange with the merchant may cost.
const LIMITS: Limits = Limits::new(Duration::from_secs(10), 64 * 1024);

/// What is to be sent, and where to.
struct Delivery {
    target: Target,
    api: Arc<Api>,
    body: Bytes,
}

/// What there is to do with a notification that is due.
enum Step {
    Send(Delivery),
    /// Nothing before that time.
    Wait(i64),
    /// Nothing in this run, and why.
    Keep(String),
    /// Nothing at all, and why.
    Drop(String),
}

/// Why a notification was not delivered.
enum DeliveryError {
    Sign(SignError),
    Url,
    Transport(TransportError),
    NotAcknowledged(NotAcknowledged),
}

impl fmt::Display for DeliveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sign(error) => error.fmt(f),
            Self::Url => f.write_str("no request can be made for this URL"),
            Self::Transport(error) => error.fmt(f),
            Self::NotAcknowledged(error) => error.fmt(f),
        }
    }
}

impl Notifier {
    /// Sends a notification once. Whatever comes of it is noted, so that it is not due any more.
    pub(super) async fn deliver(self: Arc<Self>, due: Due, notice: PendingNotification) {
        let asked = notice.clone();
        match self.retried(move |notifier| notifier.step(&asked)).await {
            Step::Wait(at) => self.reschedule(due, at, notice).await,
            Step::Keep(why) => {
                self.tell(&notice, Outcome::NotSent(why));
                self.reschedule(due, Due::KEPT, notice).await;
            }
            Step::Drop(why) => {
                self.tell(&notice, Outcome::NotSent(why));
                self.settle(due).await;
            }
            Step::Send(delivery) => {
                let mut sent = self.send(&delivery, due).await;
                if notice.twice && notice.attempts == 0 {
                    sent = self.send(&delivery, due).await.or(sent);
                }
                self.note(due, notice, sent).await;
            }
        }
    }

    fn step(&self, notice: &PendingNotification) -> Result<Step, LedgerError> {
        let target = match local_target(&notice.url) {
            Ok(target) => target,
            Err(why) => return Ok(Step::Drop(why.to_owned())),
        };
        let Some(api) = self.apis.iter().find(|api| api.name == notice.api) else {
            return Ok(Step::Keep("its API is not served now; it is kept until it is".to_owned()));
        };
        let version = api.versions.iter().find(|version| version.name == notice.version);
        let endpoint =
            version.and_then(|version| Some((version, notification_endpoint(version, &notice.about)?)));
        let Some((version, endpoint)) = endpoint else {
            let why = format!("{} has no notification of it", notice.version);
            let kept = || format!("{why} any more; it is kept until it has");
            return Ok(if notice.had_endpoint { Step::Keep(kept()) } else { Step::Drop(why) });
        };
        Ok(match self.ledger.content(notice, endpoint, version)? {
            NotificationContent::NotYet(at) => Step::Wait(at),
            NotificationContent::Forgotten => Step::Drop("what it is about was forgotten".to_owned()),
            NotificationContent::Body(body) => {
                let mut body = Value::Object(body);
                if api.dialect.scalars == Scalars::Quoted {
                    quote(&mut body);
                }
                Step::Send(Delivery { target, api: Arc::clone(api), body: body.to_string().into() })
            }
        })
    }

    /// One exchange with the merchant.
    async fn send(&self, delivery: &Delivery, due: Due) -> Result<(), DeliveryError> {
        let Delivery { target, api, body } = delivery;
        let dialect = &api.dialect;
        let request_id = format!("{}-{}", due.at, due.number);
        let headers = sign::headers(&*self.signer, dialect, &self.client_id, &target.path, &request_id, body);
        let headers = headers.await.map_err(DeliveryError::Sign)?;
        let mut request =
            Request::post(target.uri.clone()).body(body.clone()).map_err(|_| DeliveryError::Url)?;
        *request.headers_mut() = headers;
        let answer = self.transport.send(request, LIMITS).await.map_err(DeliveryError::Transport)?;
        let client_id = &self.client_id;
        let check = Check { merchant: &*self.merchant, dialect, client_id, path: &target.path };
        check.acknowledged(&answer).await.map_err(DeliveryError::NotAcknowledged)
    }

    /// Notes what came of it: it is done, or due again later, or given up.
    async fn note(
        self: &Arc<Self>,
        due: Due,
        mut notice: PendingNotification,
        sent: Result<(), DeliveryError>,
    ) {
        let Err(error) = sent else {
            self.tell(&notice, Outcome::Acknowledged);
            return self.settle(due).await;
        };
        let why = error.to_string();
        match schedule::pause(notice.attempts.saturating_add(1), self.time_scale) {
            None => {
                self.tell(&notice, Outcome::GivenUp(why));
                self.settle(due).await;
            }
            Some(pause) => {
                self.tell(&notice, Outcome::Again(why, pause));
                notice.attempts = notice.attempts.saturating_add(1);
                self.reschedule(due, later(self.ledger.time(), pause), notice).await;
            }
        }
    }

    async fn settle(self: &Arc<Self>, due: Due) {
        self.retried(move |notifier| notifier.ledger.settle(due)).await;
    }

    async fn reschedule(self: &Arc<Self>, due: Due, at: i64, notice: PendingNotification) {
        self.retried(move |notifier| notifier.ledger.reschedule(due, at, &notice)).await;
    }

    /// Does something with the ledger, which waits for the disk. While that fails it is done again, less and less often:
    /// what was sent is not sent anew because it could not be noted.
    pub(super) async fn retried<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl Fn(&Self) -> Result<T, LedgerError> + Send + Sync + 'static,
    ) -> T {
        let work = Arc::new(work);
        let mut pause = PAUSE;
        loop {
            let (notifier, work) = (Arc::clone(self), Arc::clone(&work));
            let done = tokio::task::spawn_blocking(move || work(&notifier)).await;
            match done.unwrap_or_else(|error| Err(LedgerError::Failed(error.to_string()))) {
                Ok(done) => return done,
                Err(error) => self.tell_failure(&error),
            }
            tokio::time::sleep(pause).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }
}
