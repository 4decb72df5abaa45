//! How an unknown outcome is settled: by asking.

use std::{collections::BTreeMap, fmt, future::IntoFuture, time::Duration};

use bytes::Bytes;
use serde_json::value::RawValue;

use super::{Client, Outgoing};
use crate::{
    call::CallOptions,
    clock::Stopwatch,
    codec::{Encode, Problem, View, Violation},
    endpoint::{Action, Response},
    error::Error,
    outcome::{Answer, Outcome, Unknown},
    settling::{SettledBy, Settling},
    signature::BoxFuture,
};

/// The question how a call with an unknown outcome ended, ready to be awaited.
///
/// It is asked at once, and then every 5 seconds for up to a minute, which is what wallets document. That the wallet
/// knows no such payment (`ORDER_NOT_EXIST`) right after a time-out is no answer: it may still be on its way. Neither is one
/// that names another id than was asked for.
#[must_use = "nothing is asked until this is awaited"]
pub struct Settle<'a, R: SettledBy> {
    client: &'a Client,
    unknown: Unknown<R>,
    every: Duration,
    during: Duration,
    /// Whether the thread may be blocked.
    blocking: bool,
}

/// How a call ended, as far as asking could tell.
#[derive(Debug)]
#[must_use = "it may still be unknown whether money has moved"]
pub enum Settled<R: SettledBy> {
    /// It took effect: the wallet's signed word.
    Success(Answer<R::Inquiry>),
    /// It did not, and never will: the wallet's signed word.
    Failed(Answer<R::Inquiry>),
    /// Still nobody on this side knows. Ask again later, or wait for the notification; never pay anew, never refund.
    Unknown(Unsettled<R>),
}

/// A call whose outcome is still unknown after asking.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unsettled<R: SettledBy> {
    /// What was asked about, to ask again.
    pub unknown: Unknown<R>,
    /// What the last question came to; `None` when the request has no id to ask by.
    pub last: Option<Result<Outcome<R::Inquiry>, Error>>,
    /// How often the wallet was asked.
    pub asked: u32,
}

impl<R: SettledBy> fmt::Display for Unsettled<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}; {} asked {} times without a final answer",
            self.unknown,
            R::Inquiry::ENDPOINT,
            self.asked
        )
    }
}

/// What one answer says of the other call.
enum Verdict {
    Success,
    Failed,
    NotYet,
    /// It says nothing, and asking again would not help.
    Nothing,
}

impl<'a, R: SettledBy> Settle<'a, R> {
    pub(super) fn new(client: &'a Client, unknown: Unknown<R>) -> Self {
        Self {
            client,
            unknown,
            every: Duration::from_secs(5),
            during: Duration::from_secs(60),
            blocking: false,
        }
    }

    /// The pause between two questions. 5 seconds unless it is set.
    pub fn every(mut self, pause: Duration) -> Self {
        self.every = pause;
        self
    }

    /// How long to ask; zero asks once. A minute unless it is set.
    pub fn during(mut self, time: Duration) -> Self {
        self.during = time;
        self
    }

    async fn run(self) -> Settled<R> {
        let Self { client, unknown, every, during, blocking } = self;
        let mut unsettled = Unsettled { unknown, last: None, asked: 0 };
        let exchange = unsettled.unknown.exchange();
        let key = exchange.endpoint.idempotency_key().fields();
        let asked = exchange.endpoint.settled_by().and_then(|settling| {
            let carried: Vec<&'static str> = settling.ask.iter().map(|(_, field)| *field).collect();
            Some((settling, Question::new(&exchange.body, &carried, key)?))
        });
        let Some((settling, question)) = asked else { return Settled::Unknown(unsettled) };
        let clock = &client.settings().config.clock;
        let watch = Stopwatch::start(&**clock);
        loop {
            let outgoing = Outgoing {
                endpoint: R::Inquiry::ENDPOINT,
                request: None,
                body: Ok(question.body.clone()),
                options: CallOptions { blocking, ..CallOptions::default() },
            };
            let last = client.exchange(outgoing).await.map(Outcome::<R::Inquiry>::new);
            unsettled.asked += 1;
            let verdict = verdict(&last, settling, &question);
            match (verdict, last) {
                (Verdict::Success, Ok(Outcome::Success(answer))) => return Settled::Success(answer),
                (Verdict::Failed, Ok(Outcome::Success(answer))) => return Settled::Failed(answer),
                (Verdict::Nothing, last) => {
                    unsettled.last = Some(last);
                    return Settled::Unknown(unsettled);
                }
                (_, last) => unsettled.last = Some(last),
            }
            if watch.elapsed().saturating_add(every) > during {
                return Settled::Unknown(unsettled);
            }
            clock.sleep(every).await;
        }
    }
}

impl<'a, R: SettledBy> IntoFuture for Settle<'a, R> {
    type Output = Settled<R>;
    type IntoFuture = BoxFuture<'a, Settled<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

#[cfg(feature = "blocking")]
impl<R: SettledBy> Settle<'_, R> {
    /// As awaiting it, for programs without an async runtime: blocks this thread.
    pub fn wait(mut self) -> Settled<R> {
        self.blocking = true;
        crate::blocking::wait(self.run())
    }
}

