// What users of the old crates of `generator/cli/tests/diff/range` may have written. See `diff_source.rs`.

//# min-raised | sent | v1/rows/sendMinRaised
use range_client::v1::rows::*;

pub fn set(request: SendMinRaisedRequest, value: countersign_runtime::Int<1, 9>) -> SendMinRaisedRequest {
    request.value(value)
}

pub fn read(request: &SendMinRaisedRequest) -> &Option<countersign_runtime::Int<1, 9>> {
    &request.value
}

//# min-raised | received | v1/rows/receiveMinRaised
use range_client::v1::rows::*;

pub fn read(response: &ReceiveMinRaisedResponse) -> &Option<i64> {
    &response.value
}

//# min-lowered | sent | v1/rows/sendMinLowered
use range_client::v1::rows::*;

pub fn set(request: SendMinLoweredRequest, value: countersign_runtime::Int<2, 9>) -> SendMinLoweredRequest {
    request.value(value)
}

pub fn read(request: &SendMinLoweredRequest) -> &Option<countersign_runtime::Int<2, 9>> {
    &request.value
}

//# min-lowered | received | v1/rows/receiveMinLowered
use range_client::v1::rows::*;

pub fn read(response: &ReceiveMinLoweredResponse) -> &Option<i64> {
    &response.value
}

//# max-raised | sent | v1/rows/sendMaxRaised
use range_client::v1::rows::*;

pub fn set(request: SendMaxRaisedRequest, value: countersign_runtime::Int<1, 9>) -> SendMaxRaisedRequest {
    request.value(value)
}

pub fn read(request: &SendMaxRaisedRequest) -> &Option<countersign_runtime::Int<1, 9>> {
    &request.value
}

//# max-raised | received | v1/rows/receiveMaxRaised
use range_client::v1::rows::*;

pub fn read(response: &ReceiveMaxRaisedResponse) -> &Option<i64> {
    &response.value
}

//# max-lowered | sent | v1/rows/sendMaxLowered
use range_client::v1::rows::*;

pub fn set(request: SendMaxLoweredRequest, value: i64) -> SendMaxLoweredRequest {
    request.value(value)
}

pub fn read(request: &SendMaxLoweredRequest) -> &Option<i64> {
    &request.value
}

//# max-lowered | received | v1/rows/receiveMaxLowered
use range_client::v1::rows::*;

pub fn read(response: &ReceiveMaxLoweredResponse) -> &Option<i64> {
    &response.value
}
