// What users of the old crates of `generator/cli/tests/diff/nullable` may have written. See `diff_source.rs`.

//# null-allowed | sent | v1/rows/sendNullAllowed
use nullable_client::v1::rows::*;

pub fn set(request: SendNullAllowedRequest, value: countersign_runtime::Text<8>) -> SendNullAllowedRequest {
    request.value(value)
}

pub fn read(request: &SendNullAllowedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# null-allowed | received | v1/rows/receiveNullAllowed
use nullable_client::v1::rows::*;

pub fn read(response: &ReceiveNullAllowedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# null-forbidden | sent | v1/rows/sendNullForbidden
use nullable_client::v1::rows::*;

pub fn set(request: SendNullForbiddenRequest, value: countersign_runtime::Text<8>) -> SendNullForbiddenRequest {
    request.value(value)
}

pub fn read(request: &SendNullForbiddenRequest) -> &Option<countersign_runtime::Nullable<countersign_runtime::Text<8>>> {
    &request.value
}

//# null-forbidden | received | v1/rows/receiveNullForbidden
use nullable_client::v1::rows::*;

pub fn read(response: &ReceiveNullForbiddenResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}
