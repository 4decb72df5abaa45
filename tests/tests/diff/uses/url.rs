// What users of the old crates of `generator/cli/tests/diff/url` may have written. See `diff_source.rs`.

//# became-url | sent | v1/rows/sendBecameUrl
use url_client::v1::rows::*;

pub fn set(request: SendBecameUrlRequest, value: countersign_runtime::Text<99>) -> SendBecameUrlRequest {
    request.value(value)
}

pub fn read(request: &SendBecameUrlRequest) -> &Option<countersign_runtime::Text<99>> {
    &request.value
}

//# became-url | received | v1/rows/receiveBecameUrl
use url_client::v1::rows::*;

pub fn read(response: &ReceiveBecameUrlResponse) -> &Option<countersign_runtime::Received<99>> {
    &response.value
}

//# became-text | sent | v1/rows/sendBecameText
use url_client::v1::rows::*;

pub fn set(request: SendBecameTextRequest, value: countersign_runtime::Text<99>) -> SendBecameTextRequest {
    request.value(value)
}

pub fn read(request: &SendBecameTextRequest) -> &Option<countersign_runtime::Text<99>> {
    &request.value
}

//# became-text | received | v1/rows/receiveBecameText
use url_client::v1::rows::*;

pub fn read(response: &ReceiveBecameTextResponse) -> &Option<countersign_runtime::Received<99>> {
    &response.value
}
