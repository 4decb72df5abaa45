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
