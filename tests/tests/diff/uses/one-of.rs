// What users of the old crates of `generator/cli/tests/diff/one-of` may have written. See `diff_source.rs`.

//# one-of-added | sent | v1/rows/sendOneOfAdded
use one_of_client::v1::rows::*;

pub fn set(request: SendOneOfAddedRequest, value: countersign_runtime::Text<8>) -> SendOneOfAddedRequest {
    request.value(value)
}

pub fn read(request: &SendOneOfAddedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# one-of-added | received | v1/rows/receiveOneOfAdded
use one_of_client::v1::rows::*;

pub fn read(response: &ReceiveOneOfAddedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# one-of-removed | sent | v1/rows/sendOneOfRemoved
use one_of_client::v1::rows::*;

pub fn set(request: SendOneOfRemovedRequest, value: countersign_runtime::Text<8>) -> SendOneOfRemovedRequest {
    request.value(value)
}

pub fn read(request: &SendOneOfRemovedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# one-of-removed | received | v1/rows/receiveOneOfRemoved
use one_of_client::v1::rows::*;

pub fn read(response: &ReceiveOneOfRemovedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# one-of-widened | sent | v1/rows/sendOneOfWidened
use one_of_client::v1::rows::*;

pub fn set(request: SendOneOfWidenedRequest, value: countersign_runtime::Text<8>) -> SendOneOfWidenedRequest {
    request.value(value)
}

pub fn read(request: &SendOneOfWidenedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# one-of-widened | received | v1/rows/receiveOneOfWidened
use one_of_client::v1::rows::*;

pub fn read(response: &ReceiveOneOfWidenedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# one-of-narrowed | sent | v1/rows/sendOneOfNarrowed
use one_of_client::v1::rows::*;

pub fn set(request: SendOneOfNarrowedRequest, value: countersign_runtime::Text<8>) -> SendOneOfNarrowedRequest {
    request.value(value)
}

pub fn read(request: &SendOneOfNarrowedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# one-of-narrowed | received | v1/rows/receiveOneOfNarrowed
use one_of_client::v1::rows::*;

pub fn read(response: &ReceiveOneOfNarrowedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}
