//! Calls of endpoints whose types are not known when a program is built: for tools that read specs while they run.

use crate::{
    Unlisted,
    endpoint::{Endpoint, Response, ResultCode},
    settling::{Closable, SettledBy},
    value::{Json, OpenEnum, Sensitive},
};

/// The answer of a call by [`Client::call_untyped`](crate::Client::call_untyped): any JSON. `Debug` does not show it: which
/// of its values are sensitive is not known here.
pub type UntypedResponse = Sensitive<Json>;

/// A result code of which no more is known than its text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UntypedCode {
    /// What it says.
    Other(Unlisted),
}

impl Response for UntypedResponse {
    // Never asked for: the endpoint of an untyped call is given with it.
    const ENDPOINT: &'static Endpoint = {
        static NONE: Endpoint = Endpoint::new("", "");
        &NONE
    };
    type Code = UntypedCode;
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
