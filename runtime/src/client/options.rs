//! Options of one call.

use std::{sync::Arc, time::Duration};

use http::HeaderMap;

use super::RetryPolicy;
use crate::{
    codec::{Encode, Field, View, check},
    error::Error,
    headers,
};

/// The options of a call, where they differ from the configuration.
#[derive(Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) encrypted: Option<bool>,
    /// Whether the same request may have been sent by an earlier call.
    pub(crate) repeat: bool,
    /// Whether the thread may be blocked.
    pub(crate) blocking: bool,
    /// Checked right before the first byte of each attempt.
    pub(crate) send_only_if: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
    /// Whether the program has recorded the call, so that dropping it is not reported.
    pub(crate) recorded: bool,
    /// Why the first header that was refused cannot be sent.
    pub(crate) refused: Option<Error>,
}

impl CallOptions {
    /// Adds a header, or keeps that it was refused.
    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        if !headers::add(&mut self.headers, name, value) {
            self.refuse(Error::Header(name.to_owned()));
        }
    }

    /// Adds the headers of an emitted struct, which are its fields. Not generic, so that a program has it once.
    pub(crate) fn add_headers(&mut self, headers: &dyn Encode) {
        if let Err(violations) = check(headers) {
            return self.refuse(Error::Invalid(violations));
        }
        headers.encode(&mut |view| {
            let View::Object(_, fields) = view else { return };
            fields.iter().for_each(|field| self.add_field(field));
        });
    }

    fn add_field(&mut self, (name, value): &Field<'_>) {
        value.encode(&mut |view| match view {
            View::Text(text) => self.add_header(name, text),
            View::Sensitive(inner) => self.add_field(&(*name, inner)),
            // An optional header that is not there.
            _ => {}
        });
    }

    fn refuse(&mut self, error: Error) {
        self.refused.get_or_insert(error);
    }
}
