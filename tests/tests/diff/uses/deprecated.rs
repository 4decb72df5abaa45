// What users of the old crates of `generator/cli/tests/diff/deprecated` may have written. See `diff_source.rs`.

//# field-deprecated | sent | v1/rows/sendFieldDeprecated
use deprecated_client::v1::rows::*;

pub fn set(request: SendFieldDeprecatedRequest, value: countersign_runtime::Text<8>) -> SendFieldDeprecatedRequest {
    request.value(value)
}

pub fn read(request: &SendFieldDeprecatedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# field-deprecated | received | v1/rows/receiveFieldDeprecated
use deprecated_client::v1::rows::*;

pub fn read(response: &ReceiveFieldDeprecatedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# field-revived | sent | v1/rows/sendFieldRevived
use deprecated_client::v1::rows::*;

pub fn set(request: SendFieldRevivedRequest, value: countersign_runtime::Text<8>) -> SendFieldRevivedRequest {
    request.value(value)
}

pub fn read(request: &SendFieldRevivedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# field-revived | received | v1/rows/receiveFieldRevived
use deprecated_client::v1::rows::*;

pub fn read(response: &ReceiveFieldRevivedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}
