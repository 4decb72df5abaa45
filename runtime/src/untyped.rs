//! Calls of endpoints whose types are not known when a program is built: for tools that read specs while they run.

use std::{fmt, ops::Deref};

use crate::{
    Unlisted,
    codec::{Decode, Decoded, Encode, Fields, View},
    message::{Closable, Request, Response, ResultCode, SettledBy},
    value::{Json, OpenEnum},
};

/// The response of a call by [`Client::call_untyped`](crate::Client::call_untyped): any JSON. `Debug` does not show it: which
/// of its values are sensitive is not known here.
#[derive(Clone, PartialEq)]
pub struct UntypedResponse(Json);

impl UntypedResponse {
    /// The JSON, no longer hidden.
    #[must_use]
    pub fn into_inner(self) -> Json {
        self.0
    }
}

impl Deref for UntypedResponse {
    type Target = Json;
    fn deref(&self) -> &Json {
        &self.0
    }
}

impl fmt::Debug for UntypedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

impl Encode for UntypedResponse {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Sensitive(&self.0));
    }
}

// Not as `Sensitive`: deviations name the fields, which are in the wallet's documents, and quote none of their values.
impl Decode for UntypedResponse {
    fn empty() -> Self {
        Self(Json::empty())
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.0.object(source)
    }
}

/// A result code of which no more is known than its text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UntypedCode {
    /// The code's text.
    Other(Unlisted),
}

impl Response for UntypedResponse {
    type Code = UntypedCode;
}

/// The request of a [`Call`](crate::Call): a typed [`Request`], or [`Json`] for
/// [`Client::call_untyped`](crate::Client::call_untyped).
///
/// It can't be implemented outside of this crate, other than by [`Request`].
pub trait AnyRequest: sealed::Sealed {
    /// The response's body.
    type Response: Response;
}

// It would stand on the page of every request.
#[doc(hidden)]
impl<Q: Request> AnyRequest for Q {
    type Response = Q::Response;
}

impl AnyRequest for Json {
    type Response = UntypedResponse;
}

pub(crate) mod sealed {
    use crate::{message::Request, value::Json};

    pub trait Sealed {}
    impl<Q: Request> Sealed for Q {}
    impl Sealed for Json {}
}

/// Settled as the descriptor of the call's endpoint says; where that names no inquiry, the outcome stays unknown.
impl SettledBy for UntypedResponse {
    type Inquiry = Self;
}

/// As for [`SettledBy`]: nothing is closed where the descriptor names no call for it.
impl Closable for UntypedResponse {}

impl OpenEnum for UntypedCode {
    const LISTED: &'static [(&'static str, Self)] = &[];
    fn other(text: Unlisted) -> Self {
        Self::Other(text)
    }
    fn as_other(&self) -> Option<&Unlisted> {
        let Self::Other(text) = self;
        Some(text)
    }
}

crate::__open_enum!(UntypedCode);

impl ResultCode for UntypedCode {}
