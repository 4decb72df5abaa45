// What users of the old crates of `generator/cli/tests/diff/type-changed` may have written. See `diff_source.rs`.

//# type-changed | sent | v1/rows/sendTypeChanged
use type_changed_client::v1::rows::*;

pub fn set(request: SendTypeChangedRequest, value: countersign_runtime::Text<8>) -> SendTypeChangedRequest {
    request.value(value)
}

pub fn read(request: &SendTypeChangedRequest) -> &Option<countersign_runtime::Text<8>> {
    &request.value
}

//# type-changed | received | v1/rows/receiveTypeChanged
use type_changed_client::v1::rows::*;

pub fn read(response: &ReceiveTypeChangedResponse) -> &Option<countersign_runtime::Received<8>> {
    &response.value
}

//# type-exchanged | sent | v1/rows/sendTypeExchanged
use type_changed_client::v1::rows::*;

pub fn set(request: SendTypeExchangedRequest, value: type_changed_client::v1::types::Size) -> SendTypeExchangedRequest {
    request.value(value)
}

pub fn read(request: &SendTypeExchangedRequest) -> &Option<type_changed_client::v1::types::Size> {
    &request.value
}

//# type-exchanged | received | v1/rows/receiveTypeExchanged
use type_changed_client::v1::rows::*;

pub fn read(response: &ReceiveTypeExchangedResponse) -> &Option<type_changed_client::v1::types::received::Size> {
    &response.value
}

//# type-exchanged | sent | v1/rows/sendEnumExchanged
use type_changed_client::v1::rows::*;

pub fn set(request: SendEnumExchangedRequest, value: type_changed_client::v1::types::Colour) -> SendEnumExchangedRequest {
    request.value(value)
}

pub fn read(request: &SendEnumExchangedRequest) -> &Option<type_changed_client::v1::types::Colour> {
    &request.value
}

//# type-exchanged | received | v1/rows/receiveEnumExchanged
use type_changed_client::v1::rows::*;

pub fn read(response: &ReceiveEnumExchangedResponse) -> &Option<type_changed_client::v1::types::Colour> {
    &response.value
}
