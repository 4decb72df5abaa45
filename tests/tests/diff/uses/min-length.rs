// What users of the old crates of `generator/cli/tests/diff/min-length` may have written. See `diff_source.rs`.

//# min-length-raised | sent | v1/rows/sendMinLengthRaised
use min_length_client::v1::rows::*;

pub fn set(request: SendMinLengthRaisedRequest, value: countersign_runtime::Text<32>) -> SendMinLengthRaisedRequest {
    request.value(value)
}

pub fn read(request: &SendMinLengthRaisedRequest) -> &Option<countersign_runtime::Text<32>> {
    &request.value
}

//# min-length-raised | received | v1/rows/receiveMinLengthRaised
use min_length_client::v1::rows::*;

pub fn read(response: &ReceiveMinLengthRaisedResponse) -> &Option<countersign_runtime::Received<32>> {
    &response.value
}

//# min-length-lowered | sent | v1/rows/sendMinLengthLowered
use min_length_client::v1::rows::*;

pub fn set(request: SendMinLengthLoweredRequest, value: countersign_runtime::Text<32>) -> SendMinLengthLoweredRequest {
    request.value(value)
}

pub fn read(request: &SendMinLengthLoweredRequest) -> &Option<countersign_runtime::Text<32>> {
    &request.value
}

//# min-length-lowered | received | v1/rows/receiveMinLengthLowered
use min_length_client::v1::rows::*;

pub fn read(response: &ReceiveMinLengthLoweredResponse) -> &Option<countersign_runtime::Received<32>> {
    &response.value
}
