// What users of the old crates of `generator/cli/tests/diff/pattern` may have written. See `diff_source.rs`.

//# pattern-added | sent | v1/rows/sendPatternAdded
use pattern_client::v1::rows::*;

pub fn set(request: SendPatternAddedRequest, value: countersign_runtime::Text<8>) -> SendPatternAddedRequest {
    request.value(value)
}

pub fn read(request: &SendPatternAddedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# pattern-added | received | v1/rows/receivePatternAdded
use pattern_client::v1::rows::*;

pub fn read(response: &ReceivePatternAddedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# pattern-changed | sent | v1/rows/sendPatternChanged
use pattern_client::v1::rows::*;

pub fn set(request: SendPatternChangedRequest, value: countersign_runtime::Text<8>) -> SendPatternChangedRequest {
    request.value(value)
}

pub fn read(request: &SendPatternChangedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# pattern-changed | received | v1/rows/receivePatternChanged
use pattern_client::v1::rows::*;

pub fn read(response: &ReceivePatternChangedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# pattern-removed | sent | v1/rows/sendPatternRemoved
use pattern_client::v1::rows::*;

pub fn set(request: SendPatternRemovedRequest, value: countersign_runtime::Text<8>) -> SendPatternRemovedRequest {
    request.value(value)
}

pub fn read(request: &SendPatternRemovedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# pattern-removed | received | v1/rows/receivePatternRemoved
use pattern_client::v1::rows::*;

pub fn read(response: &ReceivePatternRemovedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}
