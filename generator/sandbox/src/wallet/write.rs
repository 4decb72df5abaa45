//! From the body of a response to what goes over the connection: as text, encrypted, signed.

use super::inject;
use super::refusal::Refusal;
use super::request::Request;
use super::response::{Draft, Response, Text};
use super::sign::Signing;
use super::wire::Wire;
use crate::fault::Fault;
use crate::keys::Keys;
use crate::quote::quote;
use countersign_runtime::encryption::{AesKey, encrypt};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::borrow::Cow;

/// Writes a correct response, except for what the fault changes. It is unsigned if the sandbox itself fails.
pub(super) fn response(
    draft: Draft,
    request: &Request,
    wire: &Wire,
    keys: &Keys,
    fault: Option<&Fault>,
) -> Response {
    written(draft, request, wire, keys, fault).unwrap_or_else(|refusal| Response::unsigned(&refusal, None))
}

fn written(
    mut draft: Draft,
    request: &Request,
    wire: &Wire,
    keys: &Keys,
    fault: Option<&Fault>,
) -> Result<Response, Refusal> {
    if wire.quoted {
        draft.body.values_mut().for_each(quote);
    }
    let status = draft.status;
    let mut text = inject::text(fault, draft.json());
    let mut plain = None;
    if request.headers.contains_key("encrypt") {
        plain = Some(text.body.clone());
        text = encrypted(&text, keys, wire)?;
    }
    let signing = Signing {
        wire,
        key: Cow::Borrowed(&keys.wallet),
        client_id: &keys.texts.client_id,
        target: &request.target,
        at: request.at,
    };
    let signature = match inject::signing(fault, signing, keys)? {
        Some(signing) => signing.headers(&text.body)?,
        None => HeaderMap::new(),
    };
    text.headers.extend(signature);
    Ok(inject::sending(fault, Response { plain, ..Response::new(status, text) }))
}

fn encrypted(text: &Text, keys: &Keys, wire: &Wire) -> Result<Text, Refusal> {
    let encrypted = encrypt(&keys.encryption, AesKey::Bits256, wire.separator, &text.body);
    let encrypted = encrypted.map_err(|error| Refusal::failed(&error))?;
    let value = HeaderValue::from_str(&encrypted.header).map_err(|error| Refusal::failed(&error))?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=UTF-8"));
    headers.insert(HeaderName::from_static("encrypt"), value);
    Ok(Text { headers, body: encrypted.body })
}
