//! What text is signed, by an API's template.

use countersign_runtime::signature::{Content, ContentTemplate};

/// Of a request or a notification. Only one template has the request's id in it.
pub fn request_content<'a>(
    template: ContentTemplate,
    target: &str,
    client_id: &str,
    request_id: &str,
    time: &str,
    body: &'a [u8],
) -> Content<'a> {
    match template {
        ContentTemplate::SixPart => Content::six_part(target, client_id, request_id, time, body),
        _ => Content::new(target, client_id, time, body),
    }
}

/// Of the answer to one.
pub fn answer_content<'a>(
    template: ContentTemplate,
    target: &str,
    client_id: &str,
    time: &str,
    body: &'a [u8],
) -> Content<'a> {
    match template {
        ContentTemplate::SixPart => Content::six_part_answer(client_id, time, body),
        _ => Content::new(target, client_id, time, body),
    }
}
