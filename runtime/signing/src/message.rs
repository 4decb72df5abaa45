//! A message that is signed.

use crate::{Content, ContentTemplate, headers};
use http::HeaderName;
use std::fmt;

/// A message that is signed or verified: a request, or the response to one.
///
/// `path` is everything of the request's URL after the host, as it is sent; see [`Content`]. `body` is exactly the bytes
/// on the wire: if it is encrypted, the encrypted ones.
#[derive(Clone, Copy)]
pub struct Message<'a> {
    direction: Direction,
    path: &'a str,
    body: &'a [u8],
    template: ContentTemplate,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Direction {
    Request,
    Response,
}

impl<'a> Message<'a> {
    /// A request to this path: ours to the wallet, or a notification, which is the wallet's request to us.
    #[must_use]
    pub const fn request(path: &'a str, body: &'a [u8]) -> Self {
        Self { direction: Direction::Request, path, body, template: ContentTemplate::Standard }
    }

    /// The response to a request to this path.
    #[must_use]
    pub const fn response(path: &'a str, body: &'a [u8]) -> Self {
        Self { direction: Direction::Response, path, body, template: ContentTemplate::Standard }
    }

    /// The form of the content to be signed: [`ContentTemplate::Standard`] unless it is set.
    #[must_use]
    pub const fn with_template(mut self, template: ContentTemplate) -> Self {
        self.template = template;
        self
    }

    /// Returns the content to be signed. The request id counts only if [`Message::signs_request_id`].
    #[must_use]
    pub fn content(&self, client_id: &str, time: &str, request_id: &str) -> Content<'a> {
        match (self.template, self.direction) {
            (ContentTemplate::Standard, _) => Content::new(self.path, client_id, time, self.body),
            (ContentTemplate::SixPart, Direction::Request) => {
                Content::six_part(self.path, client_id, request_id, time, self.body)
            }
            (ContentTemplate::SixPart, Direction::Response) => {
                Content::six_part_response(client_id, time, self.body)
            }
        }
    }

    /// Whether the content has the value of the header `Request-Id` in it.
    #[must_use]
    pub fn signs_request_id(&self) -> bool {
        (self.template, self.direction) == (ContentTemplate::SixPart, Direction::Request)
    }

    /// The name of the header with the message's time: `Request-Time` or `Response-Time`.
    #[must_use]
    pub fn time_header(&self) -> HeaderName {
        match self.direction {
            Direction::Request => headers::REQUEST_TIME,
            Direction::Response => headers::RESPONSE_TIME,
        }
    }
}

/// Without the body, which may hold what must not get into a log.
impl fmt::Debug for Message<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { direction, path, body, template } = self;
        write!(formatter, "Message({direction:?}, {path:?}, {template:?}, a body of {} bytes)", body.len())
    }
}
