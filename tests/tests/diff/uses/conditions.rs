// What users of the old crates of `generator/cli/tests/diff/conditions` may have written. See `diff_source.rs`.

//# condition-added | sent | v1/rows/sendConditionAdded
use conditions_client::v1::rows::*;

pub fn set(request: SendConditionAddedRequest, value: countersign_runtime::Text<8>) -> SendConditionAddedRequest {
    request.value(value)
}

pub fn read(request: &SendConditionAddedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# condition-added | received | v1/rows/receiveConditionAdded
use conditions_client::v1::rows::*;

pub fn read(response: &ReceiveConditionAddedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# condition-changed | sent | v1/rows/sendConditionChanged
use conditions_client::v1::rows::*;

pub fn set(request: SendConditionChangedRequest, value: countersign_runtime::Text<8>) -> SendConditionChangedRequest {
    request.value(value)
}

pub fn read(request: &SendConditionChangedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# condition-changed | received | v1/rows/receiveConditionChanged
use conditions_client::v1::rows::*;

pub fn read(response: &ReceiveConditionChangedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# condition-removed | sent | v1/rows/sendConditionRemoved
use conditions_client::v1::rows::*;

pub fn set(request: SendConditionRemovedRequest, value: countersign_runtime::Text<8>) -> SendConditionRemovedRequest {
    request.value(value)
}

pub fn read(request: &SendConditionRemovedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# condition-removed | received | v1/rows/receiveConditionRemoved
use conditions_client::v1::rows::*;

pub fn read(response: &ReceiveConditionRemovedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# condition-narrowed | sent | v1/rows/sendConditionNarrowed
use conditions_client::v1::rows::*;

pub fn set(request: SendConditionNarrowedRequest, value: countersign_runtime::Text<8>) -> SendConditionNarrowedRequest {
    request.value(value)
}

pub fn read(request: &SendConditionNarrowedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# condition-narrowed | received | v1/rows/receiveConditionNarrowed
use conditions_client::v1::rows::*;

pub fn read(response: &ReceiveConditionNarrowedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# condition-widened | sent | v1/rows/sendConditionWidened
use conditions_client::v1::rows::*;

pub fn set(request: SendConditionWidenedRequest, value: countersign_runtime::Text<8>) -> SendConditionWidenedRequest {
    request.value(value)
}

pub fn read(request: &SendConditionWidenedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# condition-widened | received | v1/rows/receiveConditionWidened
use conditions_client::v1::rows::*;

pub fn read(response: &ReceiveConditionWidenedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}
