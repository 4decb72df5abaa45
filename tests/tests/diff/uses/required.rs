// What users of the old crates of `generator/cli/tests/diff/required` may have written. See `diff_source.rs`.

//# field-required | sent | v1/rows/sendFieldRequired
use required_client::v1::rows::*;

pub fn make(value: countersign_runtime::Text<8>) -> SendFieldRequiredRequest {
    SendFieldRequiredRequest::new().value(value)
}

//# field-required | received | v1/rows/receiveFieldRequired
use required_client::v1::rows::*;

pub fn read(response: &ReceiveFieldRequiredResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# field-optional | sent | v1/rows/sendFieldOptional
use required_client::v1::rows::*;

pub fn make(value: countersign_runtime::Text<8>) -> SendFieldOptionalRequest {
    SendFieldOptionalRequest::new(SendFieldOptionalRequired { value })
}

//# field-optional | received | v1/rows/receiveFieldOptional
use required_client::v1::rows::*;

pub fn read(response: &ReceiveFieldOptionalResponse) -> &countersign_runtime::Received<8> {
    &response.value
}

//# field-required | received | v1/rows/receiveNumbers
use required_client::v1::rows::*;

pub fn read(response: &ReceiveNumbersResponse) -> (Option<i64>, Option<bool>) {
    (response.count, response.done)
}

//# field-optional | received | v1/rows/receiveNumbers
use required_client::v1::rows::*;

pub fn read(response: &ReceiveNumbersResponse) -> (Option<i64>, Option<bool>) {
    (response.count, response.done)
}
