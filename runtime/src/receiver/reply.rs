//! A handler's reply to a notification.

use std::{error::Error, fmt, marker::PhantomData};

use bytes::Bytes;

use crate::{
    codec::{Decode, Encode, Field, Problem, Shape, View, Violations, check, from_json, to_json},
    message,
    result::{Status, WalletResult},
};

/// The answer to a notification, not yet signed. The wallet stops sending the notification when it gets status S; whatever
/// became of the payment, S says only that you have kept the news.
///
/// A reply without a field that the spec requires with its status is not sent. The wallet is asked to send the
/// notification again, and [`Receiver::on_event`](super::Receiver::on_event) gets the missing fields.
pub struct Reply<N> {
    said: Said,
    /// The required fields that are missing.
    missing: Option<Violations>,
    of: PhantomData<fn() -> N>,
}

/// The same without the notification's type.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) status: Status,
    pub(super) body: Bytes,
}

impl<N: message::Notification> Reply<N> {
    /// S `SUCCESS`: it was understood and kept. It is not handled again. Where the spec requires fields of the answer, use
    /// [`Reply::acknowledge_with`].
    #[must_use]
    pub fn acknowledge() -> Self {
        Self::new(&success())
    }

    /// S `SUCCESS`, with the fields that the endpoint has besides the result.
    ///
    /// # Errors
    /// When a field breaks the spec, or one is missing that is required with status S.
    pub fn acknowledge_with(answer: &N::Answer) -> Result<Self, Violations> {
        let whole = Whole { result: &success(), fields: answer };
        check(&whole)?;
        Ok(Self::of(Said::of(&Status::Success, &whole), None))
    }

    /// U `UNKNOWN_EXCEPTION`: send it again. It is handled again then. The same as returning an error.
    #[must_use]
    pub fn later() -> Self {
        Self::of(Said::later(), None)
    }

    /// F: it is understood, and can't be accepted, however often it comes. Some wallets send it again all the same; it is
    /// handled again then. The code is one that the endpoint documents.
    #[must_use]
    pub fn refuse(code: impl fmt::Display, message: &str) -> Self {
        Self::new(&WalletResult::new(Status::Failed, &code.to_string(), message))
    }

    /// Any other result: U `REQUEST_TRAFFIC_EXCEED_LIMIT`, say.
    #[must_use]
    pub fn new(result: &WalletResult) -> Self {
        Self::of(Said::of(&result.status, &Bare(result)), missing::<N::Answer>(result))
    }

    /// Its status.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.said.status
    }

    /// Returns the answer, or the required fields that it lacks.
    pub(super) fn complete(self) -> Result<Said, Violations> {
        self.missing.map_or(Ok(self.said), Err)
    }
}

impl<N> Reply<N> {
    fn of(said: Said, missing: Option<Violations>) -> Self {
        Self { said, missing, of: PhantomData }
    }
}

impl<N> Clone for Reply<N> {
    fn clone(&self) -> Self {
        Self::of(self.said.clone(), self.missing.clone())
    }
}

/// Without the fields, which may be sensitive.
impl<N> fmt::Debug for Reply<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({}, {} bytes)", self.said.status, self.said.body.len())
    }
}

impl Said {
    pub(super) fn later() -> Self {
        let result = WalletResult::new(Status::Unknown, "UNKNOWN_EXCEPTION", "Please send it again.");
        Self::of(&Status::Unknown, &Bare(&result))
    }

    fn of(status: &Status, answer: &dyn Encode) -> Self {
        match to_json(answer) {
            Ok(body) => Self { status: status.clone(), body: body.into() },
            // What passed the check can be written. Were it not so, the wallet should hear of no success.
            Err(_) => Self::later(),
        }
    }
}

fn success() -> WalletResult {
    WalletResult::new(Status::Success, "SUCCESS", "success")
}

/// Returns the required fields that an answer with this result, and nothing else, would lack.
fn missing<A: Encode + Decode>(result: &WalletResult) -> Option<Violations> {
    let (fields, mut missing) = from_json::<A>(b"{}").unwrap_or_else(|_| (A::empty(), Vec::new()));
    if result.status != Status::Success {
        missing.clear();
    }
    let checked = check(&Whole { result, fields: &fields }).err();
    missing.extend(checked.iter().flat_map(Violations::iter).filter_map(|found| match found.problem {
        Problem::MissingWhen { .. } => Some(found.clone()),
        Problem::NoneOf { .. } if result.status == Status::Success => Some(found.clone()),
        // A problem of the empty fields, which are not sent.
        _ => None,
    }));
    Violations::none(missing).err()
}

/// An answer that consists of its result alone.
struct Bare<'a>(&'a WalletResult);

impl Encode for Bare<'_> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Answer");
        visit(View::Object(&SHAPE, &[("result", self.0)]));
    }
}

/// The result, and the answer's fields after it. It has the shape of the fields, so that their conditions on the result are
/// checked.
struct Whole<'a> {
    result: &'a WalletResult,
    fields: &'a dyn Encode,
}

impl Encode for Whole<'_> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        self.fields.encode(&mut |view| {
            let View::Object(shape, others) = view else { return visit(view) };
            let mut fields: Vec<Field<'_>> = vec![("result", self.result)];
            fields.extend_from_slice(others);
            visit(View::Object(shape, &fields));
        });
    }
}

/// The return value of a handler: a [`Reply`], or a `Result` of one. An error is told to [`Receiver::on_event`], and the
/// wallet sends the notification again.
///
/// [`Receiver::on_event`]: super::Receiver::on_event
pub trait IntoReply<N> {
    /// The reply, or why there is none.
    ///
    /// # Errors
    /// The handler's own.
    fn into_reply(self) -> Result<Reply<N>, Box<dyn Error + Send + Sync>>;
}

impl<N> IntoReply<N> for Reply<N> {
    fn into_reply(self) -> Result<Reply<N>, Box<dyn Error + Send + Sync>> {
        Ok(self)
    }
}

impl<N, E: Into<Box<dyn Error + Send + Sync>>> IntoReply<N> for Result<Reply<N>, E> {
    fn into_reply(self) -> Result<Reply<N>, Box<dyn Error + Send + Sync>> {
        self.map_err(Into::into)
    }
}
