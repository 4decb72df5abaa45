// What users of the old crates of `generator/cli/tests/diff/defaults` may have written. See `diff_source.rs`.

//# default-added | sent | v1/rows/sendDefaultAdded
use defaults_client::v1::rows::*;

pub fn set(request: SendDefaultAddedRequest, value: countersign_runtime::Text<8>) -> SendDefaultAddedRequest {
    request.value(value)
}

pub fn read(request: &SendDefaultAddedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# default-added | received | v1/rows/receiveDefaultAdded
use defaults_client::v1::rows::*;

pub fn read(response: &ReceiveDefaultAddedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# default-changed | sent | v1/rows/sendDefaultChanged
use defaults_client::v1::rows::*;

pub fn set(request: SendDefaultChangedRequest, value: countersign_runtime::Text<8>) -> SendDefaultChangedRequest {
    request.value(value)
}

pub fn read(request: &SendDefaultChangedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# default-changed | received | v1/rows/receiveDefaultChanged
use defaults_client::v1::rows::*;

pub fn read(response: &ReceiveDefaultChangedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# default-removed | sent | v1/rows/sendDefaultRemoved
use defaults_client::v1::rows::*;

pub fn set(request: SendDefaultRemovedRequest, value: countersign_runtime::Text<8>) -> SendDefaultRemovedRequest {
    request.value(value)
}

pub fn read(request: &SendDefaultRemovedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# default-removed | received | v1/rows/receiveDefaultRemoved
use defaults_client::v1::rows::*;

pub fn read(response: &ReceiveDefaultRemovedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}
