//! How an exchange ended, before anybody knows of types.

use super::meaning::{Meaning, names_call};
use crate::{
    body::{Unverified, Verified},
    codec::ReadError,
    error::{Error, Unauthenticated},
    exchange::Exchange,
    format::DecodedBody,
    result::{Status, WalletResult},
    signature::VerifyError,
    transport::{TransportError, TransportFailure},
};

/// The exchange is boxed, because the future of a call holds it in several places.
pub(crate) enum End {
    /// Verified.
    Responded(Box<Exchange>, Read),
    /// Neither signed nor timed, and its status is F or U.
    Unauthenticated(Box<Exchange>, WalletResult, Unverified),
    /// A response that can't be taken for the wallet's.
    Unverified(Box<Exchange>, VerifyError, Unverified),
    /// No whole response.
    Lost(Box<Exchange>, TransportError),
    /// A repeat that was not sent; the earlier call may have taken effect. The exchange holds what would have been sent.
    NotSent(Box<Exchange>, Error),
    /// The last attempt was not sent; an earlier one, whose end this holds, may have taken effect.
    RetryNotSent(Box<Self>, Error),
}

/// A verified body, as far as it could be read without knowing its type.
pub(crate) struct Read {
    /// The body as it was received.
    pub(crate) raw: Verified,
    /// The text, and the result in it.
    pub(crate) content: Result<(DecodedBody, WalletResult), ReadError>,
    /// The meaning of the response, where its status alone does not decide.
    pub(crate) meaning: Meaning,
}

impl Read {
    pub(super) fn new(
        exchange: &Exchange,
        raw: Verified,
        content: Result<(DecodedBody, WalletResult), ReadError>,
    ) -> Self {
        let meaning = match &content {
            Ok((body, result)) => Meaning::of(exchange, result, body),
            Err(_) => Meaning::AsStatus,
        };
        Self { raw, content, meaning }
    }

    pub(super) fn result(&self) -> Option<&WalletResult> {
        self.content.as_ref().ok().map(|(_, result)| result)
    }
}

impl End {
    /// Whether a verified response names the call that it is about; true where the spec knows no id of the response.
    pub(super) fn names_its_call(&self) -> bool {
        match self {
            Self::Responded(exchange, Read { content: Ok((body, _)), .. }) => names_call(exchange, body),
            _ => false,
        }
    }

    pub(crate) fn exchange(&self) -> &Exchange {
        match self {
            Self::Responded(exchange, _)
            | Self::Unauthenticated(exchange, ..)
            | Self::Unverified(exchange, ..)
            | Self::Lost(exchange, _)
            | Self::NotSent(exchange, _) => exchange,
            Self::RetryNotSent(earlier, _) => earlier.exchange(),
        }
    }

    pub(crate) fn exchange_mut(&mut self) -> &mut Exchange {
        match self {
            Self::Responded(exchange, _)
            | Self::Unauthenticated(exchange, ..)
            | Self::Unverified(exchange, ..)
            | Self::Lost(exchange, _)
            | Self::NotSent(exchange, _) => exchange,
            Self::RetryNotSent(earlier, _) => earlier.exchange_mut(),
        }
    }

    pub(super) fn or_unauthenticated(self) -> Result<Self, Error> {
        match self {
            Self::Unauthenticated(exchange, claimed, body) if claimed.status == Status::Failed => {
                let exchange = *exchange;
                Err(Error::Unauthenticated(Box::new(Unauthenticated { claimed, body, exchange })))
            }
            end => Ok(end),
        }
    }

    /// One of a few words, for logs and metrics.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Responded(_, Read { meaning: Meaning::Accepted, .. }) => "accepted",
            Self::Responded(_, Read { meaning: Meaning::FailedAsk, .. }) => "failed_ask",
            Self::Responded(_, Read { meaning: Meaning::OtherId(_), .. }) => "other_id",
            Self::Responded(_, read) => match read.result().map(|result| &result.status) {
                Some(Status::Success) => "success",
                Some(Status::Accepted) => "accepted",
                Some(Status::Failed) => "failed",
                Some(Status::Unknown) => "status_unknown",
                Some(Status::Other(_)) => "status_unrecognized",
                None => "unreadable",
            },
            Self::Unauthenticated(..) => "unauthenticated",
            Self::Unverified(..) => "unverified",
            Self::NotSent(_, error) | Self::RetryNotSent(_, error) => error.name(),
            Self::Lost(_, error) => match error.failure() {
                TransportFailure::TimedOut => "timed_out",
                TransportFailure::TooLarge => "too_large",
                _ => "disconnected",
            },
        }
    }
}
