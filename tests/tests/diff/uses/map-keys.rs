// What users of the old crates of `generator/cli/tests/diff/map-keys` may have written. See `diff_source.rs`.

//# keys-added | sent | v1/rows/sendKeysAdded
use map_keys_client::v1::rows::*;

pub fn set(request: SendKeysAddedRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendKeysAddedRequest {
    request.value(value)
}

pub fn read(request: &SendKeysAddedRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# keys-added | received | v1/rows/receiveKeysAdded
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveKeysAddedResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}

//# keys-removed | sent | v1/rows/sendKeysRemoved
use map_keys_client::v1::rows::*;

pub fn set(request: SendKeysRemovedRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendKeysRemovedRequest {
    request.value(value)
}

pub fn read(request: &SendKeysRemovedRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# keys-removed | received | v1/rows/receiveKeysRemoved
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveKeysRemovedResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}

//# keys-restricted | sent | v1/rows/sendKeysRestricted
use map_keys_client::v1::rows::*;

pub fn set(request: SendKeysRestrictedRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendKeysRestrictedRequest {
    request.value(value)
}

pub fn read(request: &SendKeysRestrictedRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# keys-restricted | received | v1/rows/receiveKeysRestricted
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveKeysRestrictedResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}

//# keys-freed | sent | v1/rows/sendKeysFreed
use map_keys_client::v1::rows::*;

pub fn set(request: SendKeysFreedRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendKeysFreedRequest {
    request.value(value)
}

pub fn read(request: &SendKeysFreedRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# keys-freed | received | v1/rows/receiveKeysFreed
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveKeysFreedResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}

//# max-entries-raised | sent | v1/rows/sendMaxEntriesRaised
use map_keys_client::v1::rows::*;

pub fn set(request: SendMaxEntriesRaisedRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendMaxEntriesRaisedRequest {
    request.value(value)
}

pub fn read(request: &SendMaxEntriesRaisedRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# max-entries-raised | received | v1/rows/receiveMaxEntriesRaised
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveMaxEntriesRaisedResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}

//# max-entries-lowered | sent | v1/rows/sendMaxEntriesLowered
use map_keys_client::v1::rows::*;

pub fn set(request: SendMaxEntriesLoweredRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendMaxEntriesLoweredRequest {
    request.value(value)
}

pub fn read(request: &SendMaxEntriesLoweredRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# max-entries-lowered | received | v1/rows/receiveMaxEntriesLowered
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveMaxEntriesLoweredResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}

//# max-key-length-raised | sent | v1/rows/sendMaxKeyLengthRaised
use map_keys_client::v1::rows::*;

pub fn set(request: SendMaxKeyLengthRaisedRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendMaxKeyLengthRaisedRequest {
    request.value(value)
}

pub fn read(request: &SendMaxKeyLengthRaisedRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# max-key-length-raised | received | v1/rows/receiveMaxKeyLengthRaised
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveMaxKeyLengthRaisedResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}

//# max-key-length-lowered | sent | v1/rows/sendMaxKeyLengthLowered
use map_keys_client::v1::rows::*;

pub fn set(request: SendMaxKeyLengthLoweredRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendMaxKeyLengthLoweredRequest {
    request.value(value)
}

pub fn read(request: &SendMaxKeyLengthLoweredRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# max-key-length-lowered | received | v1/rows/receiveMaxKeyLengthLowered
use map_keys_client::v1::rows::*;

pub fn read(response: &ReceiveMaxKeyLengthLoweredResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}
