use std::fmt;

use crate::{
    endpoint::Endpoint,
    tree::{Lookup, Tree},
};

/// A field in which a response or a notification differs from the request that it should be about.
///
/// A value of a sensitive field shows as `[hidden]`; of a long one the first 128 characters are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The field of the response or notification, by its path.
    pub field: String,
    /// The value that was sent in the request. An amount of money shows as `USD 100`.
    pub sent: String,
    /// The value that came back.
    pub received: String,
}

const MAX_CHARACTERS: usize = 128;

impl Mismatch {
    /// The difference between a field of a message and one of the request that was sent to `endpoint`.
    pub(crate) fn between(endpoint: &Endpoint, pair: (&str, &str), message: &Tree, request: &Tree) -> Self {
        let (field, sent) = pair;
        let shown = |found: Lookup<'_>| match found {
            Lookup::Absent => "[nothing]".to_owned(),
            Lookup::Repeated => "[given more than once]".to_owned(),
            Lookup::Found(value) => endpoint.shown(sent, &value).chars().take(MAX_CHARACTERS).collect(),
        };
        let (sent, received) = (shown(request.find(sent)), shown(message.find(field)));
        Self { field: field.to_owned(), sent, received }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is {:?}, but {:?} was sent", self.field, self.received, self.sent)
    }
}
