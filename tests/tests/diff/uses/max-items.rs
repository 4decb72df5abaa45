// What users of the old crates of `generator/cli/tests/diff/max-items` may have written. See `diff_source.rs`.

//# max-items-raised | sent | v1/rows/sendMaxItemsRaised
use max_items_client::v1::rows::*;

pub fn set(request: SendMaxItemsRaisedRequest, value: countersign_runtime::List<countersign_runtime::Text<8>, 5>) -> SendMaxItemsRaisedRequest {
    request.value(value)
}

pub fn read(request: &SendMaxItemsRaisedRequest) -> &Option<countersign_runtime::List<countersign_runtime::Text<8>, 5>> {
    &request.value
}

//# max-items-raised | received | v1/rows/receiveMaxItemsRaised
use max_items_client::v1::rows::*;

pub fn read(response: &ReceiveMaxItemsRaisedResponse) -> &Option<Vec<countersign_runtime::Received<8>>> {
    &response.value
}

//# max-items-lowered | sent | v1/rows/sendMaxItemsLowered
use max_items_client::v1::rows::*;

pub fn set(request: SendMaxItemsLoweredRequest, value: countersign_runtime::List<countersign_runtime::Text<8>, 5>) -> SendMaxItemsLoweredRequest {
    request.value(value)
}

pub fn read(request: &SendMaxItemsLoweredRequest) -> &Option<countersign_runtime::List<countersign_runtime::Text<8>, 5>> {
    &request.value
}

//# max-items-lowered | received | v1/rows/receiveMaxItemsLowered
use max_items_client::v1::rows::*;

pub fn read(response: &ReceiveMaxItemsLoweredResponse) -> &Option<Vec<countersign_runtime::Received<8>>> {
    &response.value
}
