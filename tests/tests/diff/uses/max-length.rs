// What users of the old crates of `generator/cli/tests/diff/max-length` may have written. See `diff_source.rs`.

//# max-length-raised | sent | v1/rows/sendMaxLengthRaised
use max_length_client::v1::rows::*;

pub fn set(request: SendMaxLengthRaisedRequest, value: countersign_runtime::Text<32>) -> SendMaxLengthRaisedRequest {
    request.value(value)
}

pub fn read(request: &SendMaxLengthRaisedRequest) -> &Option<countersign_runtime::Text<32>> {
    &request.value
}

//# max-length-raised | received | v1/rows/receiveMaxLengthRaised
use max_length_client::v1::rows::*;

pub fn read(response: &ReceiveMaxLengthRaisedResponse) -> &Option<countersign_runtime::Received<32>> {
    &response.value
}

//# max-length-lowered | sent | v1/rows/sendMaxLengthLowered
use max_length_client::v1::rows::*;

pub fn set(request: SendMaxLengthLoweredRequest, value: countersign_runtime::Text<64>) -> SendMaxLengthLoweredRequest {
    request.value(value)
}

pub fn read(request: &SendMaxLengthLoweredRequest) -> &Option<countersign_runtime::Text<64>> {
    &request.value
}

//# max-length-lowered | received | v1/rows/receiveMaxLengthLowered
use max_length_client::v1::rows::*;

pub fn read(response: &ReceiveMaxLengthLoweredResponse) -> &Option<countersign_runtime::Received<64>> {
    &response.value
}
