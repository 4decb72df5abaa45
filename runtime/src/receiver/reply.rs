//! What a handler says to a notification.

use std::{error::Error, fmt, marker::PhantomData};

use bytes::Bytes;

use crate::{
    codec::{Encode, Shape, View, Violations, check, to_json},
    endpoint,
    result::{Status, WalletResult},
};

/// The answer to a notification, not yet signed. The wallet stops sending the notification when it gets status S; whatever
/// became of the payment, S says only that you have kept the news.
pub struct Reply<N> {
    pub(super) said: Said,
    of: PhantomData<fn() -> N>,
}

/// The same without the notification's type.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) status: Status,
    pub(super) body: Bytes,
}

impl<N: endpoint::Notification> Reply<N> {
    /// S `SUCCESS`: it was understood and kept. It is not handled again.
    #[must_use]
    pub fn acknowledge() -> Self {
        Self::new(&WalletResult::new(Status::Success, "SUCCESS", "success"))
    }

    /// S `SUCCESS`, with the fields that the endpoint has besides the result.
    ///
    /// # Errors
    /// When a field breaks the spec.
    pub fn acknowledge_with(answer: &N::Answer) -> Result<Self, Violations> {
        check(answer)?;
        Ok(Self::from(Said::of(&WalletResult::new(Status::Success, "SUCCESS", "success"), Some(answer))))
    }

    /// U `UNKNOWN_EXCEPTION`: send it again. It is handled again then. The same as returning an error.
    #[must_use]
    pub fn later() -> Self {
        Self::from(Said::later())
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
        Self::from(Said::of(result, None))
    }

    /// Its status.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.said.status
    }
}

impl<N> From<Said> for Reply<N> {
    fn from(said: Said) -> Self {
        Self { said, of: PhantomData }
    }
}

impl<N> Clone for Reply<N> {
    fn clone(&self) -> Self {
        Self::from(self.said.clone())
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
        Self::of(&WalletResult::new(Status::Unknown, "UNKNOWN_EXCEPTION", "Please send it again."), None)
    }

    /// The result, and the answer's fields after it.
    fn of(result: &WalletResult, answer: Option<&dyn Encode>) -> Self {
        struct Both<'a>(&'a WalletResult, Option<&'a dyn Encode>);
        impl Encode for Both<'_> {
            fn show(&self, look: &mut dyn FnMut(View<'_>)) {
                static SHAPE: Shape = Shape::new("Answer");
                let mut all = |others: &[(&'static str, &dyn Encode)]| {
                    let mut fields: Vec<(&'static str, &dyn Encode)> = vec![("result", self.0)];
                    fields.extend_from_slice(others);
                    look(View::Object(&SHAPE, &fields));
                };
                match self.1 {
                    Some(answer) => answer.show(&mut |view| {
                        all(if let View::Object(_, fields) = view { fields } else { &[] });
                    }),
                    None => all(&[]),
                }
            }
        }
        match to_json(&Both(result, answer)) {
            Ok(body) => Self { status: result.status.clone(), body: body.into() },
            // What passed the check can be written. Were it not so, the wallet should hear of no success.
            Err(_) => Self::later(),
        }
    }
}

/// What a handler may return: a [`Reply`], or a `Result` of one. An error is told to [`Receiver::on_event`], and the
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
