// What users of the old crates of `generator/cli/tests/diff/json-text` may have written. See `diff_source.rs`.

//# json-text-changed | sent | v1/rows/sendJsonTextChanged
use json_text_client::v1::rows::*;

pub fn set(request: SendJsonTextChangedRequest, value: std::collections::BTreeMap<String, countersign_runtime::Text<8>>) -> SendJsonTextChangedRequest {
    request.value(value)
}

pub fn read(request: &SendJsonTextChangedRequest) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Text<8>>> {
    &request.value
}

//# json-text-changed | received | v1/rows/receiveJsonTextChanged
use json_text_client::v1::rows::*;

pub fn read(response: &ReceiveJsonTextChangedResponse) -> &Option<std::collections::BTreeMap<String, countersign_runtime::Received<8>>> {
    &response.value
}
