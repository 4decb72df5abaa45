// What users of the old crates of `generator/cli/tests/diff/fields` may have written. See `diff_source.rs`.

//# field-added | sent | v1/rows/sendFieldAdded
use fields_client::v1::rows::*;

pub fn make(id: countersign_runtime::Text<8>) -> SendFieldAddedRequest {
    SendFieldAddedRequest::new(SendFieldAddedRequired { id })
}

//# field-added | received | v1/rows/receiveFieldAdded
use fields_client::v1::rows::*;

pub fn read(response: &ReceiveFieldAddedResponse) -> &countersign_runtime::Received<8> {
    &response.id
}

//# field-added-required | sent | v1/rows/sendFieldAddedRequired
use fields_client::v1::rows::*;

pub fn make(id: countersign_runtime::Text<8>) -> SendFieldAddedRequiredRequest {
    SendFieldAddedRequiredRequest::new(SendFieldAddedRequiredRequired { id })
}

//# field-added-required | received | v1/rows/receiveFieldAddedRequired
use fields_client::v1::rows::*;

pub fn read(response: &ReceiveFieldAddedRequiredResponse) -> &countersign_runtime::Received<8> {
    &response.id
}

//# field-added-conditional | sent | v1/rows/sendFieldAddedConditional
use fields_client::v1::rows::*;

pub fn make(id: countersign_runtime::Text<8>) -> SendFieldAddedConditionalRequest {
    SendFieldAddedConditionalRequest::new(SendFieldAddedConditionalRequired { id })
}

//# field-added-conditional | received | v1/rows/receiveFieldAddedConditional
use fields_client::v1::rows::*;

pub fn read(response: &ReceiveFieldAddedConditionalResponse) -> &countersign_runtime::Received<8> {
    &response.id
}

//# field-removed | sent | v1/rows/sendFieldRemoved
use fields_client::v1::rows::*;

pub fn set(request: SendFieldRemovedRequest, note: countersign_runtime::Text<8>) -> SendFieldRemovedRequest {
    request.note(note)
}

//# field-removed | received | v1/rows/receiveFieldRemoved
use fields_client::v1::rows::*;

pub fn read(response: &ReceiveFieldRemovedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.note
}

//# field-respelled | sent | v1/rows/sendFieldRespelled
use fields_client::v1::rows::*;

pub fn set(request: SendFieldRespelledRequest, id: countersign_runtime::Text<8>) -> SendFieldRespelledRequest {
    request.order_id(id)
}

//# field-respelled | received | v1/rows/receiveFieldRespelled
use fields_client::v1::rows::*;

pub fn read(response: &ReceiveFieldRespelledResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.order_id
}
