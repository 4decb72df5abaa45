// What users of the old crates of `generator/cli/tests/diff/forbidden-chars` may have written. See `diff_source.rs`.

//# chars-forbidden | sent | v1/rows/sendCharsForbidden
use forbidden_chars_client::v1::rows::*;

pub fn set(request: SendCharsForbiddenRequest, value: countersign_runtime::Text<8>) -> SendCharsForbiddenRequest {
    request.value(value)
}

pub fn read(request: &SendCharsForbiddenRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# chars-forbidden | received | v1/rows/receiveCharsForbidden
use forbidden_chars_client::v1::rows::*;

pub fn read(response: &ReceiveCharsForbiddenResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# chars-allowed | sent | v1/rows/sendCharsAllowed
use forbidden_chars_client::v1::rows::*;

pub fn set(request: SendCharsAllowedRequest, value: countersign_runtime::Text<8>) -> SendCharsAllowedRequest {
    request.value(value)
}

pub fn read(request: &SendCharsAllowedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# chars-allowed | received | v1/rows/receiveCharsAllowed
use forbidden_chars_client::v1::rows::*;

pub fn read(response: &ReceiveCharsAllowedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}
