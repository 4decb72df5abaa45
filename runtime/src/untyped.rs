//! Calls of endpoints whose types are not known when a program is built: for tools that read specs while they run.

use std::{fmt, ops::Deref};

use crate::{
    Unlisted,
    codec::{Decode, Encode, Fields, Items, Number, Taken, View},
    endpoint::{Endpoint, Response, ResultCode},
    value::{Json, OpenEnum},
};

/// The answer of a call by [`Client::call_untyped`](crate::Client::call_untyped): any JSON.
#[derive(Clone, Default, PartialEq)]
pub struct UntypedResponse(Json);

/// A result code of which no more is known than its text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UntypedCode {
    /// What it says.
    Other(Unlisted),
}

impl Deref for UntypedResponse {
    type Target = Json;
    fn deref(&self) -> &Json {
        &self.0
    }
}

/// Without the values: which of them are sensitive is not known here.
impl fmt::Debug for UntypedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UntypedResponse")
    }
}

impl Encode for UntypedResponse {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        self.0.show(look);
    }
}

impl Decode for UntypedResponse {
    fn empty() -> Self {
        Self::default()
    }
    fn text(&mut self, text: &str) -> Taken {
        self.0.text(text)
    }
    fn boolean(&mut self, value: bool) -> Taken {
        self.0.boolean(value)
    }
    fn number(&mut self, number: Number) -> Taken {
        self.0.number(number)
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        self.0.object(source)
    }
    fn list(&mut self, items: &mut dyn Items) -> Taken {
        self.0.list(items)
    }
}

impl Response for UntypedResponse {
    // Never asked for: the endpoint of an untyped call is given with it.
    const ENDPOINT: &'static Endpoint = {
        static NONE: Endpoint = Endpoint::new("", "");
        &NONE
    };
    type Code = UntypedCode;
}

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
