// What users of the old crates of `generator/cli/tests/diff/sensitive` may have written. See `diff_source.rs`.

//# sensitive-added | sent | v1/rows/sendSensitiveAdded
use sensitive_client::v1::rows::*;

pub fn set(request: SendSensitiveAddedRequest, value: countersign_runtime::Text<8>) -> SendSensitiveAddedRequest {
    request.value(value)
}

pub fn read(request: &SendSensitiveAddedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# sensitive-added | received | v1/rows/receiveSensitiveAdded
use sensitive_client::v1::rows::*;

pub fn read(response: &ReceiveSensitiveAddedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# sensitive-removed | sent | v1/rows/sendSensitiveRemoved
use sensitive_client::v1::rows::*;

pub fn set(request: SendSensitiveRemovedRequest, value: countersign_runtime::Text<8>) -> SendSensitiveRemovedRequest {
    request.value(value)
}

pub fn read(request: &SendSensitiveRemovedRequest) -> &Option<countersign_runtime::Sensitive<countersign_runtime::Text<8>>> {
    &request.value
}

//# sensitive-removed | received | v1/rows/receiveSensitiveRemoved
use sensitive_client::v1::rows::*;

pub fn read(response: &ReceiveSensitiveRemovedResponse) -> &Option<countersign_runtime::Sensitive<countersign_runtime::Received<8>>> {
    &response.value
}