/// Decided by one signed status and nothing else.
fn verdict<B: Response>(
    last: &Result<Outcome<B>, Error>,
    settling: &Settling,
    question: &Question,
) -> Verdict {
    match last {
        Ok(Outcome::Success(answer)) if is_ambiguous(answer.deviations(), settling.status.status) => {
            Verdict::NotYet
        }
        Ok(Outcome::Success(answer)) if !question.is_answered_by(&**answer) => Verdict::NotYet,
        Ok(Outcome::Success(answer)) => match field(&**answer, settling.status.status).as_deref() {
            Some(status) if settling.status.success.contains(&status) => Verdict::Success,
            Some(status) if settling.status.failure.contains(&status) => Verdict::Failed,
            _ => Verdict::NotYet,
        },
        Ok(Outcome::Failed(failure)) => {
            let code = failure.answer.result().code.as_str();
            let again = settling.not_found.codes.contains(&code) || failure.action() == Action::RetryLater;
            if again { Verdict::NotYet } else { Verdict::Nothing }
        }
        // Without a right signing key, say, no question will ever get out.
        Err(Error::Invalid(_) | Error::Header(_) | Error::Encryption(_) | Error::Unauthenticated(_)) => {
            Verdict::Nothing
        }
        Ok(Outcome::Accepted(_) | Outcome::Unknown(_)) | Err(_) => Verdict::NotYet,
    }
}

/// Whether the status came twice.
fn is_ambiguous(deviations: &[Violation], status: &str) -> bool {
    let leads_to =
        |path: &str| status.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    deviations.iter().any(|found| found.problem == Problem::Repeated && leads_to(&found.path))
}

/// The text of a field, by its name on the wire; a dot goes into an object.
fn field(value: &dyn Encode, path: &str) -> Option<String> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let mut found = None;
    value.show(&mut |view| match view {
        View::Object(_, fields) => {
            let inner = fields.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
            found = inner.and_then(|inner| match rest {
                Some(rest) => field(inner, rest),
                None => text(inner),
            });
        }
        View::Sensitive(inner) | View::JsonText(inner) => found = field(inner, path),
        _ => {}
    });
    found
}

fn text(value: &dyn Encode) -> Option<String> {
    let mut found = None;
    value.show(&mut |view| match view {
        View::Text(text) | View::Unlisted(text) => found = Some(text.to_owned()),
        View::Sensitive(inner) => found = text(inner),
        _ => {}
    });
    found
}

/// What is asked.
struct Question {
    /// The fields that the call's own request has too, as they were sent.
    body: Bytes,
    /// The texts among them, which an answer must not contradict.
    texts: Vec<(&'static str, String)>,
}

impl Question {
    /// `None` when nothing in it says which call is meant.
    fn new(request: &[u8], carried: &[&'static str], key: &'static [&'static str]) -> Option<Self> {
        let sent: BTreeMap<&str, &RawValue> = serde_json::from_slice(request).ok()?;
        let kept: BTreeMap<&str, &RawValue> =
            carried.iter().filter_map(|name| sent.get(name).map(|value| (*name, *value))).collect();
        let text = |name: &&'static str| Some((*name, serde_json::from_str(kept.get(name)?.get()).ok()?));
        let texts: Vec<(&'static str, String)> = carried.iter().filter_map(text).collect();
        let is_named = key.iter().any(|name| kept.get(name).is_some_and(|value| !says_nothing(value)));
        if !is_named {
            return None;
        }
        Some(Self { texts, body: serde_json::to_vec(&kept).ok()?.into() })
    }

    /// Whether an answer is about the call that is meant. The signature does not say so: an answer to the same question
    /// about another call could have been put in its place.
    fn is_answered_by(&self, answer: &dyn Encode) -> bool {
        let agrees = |told: String, asked: &str| told.is_empty() || told == asked;
        self.texts.iter().all(|(name, asked)| field(answer, name).is_none_or(|told| agrees(told, asked)))
    }
}

fn says_nothing(value: &RawValue) -> bool {
    matches!(value.get(), "null" | "\"\"")
}

#[cfg(test)]
mod tests {
    use super::Question;

    #[test]
    fn fields_are_carried_as_they_were_sent() {
        let request = br#"{"partnerId":"P1","amount":{"value":"1"},"paymentRequestId":"a\"b"}"#;
        let carried = ["paymentRequestId", "partnerId", "paymentId"];
        let question = Question::new(request, &carried, &["paymentRequestId"]).unwrap();
        assert_eq!(question.body, r#"{"partnerId":"P1","paymentRequestId":"a\"b"}"#);
        let texts = [("paymentRequestId", "a\"b".to_owned()), ("partnerId", "P1".to_owned())];
        assert_eq!(question.texts, texts);
    }

    #[test]
    fn without_an_id_nothing_is_asked() {
        let carried = ["paymentRequestId", "partnerId"];
        for request in [
            r#"{"partnerId":"P1"}"#,
            r#"{"paymentRequestId":""}"#,
            r#"{"paymentRequestId":null}"#,
            "[]",
            "",
            "<request/>",
        ] {
            assert!(
                Question::new(request.as_bytes(), &carried, &["paymentRequestId"]).is_none(),
                "{request}"
            );
        }
    }
}
